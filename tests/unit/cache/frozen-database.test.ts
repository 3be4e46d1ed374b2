import { IDBFactory } from 'fake-indexeddb';
import { expect, it } from 'vitest';
import { readApps } from '../../../lib/cache/app-sets.ts';
import type { Database } from '../../../lib/cache/database.ts';
import type { AppRow } from '../../../lib/cache/rows.ts';
import { countWrites } from '../sync/background.ts';
import { openFreshDatabase } from './fresh-database.ts';
import { type Frozen, leaveFrozen, readFrozen } from './frozen-database.ts';

const versions = [1, 2, 3, 4, 5];

const byAdamId = (a: AppRow, b: AppRow) => (a.adamId < b.adamId ? -1 : 1);

async function expectAll(db: Database, { tables }: Frozen): Promise<void> {
  for (const [table, rows] of Object.entries(tables))
    expect(await db.table(table).toArray(), table).toEqual(rows);
  const assets = await db.assets.toArray();
  const sets = await db.assetSets.toArray();
  expect(sets.flatMap((set) => set.assets)).toEqual(assets);
  expect(sets.map(({ uId }) => uId)).toEqual([...new Set(assets.map(({ uId }) => uId))]);
  expect((await readApps(db)).toSorted(byAdamId)).toEqual(await db.apps.toArray());
}

it('has an example of every version', async () => {
  const db = openFreshDatabase();
  await db.open();
  expect(db.verno).toBe(versions.at(-1));
  const newest = readFrozen(db.verno);
  const told = newest.versions.flatMap((stores) => Object.keys(stores));
  expect(db.tables.map(({ name }) => name).toSorted()).toEqual(told.toSorted());
  for (const { name, schema } of db.tables) {
    const frozen = newest.versions.find((stores) => name in stores)?.[name] ?? '';
    const keys = [schema.primKey, ...schema.indexes].map(({ src }) => src);
    expect(keys.toSorted(), name).toEqual(frozen.split(/, */).toSorted());
  }
  db.close();
});

it.each(versions)('a database of version %i opens and has lost nothing', async (version) => {
  const frozen = readFrozen(version);
  expect(frozen.versions).toHaveLength(version);
  expect(Object.values(frozen.tables).flat().length).toBeGreaterThan(20);
  const factory = new IDBFactory();
  await leaveFrozen(factory, frozen);
  const db = openFreshDatabase(factory);
  await expectAll(db, frozen);
  db.close();
});

it.each(versions.slice(0, -1))('a death while version %i is migrated loses nothing', async (version) => {
  const frozen = readFrozen(version);
  const factory = new IDBFactory();
  await leaveFrozen(factory, frozen);
  for (let times = 0; times < 3; times++) {
    const dying = openFreshDatabase(factory);
    dying.use(
      countWrites(() => {
        throw new Error('dead');
      }),
    );
    await expect(dying.open()).rejects.toThrow();
    dying.close();
  }
  const db = openFreshDatabase(factory);
  await expectAll(db, frozen);
  db.close();
});
