/** Whole small tables, for screens. */
import { readApps } from './app-sets.ts';
import type { Database } from './database.ts';
import type { HistoryRow } from './observed-rows.ts';
import type { AppRow, AssetKey, AssetRow, Holder } from './rows.ts';

/** All assets of all locations, and what is known of apps, by adamId. */
export interface KnownAssets {
  assets: readonly AssetRow[];
  apps: ReadonlyMap<string, AppRow>;
}

/** Without a transaction around both: its end comes 40 ms after the rows while a page is being drawn. */
export async function readAssets(db: Database): Promise<KnownAssets> {
  const [known, sets] = await Promise.all([readApps(db), db.assetSets.toArray()]);
  return {
    assets: sets.flatMap(({ assets }) => assets),
    apps: new Map(known.map((app) => [app.adamId, app])),
  };
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
