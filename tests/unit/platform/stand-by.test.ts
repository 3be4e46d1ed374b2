import { describe, expect, it, vi } from 'vitest';
import type { NamesStatus, SyncRow } from '../../../lib/cache/rows.ts';
import { createAlarms } from '../../../lib/platform/alarms.ts';
import { createStandBy } from '../../../lib/platform/stand-by.ts';
import { areNamesSoon, areSyncsUnfinished } from '../../../lib/sync/unfinished.ts';
import { openFreshDatabase } from '../cache/fresh-database.ts';

const now = 1_800_000_000_000;

function setUp() {
  const cache = openFreshDatabase();
  const set = new Set<string>();
  const browserAlarms = createAlarms({
    get: async (name: string) => (set.has(name) ? { name, scheduledTime: 0 } : undefined),
    create: async (name: string) => void set.add(name),
    clear: async (name: string) => set.delete(name),
  } as never);
  /** What was said at the end of each work: whether it goes on. */
  const ends: boolean[] = [];
  const alarms = {
    ...browserAlarms,
    async workBegins() {
      const end = await browserAlarms.workBegins();
      return async (goesOn: boolean) => {
        await end(goesOn);
        ends.push(goesOn);
      };
    },
  };
  const report = vi.fn();
  const idles: { resolve(): void }[] = [];
  const idle = () => new Promise<void>((resolve) => void idles.push({ resolve }));
  const isUnfinished = async () => (await areSyncsUnfinished(cache)) || (await areNamesSoon(cache, now));
  const work = createStandBy({ alarms, idle, isUnfinished, report });
  const rest = () => {
    for (const { resolve } of idles.splice(0)) resolve();
  };
  return { cache, work, rest, report, ends, isSet: () => set.has('work') };
}

const row = (state: SyncRow['state'], nextAt?: number): SyncRow => ({
  uId: '1',
  state,
  kind: 'full',
  phase: 'assignments',
  startedAt: now,
  updatedAt: now,
  pagesDone: 0,
  rowsDone: 0,
  ...(nextAt !== undefined && { nextAt }),
});

describe('the alarm that stands by', () => {
  it('is set before the work begins, stays until that is at rest, and then goes', async () => {
    const { work, rest, isSet } = setUp();
    let whenBegun: boolean | undefined;
    await work(async () => {
      whenBegun = isSet();
    });
    expect(whenBegun).toBe(true);
    expect(isSet()).toBe(true);
    rest();
    await vi.waitFor(() => expect(isSet()).toBe(false));
  });

  it('stays while another work is under way', async () => {
    const { work, rest, isSet, ends } = setUp();
    let finish = () => {};
    const begun = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const other = work(() => begun);
    await work(async () => {});
    rest();
    await vi.waitFor(() => expect(ends).toEqual([false]));
    expect(isSet()).toBe(true);
    finish();
    await other;
    expect(isSet()).toBe(true);
    rest();
    await vi.waitFor(() => expect(isSet()).toBe(false));
  });

  it('goes, and tells the caller, when the work cannot begin', async () => {
    const { work, rest, isSet } = setUp();
    await expect(work(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    rest();
    await vi.waitFor(() => expect(isSet()).toBe(false));
  });

  it.each([
    ['queued', undefined, true],
    ['running', undefined, true],
    ['waiting', now + 60_000, true],
    // Until somebody unlocks, say: an alarm cannot help.
    ['waiting', undefined, false],
    ['done', now + 3_600_000, false],
    ['failed', now + 3_600_000, false],
  ] as const)('after a sync that is %s (next at %s) stays: %s', async (state, nextAt, stays) => {
    const { cache, work, rest, isSet, ends } = setUp();
    await cache.syncs.put(row(state, nextAt));
    await work(async () => {});
    rest();
    await vi.waitFor(() => expect(ends).toEqual([stays]));
    expect(isSet()).toBe(stays);
  });

  it.each<[NamesStatus, boolean]>([
    [{ lookUpAt: now + 30_000 }, true],
    [{ iconsAt: now + 60_000 }, true],
    // The routine alarm is soon enough for it.
    [{ lookUpAt: now + 3_600_000 }, false],
    [{}, false],
  ])('after names that wait (%o) stays: %s', async (value, stays) => {
    const { cache, work, rest, isSet, ends } = setUp();
    await cache.status.put({ key: 'names', value });
    await work(async () => {});
    rest();
    await vi.waitFor(() => expect(ends).toEqual([stays]));
    expect(isSet()).toBe(stays);
  });

  it('stays when the store cannot say whether all is done, and later works still end it', async () => {
    const { cache, work, rest, isSet, report } = setUp();
    const filter = vi.spyOn(cache.syncs, 'filter').mockImplementationOnce(() => {
      throw new Error('disk');
    });
    await work(async () => {});
    rest();
    await vi.waitFor(() => expect(report).toHaveBeenCalledOnce());
    expect(isSet()).toBe(true);
    filter.mockRestore();
    await work(async () => {});
    rest();
    await vi.waitFor(() => expect(isSet()).toBe(false));
  });
});
