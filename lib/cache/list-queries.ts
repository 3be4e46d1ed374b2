/** Whole small tables, for screens. */
import type { Database } from './database.ts';
import type { HistoryRow } from './observed-rows.ts';
import type { AppRow, AssetKey, AssetRow } from './rows.ts';

/** All assets of all locations, each with what is known of the app. */
export function readAssets(db: Database): Promise<{ asset: AssetRow; app?: AppRow }[]> {
  return db.transaction('r', [db.assets, db.apps], async () => {
    const apps = new Map((await db.apps.toArray()).map((app) => [app.adamId, app]));
    const assets = await db.assets.toArray();
    return assets.map((asset) => {
      const app = apps.get(asset.adamId);
      return app ? { asset, app } : { asset };
    });
  });
}

/** The counts of one asset over time in these locations; fewer where nothing was seen yet. */
export async function readHistories(
  db: Database,
  uIds: readonly string[],
  { adamId, pricingParam }: AssetKey,
): Promise<HistoryRow[]> {
  const rows = await db.histories.bulkGet(
    uIds.map((uId): [string, string, string] => [uId, adamId, pricingParam]),
  );
  return rows.filter((row) => row !== undefined);
}
