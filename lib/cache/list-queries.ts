/** Whole small tables, for screens. */
import type { Database } from './database.ts';
import type { AppRow, AssetRow, LocationRow } from './rows.ts';

/** All linked locations, by name. */
export async function readLocations(db: Database): Promise<LocationRow[]> {
  const rows = await db.locations.toArray();
  return rows.sort((a, b) => a.locationName.localeCompare(b.locationName) || (a.uId < b.uId ? -1 : 1));
}

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
