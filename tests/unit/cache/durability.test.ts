import { expect, it } from 'vitest';
import type { Database } from '../../../lib/cache/database.ts';
import { ownTables } from '../../../lib/cache/durability.ts';
import { notePerson } from '../../../lib/cache/write-knowledge.ts';
import { writeLinked } from '../../../lib/link/write-linked.ts';
import { createActivity } from '../../../lib/orders/activity.ts';
import { openSchool } from '../sync/open-school.ts';
import { locationRow, openFreshDatabase } from './fresh-database.ts';

/** What can be read again, from Apple, the store or by another try. */
const readAgain = [
  ...['locations', 'assets', 'assetSets', 'apps', 'appSets', 'icons', 'iconReads', 'users', 'userSets'],
  ...['directories', 'leaves', 'postings', 'runs', 'staging', 'syncs', 'status', 'histories', 'requests'],
];

/** The transactions that write, as the browser is asked for them: their stores and whether they are flushed. */
async function watchWrites(db: Database) {
  const writes: { stores: string[]; isFlushed: boolean }[] = [];
  db.use({
    stack: 'dbcore',
    name: 'watch-writes',
    level: 1,
    create: (core) => ({
      ...core,
      transaction(stores, mode, options) {
        if (mode === 'readwrite')
          writes.push({ stores: [...stores], isFlushed: options?.durability === 'strict' });
        return core.transaction(stores, mode, options);
      },
    }),
  });
  db.close({ disableAutoOpen: false });
  await db.open();
  return writes;
}

it('knows of each table whether it can be read again', () => {
  const db = openFreshDatabase();
  expect(db.tables.map(({ name }) => name).toSorted()).toEqual([...readAgain, ...ownTables].toSorted());
});

it('flushes what Apple cannot tell again before it counts', async () => {
  const db = openFreshDatabase();
  const writes = await watchWrites(db);
  const activity = createActivity({ db, now: () => 1, by: async () => undefined });
  const acts: (() => Promise<unknown>)[] = [
    () => writeLinked(db, locationRow('1'), 1),
    () => notePerson(db, { uId: '1', clientUserId: 'a', notes: 'left in May' }),
    () => activity.append({ kind: 'order-paused', orderId: 'o' }, '1'),
    () => db.batches.where('orderId').equals('o').modify({ state: 'sending' }),
  ];
  for (const act of acts) {
    writes.length = 0;
    await act();
    expect(writes.map(({ isFlushed }) => isFlushed)).toEqual([true]);
  }
});

it('waits for the disk a few times in a sync, however many pages it has', async () => {
  const { apple, db, sync } = await openSchool({}, 1);
  const writes = await watchWrites(db);
  const row = await sync();
  expect(row).toMatchObject({ state: 'done' });
  expect(apple.calls.length).toBeGreaterThan(15);
  expect(writes.filter(({ isFlushed }) => isFlushed).length).toBeLessThanOrEqual(2);
  expect(writes.length).toBeGreaterThan(10);
});
