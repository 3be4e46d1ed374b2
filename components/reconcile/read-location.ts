import type { Database, DirectoryRow } from '../../lib/cache/database.ts';
import { isDirectoryCurrent } from '../../lib/cache/holder-feed.ts';
import { assetsAt, expectLeaf, keyAt } from '../../lib/cache/holdings/leaf.ts';
import type { AssetKey } from '../../lib/cache/rows.ts';
import type { Holding } from '../../lib/orders/plan/reconcile.ts';

const MOST_TRIES = 5;

/**
 * All holdings of a location, of one state: one that a sync swaps away meanwhile is read again.
 * @returns undefined where they were never read, or a sync was faster each time
 * @throws AppError storage-broken when a record is damaged or missing
 */
export async function readLocation(
  db: Database,
  uId: string,
): Promise<{ asOf: number; holdings: Holding[] } | undefined> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const directory = await db.directories.get(uId);
    if (!directory) return undefined;
    try {
      return { asOf: directory.asOf, holdings: await readHoldings(db, directory) };
    } catch (error) {
      if (await isDirectoryCurrent(db, directory)) throw error;
    }
  }
  return undefined;
}

/** Leaf by leaf, each in its own short read: a writer never waits long. A leaf that changes gets a new number. */
async function readHoldings(
  db: Database,
  { uId, generation, leaves, assets }: DirectoryRow,
): Promise<Holding[]> {
  const holdings: Holding[] = [];
  for (const { leaf } of leaves) {
    const found = expectLeaf(await db.leaves.get([uId, generation, leaf]), assets.length);
    for (let index = 0; index < found.ends.length; index++) {
      const held = Array.from(assetsAt(found, index)).flatMap((number): AssetKey[] => {
        const asset = assets[number];
        return asset ? [asset] : [];
      });
      holdings.push([keyAt(found, index), held]);
    }
  }
  return holdings;
}
