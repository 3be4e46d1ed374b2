/** Whole small tables, for screens. */
import { readApps } from './app-sets.ts';
import type { Database } from './database.ts';
import type { HistoryRow } from './observed-rows.ts';
import type { AppRow, AssetKey, AssetRow, Holder } from './rows.ts';

/** All assets of all locations, each with what is known of the app. */
export function readAssets(db: Database): Promise<{ asset: AssetRow; app?: AppRow }[]> {
  return db.transaction('r', [db.assetSets, db.appSets], async () => {
    const [known, sets] = await Promise.all([readApps(db), db.assetSets.toArray()]);
    const apps = new Map(known.map((app) => [app.adamId, app]));
    return sets.flatMap(({ assets }) =>
      assets.map((asset) => {
        const app = apps.get(asset.adamId);
        return app ? { asset, app } : { asset };
      }),
    );
  });
}

/** The saved lists that name a holder, by name. */
export async function readListsOf(
  db: Database,
  { kind, id }: Holder,
): Promise<{ id: string; name: string }[]> {
  const lists = await db.lists.filter((list) => list.kind === kind && list.ids.includes(id)).toArray();
  return lists.map((list) => ({ id: list.id, name: list.name })).sort((a, b) => a.name.localeCompare(b.name));
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
