import { Dexie } from 'dexie';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../../../lib/platform/errors.ts';
import { openAgain } from '../../../lib/platform/open-again.ts';
import { createSessionMemory } from '../../../lib/platform/session-memory.ts';
import { storing } from '../../../lib/platform/storage-error.ts';
import { createTrouble } from '../../../lib/platform/trouble.ts';
import { createMemoryArea } from '../memory-area.ts';

afterEach(() => vi.unstubAllGlobals());

const unknown = () =>
  new DOMException('Internal error opening backing store for indexedDB.open.', 'UnknownError');

describe('a failure of the store', () => {
  const fail = (error: unknown) => storing(() => Promise.reject(error));
  const withRoom = (room: number | undefined) =>
    vi.stubGlobal('navigator', {
      storage: {
        estimate: async () => (room === undefined ? {} : { quota: 5_000_000 + room, usage: 5_000_000 }),
      },
    });

  it.each([
    [0, 'storage-full'],
    [50_000, 'storage-full'],
    [50_000_000, 'storage-broken'],
    [undefined, 'storage-broken'],
  ])('without a meaning, with room for %s bytes, is %s', async (room, code) => {
    withRoom(room);
    await expect(fail(unknown())).rejects.toMatchObject({ code });
  });

  it('that names the quota, also inside, is a full disk whatever room there seems to be', async () => {
    withRoom(50_000_000);
    const quota = new DOMException('no room', 'QuotaExceededError');
    await expect(fail(quota)).rejects.toMatchObject({ code: 'storage-full' });
    const wrapped = Object.assign(new Error('aborted'), { name: 'AbortError', inner: quota });
    await expect(fail(wrapped)).rejects.toMatchObject({ code: 'storage-full' });
  });

  it('that is none stays what it is', async () => {
    withRoom(0);
    await expect(fail(new AppError('vault-locked'))).rejects.toMatchObject({ code: 'vault-locked' });
  });
});

describe('a database that could not be opened', () => {
  it('refuses those who waited, and opens for the next call once it can', async () => {
    const factory = new IDBFactory();
    const open = factory.open.bind(factory);
    let isFull = true;
    factory.open = (...args) => {
      if (isFull) throw unknown();
      return open(...args);
    };
    const db = openAgain(new Dexie('again', { indexedDB: factory, IDBKeyRange }));
    db.version(1).stores({ things: 'id' });
    const read = () => db.table('things').toArray();
    const results = await Promise.allSettled([read(), read(), read()]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    isFull = false;
    await vi.waitFor(async () => expect(await read()).toEqual([]));
  });
});

describe('trouble that cannot be written down', () => {
  it('is told through session memory until it is over; our own mistakes are not', async () => {
    const area = createMemoryArea();
    const trouble = createTrouble(createSessionMemory(area), () => {});
    expect(await trouble.note(new TypeError('ours'))).toBe(false);
    expect(await trouble.note(new AppError('offline'))).toBe(false);
    expect(area.items.size).toBe(0);
    expect(await trouble.note(new AppError('storage-full'))).toBe(true);
    expect(await area.get(['trouble'])).toEqual({ trouble: 'storage-full' });
    await trouble.clear();
    expect(area.items.size).toBe(0);
  });
});
