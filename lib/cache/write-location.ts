/** Writes the assets of a location; forgets a location. Never for screens. */
import { Dexie } from 'dexie';
import type { Database } from './database.ts';
import { expectLinked } from './generations.ts';
import type { AssetRow } from './rows.ts';
import { totalsOf } from './totals.ts';
import { appendHistory } from './write-history.ts';

/** Replaces all assets of a location at once. @throws AppError location-unknown */
export async function writeAssets(db: Database, uId: string, rows: AssetRow[], asOf: number): Promise<void> {
  await db.transaction('rw', [db.assets, db.assetSets, db.locations, db.histories], async () => {
    await expectLinked(db, uId);
    await appendHistory(db, uId, rows, asOf);
    await db.assets.where('[uId+adamId+pricingParam]').between([uId], [uId, Dexie.maxKey]).delete();
    await db.assets.bulkPut(rows);
    await db.assetSets.put({ uId, assets: rows });
    await db.locations.update(uId, { assetsAt: asOf, totals: totalsOf(rows) });
  });
}

/**
 * Forgets everything read of a location, in one transaction. Names and icons of apps stay, as they are nobody's, and
 * what the admin wrote stays until a wipe, as the location may be linked again.
 */
export async function forgetLocation(db: Database, uId: string): Promise<void> {
  const { locations, assets, users, userSets, directories, leaves, postings, runs, staging, syncs } = db;
  const keyed = [locations, db.assetSets, userSets, directories, runs, syncs, db.mdmTargets];
  const grouped = [assets, users, leaves, postings, staging, db.histories];
  await db.transaction('rw', [...keyed, ...grouped, db.timeline, db.deliveries], async () => {
    await db.deliveries.where('uId').equals(uId).delete();
    await db.timeline.where('[uId+at]').between([uId], [uId, Dexie.maxKey]).delete();
    for (const table of keyed) await table.where(':id').equals(uId).delete();
    for (const table of grouped) await table.where(':id').between([uId], [uId, Dexie.maxKey]).delete();
  });
}
