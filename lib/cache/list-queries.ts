/** Whole small tables, for screens. */
import type { Database } from './database.ts';
import type { AppRow, AssetRow } from './rows.ts';

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
