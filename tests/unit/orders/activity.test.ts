import { IDBFactory } from 'fake-indexeddb';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashActivity, verifyActivity } from '../../../lib/cache/activity-chain.ts';
import { readActivity, readAllActivity, readForeignChanges } from '../../../lib/cache/activity-queries.ts';
import type { ActivityRow } from '../../../lib/cache/order-rows.ts';
import { createActivity } from '../../../lib/orders/activity.ts';
import { locationRow, openFreshDatabase } from '../cache/fresh-database.ts';

const paused = (orderId: string) => ({ kind: 'order-paused', orderId }) as const;

function openLog(factory = new IDBFactory(), by?: string) {
  const db = openFreshDatabase(factory);
  return { db, activity: createActivity({ db, now: () => 5, by: async () => by }) };
}

/** A whole chain of some lines, made as the product makes it. */
async function chainOf(lines: readonly { orderId: string; by?: string }[]): Promise<ActivityRow[]> {
  const rows: ActivityRow[] = [];
  for (const [index, { orderId, by }] of lines.entries()) {
    const event = paused(orderId);
    const line = { seq: index + 1, at: index, uId: '1', locationName: 'A', ...(by && { by }), event };
    rows.push({ ...line, hash: await hashActivity(rows.at(-1)?.hash ?? '', line) });
  }
  return rows;
}
const lines = fc.array(fc.record({ orderId: fc.string(), by: fc.string() }), { minLength: 2, maxLength: 8 });

describe('the log', () => {
  it('keeps its lines in the order in which they were asked for, with who and where', async () => {
    const { db, activity } = openLog(undefined, 'Ada');
    await db.locations.put(locationRow('1', 'Pine Hill'));
    await Promise.all(['a', 'b', 'c'].map((id) => activity.append(paused(id), '1')));
    const rows = await readAllActivity(db);
    expect(rows.map(({ seq, event }) => [seq, event])).toEqual([
      [1, paused('a')],
      [2, paused('b')],
      [3, paused('c')],
    ]);
    expect(rows[0]).toMatchObject({ at: 5, uId: '1', locationName: 'Pine Hill', by: 'Ada' });
    expect(await verifyActivity(rows)).toBeUndefined();
  });

  it('stays one chain when two contexts write at once', async () => {
    const factory = new IDBFactory();
    const [one, two] = [openLog(factory), openLog(factory)];
    const ids = Array.from({ length: 20 }, (_, n) => String(n));
    await Promise.all(ids.map((id, n) => (n % 2 ? one : two).activity.append(paused(id), '1')));
    const rows = await readAllActivity(one.db);
    expect(rows.map(({ event }) => 'orderId' in event && event.orderId).sort()).toEqual([...ids].sort());
    expect(await verifyActivity(rows)).toBeUndefined();
  });

  it('names an unlinked location as its order did', async () => {
    const { db, activity } = openLog();
    await db.orders.put({
      id: 'o',
      uId: '9',
      locationName: 'Gone School',
      kind: 'retire',
      state: 'open',
      createdAt: 1,
      digest: '',
      counts: {},
      forever: { licences: 0, people: 0 },
      tally: { items: 0, skipped: 0, waiting: 0, underWay: 0, done: 0, failed: 0, cancelled: 0 },
    });
    await activity.append(paused('o'), '9');
    expect((await readAllActivity(db))[0]?.locationName).toBe('Gone School');
  });

  it('is read newest first, piece by piece', async () => {
    const { db, activity } = openLog();
    for (const id of ['a', 'b', 'c']) await activity.append(paused(id), '1');
    const first = await readActivity(db, { limit: 2 });
    expect(first.map(({ seq }) => seq)).toEqual([3, 2]);
    expect((await readActivity(db, { limit: 2, before: 2 })).map(({ seq }) => seq)).toEqual([1]);
  });

  it('stores what a line found beside it, and of no other line', async () => {
    const { db, activity } = openLog();
    const event = { kind: 'foreign', gained: 2, lost: 1, changes: 3 } as const;
    const parts = [
      { gained: [['dA', '1/STDQ']] as [string, string][], lost: [] },
      { gained: [['dB', '1/STDQ']] as [string, string][], lost: [['uC', '2/STDQ']] as [string, string][] },
    ];
    const beside = (some: typeof parts) => ({
      tables: [db.foreignChanges],
      write: async (seq: number) => {
        await db.foreignChanges.bulkAdd(some.map((one, part) => ({ ...one, seq, part })));
        return true;
      },
    });
    await activity.append(event, '1', beside(parts));
    await activity.append(event, '1', beside(parts.slice(0, 1)));
    expect(await readForeignChanges(db, 1)).toEqual(parts.map((part, n) => ({ ...part, seq: 1, part: n })));
    expect(await readForeignChanges(db, 2)).toHaveLength(1);
  });
});

describe('a log that somebody touched', () => {
  it('whole, is whole; the order in which fields were set says nothing', async () => {
    await fc.assert(
      fc.asyncProperty(lines, async (given) => {
        const rows = await chainOf(given);
        const turned = rows.map(({ event, ...rest }): ActivityRow => ({ event, ...rest }));
        expect(await verifyActivity(turned)).toBeUndefined();
      }),
    );
  });

  it('shows the first line that was changed', async () => {
    await fc.assert(
      fc.asyncProperty(lines, fc.nat(), fc.nat(4), async (given, pick, field) => {
        const rows = await chainOf(given);
        const row = rows[pick % rows.length];
        if (!row) return;
        if (field === 0) row.at += 1;
        else if (field === 1) row.uId += 'x';
        else if (field === 2) row.by = `${row.by ?? ''}x`;
        else if (field === 3) row.event = paused(`${'orderId' in row.event && row.event.orderId}x`);
        else row.locationName = 'B';
        expect(await verifyActivity(rows)).toBe(row.seq);
      }),
    );
  });

  it('shows a line that was changed with a new hash of its own by the one after it', async () => {
    const rows = await chainOf([{ orderId: 'a' }, { orderId: 'b' }, { orderId: 'c' }]);
    const [first, second] = rows;
    if (!first || !second) throw new Error('no rows');
    const { hash: _hash, ...line } = { ...second, at: 99 };
    rows[1] = { ...line, hash: await hashActivity(first.hash, line) };
    expect(await verifyActivity(rows)).toBe(3);
  });

  it('shows where a line is missing', async () => {
    await fc.assert(
      fc.asyncProperty(lines, fc.nat(), async (given, pick) => {
        const rows = await chainOf(given);
        const [gone] = rows.splice(pick % (rows.length - 1), 1);
        expect(await verifyActivity(rows)).toBe((gone?.seq ?? 0) + 1);
      }),
    );
  });

  it('shows lines that changed places, and one that is there twice', async () => {
    await fc.assert(
      fc.asyncProperty(lines, fc.nat(), fc.nat(), async (given, a, b) => {
        const rows = await chainOf(given);
        const [i, j] = [a % rows.length, b % rows.length];
        const [one, two] = [rows[i], rows[j]];
        if (!one || !two) return;
        const doubled = [...rows.slice(0, i + 1), one, ...rows.slice(i + 1)];
        expect(await verifyActivity(doubled)).toBeDefined();
        if (i === j) return;
        rows[i] = two;
        rows[j] = one;
        expect(await verifyActivity(rows)).toBeDefined();
      }),
    );
  });
});
