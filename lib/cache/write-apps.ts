/** Writes what is known of apps, and the admin's names for them. Never for screens. */
import { setOfApp } from './app-sets.ts';
import type { Database } from './database.ts';
import type { AppRow } from './rows.ts';

/** Adds apps or replaces them. */
export async function writeApps(db: Database, rows: readonly AppRow[]): Promise<void> {
  await db.transaction('rw', [db.apps, db.appSets], async () => {
    await db.apps.bulkPut(rows);
    await changeSets(
      db,
      rows.map((app) => [app.adamId, app]),
    );
  });
}

/** The admin's own name for an app; an empty one takes it back. It outlives what the store says. */
export async function nameApp(db: Database, adamId: string, name: string): Promise<void> {
  await db.transaction('rw', [db.apps, db.appSets], async () => {
    const { customName: _, ...app } = (await db.apps.get(adamId)) ?? handMade(adamId);
    if (name !== '') await writeApps(db, [{ ...app, customName: name }]);
    else if (app.source !== 'hand') await writeApps(db, [app]);
    else {
      await db.apps.delete(adamId);
      await changeSets(db, [[adamId, undefined]]);
    }
  });
}

/** Never asked for, so the store's name may still come. */
function handMade(adamId: string): AppRow {
  return { adamId, source: 'hand', fetchedAt: 0 };
}

/** @param changes adamId and the app, undefined when it is gone */
async function changeSets(
  db: Database,
  changes: readonly (readonly [string, AppRow | undefined])[],
): Promise<void> {
  const bySet = [...Map.groupBy(changes, ([adamId]) => setOfApp(adamId))];
  const known = await db.appSets.bulkGet(bySet.map(([set]) => set));
  await db.appSets.bulkPut(
    bySet.map(([set, changed], index) => {
      const apps = new Map(known[index]?.apps.map((app) => [app.adamId, app]));
      for (const [adamId, app] of changed) {
        if (app) apps.set(adamId, app);
        else apps.delete(adamId);
      }
      return { set, apps: [...apps.values()] };
    }),
  );
}
