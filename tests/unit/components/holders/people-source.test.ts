// Live queries do nothing where the page has no database of its own.
import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createPeopleSource } from '../../../../components/holders/people-source.ts';
import type { Database } from '../../../../lib/cache/database.ts';
import { watchHolders } from '../../../../lib/cache/holder-feed.ts';
import { createGatherer } from '../../../../lib/cache/holdings/gather.ts';
import { writeHoldings } from '../../../../lib/cache/write-holdings.ts';
import { addUserRecords, swapUsers } from '../../../../lib/cache/write-users.ts';
import { locationRow, openFreshDatabase } from '../../cache/fresh-database.ts';

let db: Database;
let people: ReturnType<typeof createPeopleSource>;
/** What is to be done later, once the test lets time pass. */
let later: (() => void)[];
let stop: () => void;
const failed = vi.fn();

const keynote = { adamId: '1', pricingParam: 'STDQ' as const };
const pages = { adamId: '2', pricingParam: 'STDQ' as const };

/** People `ids`, and who holds how many of two apps. */
async function write(uId: string, generation: number, ids: string[], held: Record<string, number>) {
  await db.locations.put(locationRow(uId));
  const records = ids.map((clientUserId) => ({ clientUserId, status: 'Associated' as const }));
  await addUserRecords(db, uId, generation, records);
  await swapUsers(db, uId, generation, { asOf: generation });
  const gatherer = createGatherer();
  for (const [clientUserId, count] of Object.entries(held)) {
    gatherer.add([keynote, pages].slice(0, count).map((asset) => ({ ...asset, clientUserId })));
  }
  await writeHoldings(db, uId, gatherer.finish(), { asOf: generation, fullDueAt: 0 });
}

const shown = (query = 'sort=id') =>
  people.view.window(query, 0, 10_000).rows.map(({ id, licences }) => `${id} ${licences}`);

beforeEach(() => {
  db = openFreshDatabase();
  later = [];
  people = createPeopleSource(db, { changed: () => {}, failed, later: (work) => later.push(work) });
});
afterEach(() => {
  stop();
  db.close();
  expect(failed).not.toHaveBeenCalled();
});
function start(): void {
  stop = watchHolders(db, 'user', {
    places: people.setPlaces,
    notes: people.setNotes,
    lists: people.setLists,
    failed,
  });
}

test('joins people with what they hold, and shows who holds something without being listed', async () => {
  await write('n', 1, ['b', 'd', 'f'], { a: 1, b: 2, c: 1, f: 1, g: 2 });
  start();
  await vi.waitFor(() => expect(people.source.isComplete).toBe(true));
  expect(shown()).toEqual(['a 1', 'b 2', 'c 1', 'd 0', 'f 1', 'g 2']);
  expect(people.view.window('state=unlisted', 0, 9).total).toBe(3);
});

test('joins thousands as a plain map would', async () => {
  const ids = Array.from({ length: 3000 }, (_, index) => `u${index}`);
  const held = Object.fromEntries(
    ids.filter((_, index) => index % 3 > 0).map((id, index) => [id, 1 + (index % 2)]),
  );
  await write('n', 1, ids, held);
  start();
  await vi.waitFor(() => expect(people.source.isComplete).toBe(true), { timeout: 10_000 });
  expect(shown().sort()).toEqual(ids.map((id) => `${id} ${held[id] ?? 0}`).sort());
});

test('follows a new read, a note, a list and an unlinking; ticks stay with their people', async () => {
  await write('n', 1, ['a', 'b'], { a: 1 });
  await write('s', 1, ['x'], {});
  start();
  await vi.waitFor(() => expect(shown()).toHaveLength(3));
  const seen = people.view.window('sort=id', 0, 9);
  const place = { index: 1, key: 'n/b' };
  people.view.tick('sort=id', true, { edition: seen.edition, from: place, to: place });

  await write('n', 2, ['a', 'b', 'c'], { a: 2, c: 1 });
  await vi.waitFor(() => expect(shown()).toEqual(['a 2', 'b 0', 'c 1', 'x 0']));
  expect(shown('ticked=1')).toEqual(['b 0']);

  await db.personNotes.put({ uId: 'n', clientUserId: 'c', name: 'Zoë', invitations: [] });
  await vi.waitFor(() => expect(shown('q=zoe')).toEqual(['c 1']));

  const list = { id: 'l', name: 'L', kind: 'user' as const, ids: ['a', 'x'], createdAt: 0, changedAt: 0 };
  await db.lists.put(list);
  await vi.waitFor(() => expect(shown('list=l&sort=id')).toEqual(['a 2', 'x 0']));

  await db.locations.delete('s');
  await vi.waitFor(() => expect(shown()).toEqual(['a 2', 'b 0', 'c 1']));
});

describe('a view of one location', () => {
  const ids = (letter: string) => Array.from({ length: 500 }, (_, index) => `${letter}${index}`);
  beforeEach(async () => {
    for (const uId of ['k', 'm', 'n', 's']) await write(uId, 1, ids(uId), {});
  });
  const reads = () => {
    const read: string[] = [];
    db.users.hook('reading', (row) => {
      if (read.at(-1) !== row.uId) read.push(row.uId);
      return row;
    });
    return read;
  };

  test('is read first and answered without waiting for the others', async () => {
    const read = reads();
    const answered = people.source.prepare('location=s');
    start();
    await answered;
    expect(shown('location=s').length).toBeGreaterThan(0);
    expect(read).toEqual(['s']);
    await vi.waitFor(() => expect(people.source.isComplete).toBe(true));
    expect(shown()).toHaveLength(2000);
  });

  test('comes next when it is asked for while others are read', async () => {
    const read = reads();
    start();
    await people.source.prepare('');
    await people.source.prepare('location=s');
    expect(shown('location=s').length).toBeGreaterThan(0);
    await vi.waitFor(() => expect(people.source.isComplete).toBe(true));
    expect(read).toEqual(['k', 's', 'm', 'n']);
  });

  test('that is not linked is answered with nothing, as soon as anything is', async () => {
    start();
    await people.source.prepare('location=gone');
    expect(shown('location=gone')).toEqual([]);
  });
});

test('a window, an export and the ticks of a query see the same rows', async () => {
  await write('n', 1, ['a', 'b', 'c', 'd'], { b: 1, d: 2 });
  start();
  await vi.waitFor(() => expect(people.source.isComplete).toBe(true));
  const query = 'sort=-licences&licences=some';
  expect(people.view.window(query, 1, 1).rows.map(({ id }) => id)).toEqual(['b']);
  const chunk = people.view.snapshot(query);
  people.view.tick(query, true);
  expect(people.view.window(query, 0, 9)).toMatchObject({ total: 2, all: 4, ticked: 2, tickState: 'all' });
  expect(people.view.window('', 0, 9)).toMatchObject({ tickState: 'some' });
  expect(chunk(0, 1)).toMatchObject({ rows: [{ id: 'd' }], isLast: false });
  expect(chunk(1, 1)).toMatchObject({ rows: [{ id: 'b' }], isLast: true });
});

describe('a location that cannot be read', () => {
  const unread = () => people.source.unread().map(({ location, isShown }) => ({ location, isShown }));
  /** Takes one leaf of what a location holds away, as a damaged disk does. @returns gives it back */
  async function damage(uId: string): Promise<() => Promise<unknown>> {
    const [leaf] = await db.leaves.filter((one) => one.uId === uId).toArray();
    if (!leaf) throw new Error('no leaf');
    await db.leaves.delete([leaf.uId, leaf.generation, leaf.leaf]);
    return () => db.leaves.put(leaf);
  }

  test('is left out and named, does not stop the others, and is read again by itself', async () => {
    await write('n', 1, ['a', 'b'], { a: 1 });
    await write('s', 1, ['x'], { x: 1 });
    const repair = await damage('n');
    start();
    await vi.waitFor(() => expect(unread()).toEqual([{ location: 'Location n', isShown: false }]));
    await vi.waitFor(() => expect(shown()).toEqual(['x 1']));
    expect(people.source.isComplete).toBe(false);
    expect(people.source.unread()[0]?.failure.code).toBe('storage-broken');

    await vi.waitFor(() => expect(later).toHaveLength(1));
    later.pop()?.();
    await vi.waitFor(() => expect(later).toHaveLength(1));
    expect(unread()).toHaveLength(1);

    await repair();
    later.pop()?.();
    await vi.waitFor(() => expect(shown()).toEqual(['a 1', 'b 0', 'x 1']));
    expect(unread()).toEqual([]);
    expect(people.source.isComplete).toBe(true);
  });

  test('that was read before stays as it was, and is named', async () => {
    await write('n', 1, ['a', 'b'], { a: 1 });
    start();
    await vi.waitFor(() => expect(shown()).toHaveLength(2));
    const broken = vi.spyOn(db.leaves, 'get').mockRejectedValue(new DOMException('', 'UnknownError'));
    await write('n', 2, ['a', 'b', 'c'], { a: 2, c: 1 });
    await vi.waitFor(() => expect(unread()).toEqual([{ location: 'Location n', isShown: true }]));
    expect(shown()).toEqual(['a 1', 'b 0']);
    broken.mockRestore();
    people.source.readAgain();
    await vi.waitFor(() => expect(shown()).toEqual(['a 2', 'b 0', 'c 1']));
    expect(unread()).toEqual([]);
  });

  test('is gone from the unread ones when it is unlinked', async () => {
    await write('n', 1, ['a'], { a: 1 });
    await damage('n');
    start();
    await vi.waitFor(() => expect(unread()).toHaveLength(1));
    await db.locations.delete('n');
    await vi.waitFor(() => expect(people.source.isComplete).toBe(true));
    expect(unread()).toEqual([]);
  });
});

test('a location that is swapped while it is read is never taken for whole', async () => {
  await write('n', 1, ['a', 'b'], { a: 1 });
  const wholes: string[][] = [];
  const get = db.leaves.get.bind(db.leaves);
  let isSwapped = false;
  const spy = vi.spyOn(db.leaves, 'get').mockImplementation((key) => {
    if (isSwapped) return get(key);
    isSwapped = true;
    return Dexie.Promise.resolve(write('n', 2, ['c'], { c: 2 })).then(() => get(key));
  });
  people = createPeopleSource(db, {
    changed: () => people.source.isComplete && wholes.push(shown()),
    failed,
    later: (work) => later.push(work),
  });
  start();
  await vi.waitFor(() => expect(wholes.at(-1)).toEqual(['c 2']));
  expect(isSwapped).toBe(true);
  expect(new Set(wholes.map(String))).toEqual(new Set(['c 2']));
  expect(people.source.unread()).toEqual([]);
  spy.mockRestore();
});
