/** Writes one location's facts, assets, users and app names; forgets a location. Never for screens. */
import { Dexie } from 'dexie';
import type { Database } from './database.ts';
import { dropOtherGenerations, expectLinked } from './generations.ts';
import type { AppRow, AssetRow, UserRow } from './rows.ts';
import type { ReadMark } from './write-holdings.ts';

/** Replaces all assets of a location at once. @throws AppError location-unknown */
export async function writeAssets(db: Database, uId: string, rows: AssetRow[], asOf: number): Promise<void> {
  await db.transaction('rw', [db.assets, db.locations], async () => {
    await expectLinked(db, uId);
    await db.assets.where('[uId+adamId+pricingParam]').between([uId], [uId, Dexie.maxKey]).delete();
    await db.assets.bulkPut(rows);
    await db.locations.update(uId, { assetsAt: asOf });
  });
}

type UserFacts = Omit<UserRow, 'uId' | 'generation'>;
const USERS_A_WRITE = 1000;

/** Replaces all users of a location; readers see the old ones until the last, small write. @throws AppError location-unknown */
export async function writeUsers(
  db: Database,
  uId: string,
  users: readonly UserFacts[],
  mark: ReadMark,
  signal?: AbortSignal,
): Promise<void> {
  const current = (await db.userSets.get(uId))?.generation ?? 0;
  const generation = current + 1;
  await dropOtherGenerations(db.users, uId, current);
  for (let from = 0; from < users.length; from += USERS_A_WRITE) {
    signal?.throwIfAborted();
    const rows = users.slice(from, from + USERS_A_WRITE).map((user) => ({ ...user, uId, generation }));
    await db.transaction('rw', [db.users, db.locations], async () => {
      await expectLinked(db, uId);
      await db.users.bulkPut(rows);
    });
  }
  signal?.throwIfAborted();
  await markUsers(db, uId, generation, mark);
  await dropOtherGenerations(db.users, uId, generation);
}

/** Puts the given users in place of what is known of them, in one transaction; the others stay. @throws AppError location-unknown */
export async function changeUsers(
  db: Database,
  uId: string,
  users: readonly UserFacts[],
  mark: ReadMark,
): Promise<void> {
  await db.transaction('rw', [db.users, db.userSets, db.locations], async () => {
    const generation = (await db.userSets.get(uId))?.generation ?? 1;
    await db.users.bulkPut(users.map((user) => ({ ...user, uId, generation })));
    await markUsers(db, uId, generation, mark);
  });
}

async function markUsers(db: Database, uId: string, generation: number, { versionId, asOf }: ReadMark) {
  await db.transaction('rw', [db.userSets, db.locations], async () => {
    await expectLinked(db, uId);
    await db.userSets.put({ uId, generation, asOf, ...(versionId !== undefined && { versionId }) });
    await db.locations.update(uId, { usersAt: asOf });
  });
}

/** What the store or the admin says about apps; the admin's own name outlives a new answer of the store. */
export async function writeApps(db: Database, rows: readonly AppRow[]): Promise<void> {
  await db.transaction('rw', db.apps, async () => {
    const known = await db.apps.bulkGet(rows.map((row) => row.adamId));
    await db.apps.bulkPut(
      rows.map((row, index) => {
        const customName = known[index]?.customName;
        return customName === undefined ? row : { customName, ...row };
      }),
    );
  });
}

/** Forgets everything cached of a location, in one transaction. Names and icons of apps stay: they are nobody's. */
export async function forgetLocation(db: Database, uId: string): Promise<void> {
  const { locations, assets, users, userSets, directories, leaves, postings, runs, staging, syncs } = db;
  const keyed = [locations, userSets, directories, runs, syncs];
  const grouped = [assets, users, leaves, postings, staging];
  await db.transaction('rw', [...keyed, ...grouped], async () => {
    for (const table of keyed) await table.where(':id').equals(uId).delete();
    for (const table of grouped) await table.where(':id').between([uId], [uId, Dexie.maxKey]).delete();
  });
}
