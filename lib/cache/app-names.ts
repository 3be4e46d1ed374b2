/**
 * The names of all apps, folded once for all look-ups of a page: reading and folding thousands of them again would
 * take longer than a key stroke may.
 */
import { Dexie } from 'dexie';
import { readApps } from './app-sets.ts';
import type { Database } from './database.ts';
import { fold } from './fold.ts';
import type { AppRow } from './rows.ts';

export interface AppNames {
  app: AppRow;
  /** By hand, else of the store, else the id. */
  label: string;
  /** By hand and of the store, folded. */
  names: readonly string[];
}

const known = new WeakMap<Database, { names: readonly AppNames[]; change: number }>();
let change = 0;

// Of any page of the extension, and of the background.
Dexie.on('storagemutated', (parts) => {
  if (Object.keys(parts).some((part) => part.split('/')[3] === 'appSets')) change++;
});

/** What was read before; undefined when nothing was, or an app has changed since. */
export function recallAppNames(db: Database): readonly AppNames[] | undefined {
  const kept = known.get(db);
  return kept?.change === change ? kept.names : undefined;
}

/** To be called within a read of `appSets`. A live query that calls it is told of every change of an app. */
export async function readAppNames(db: Database): Promise<readonly AppNames[]> {
  const before = change;
  const names = (await readApps(db)).map((app) => ({
    app,
    label: app.customName ?? app.name ?? app.adamId,
    names: [app.customName, app.name].flatMap((one) => (one === undefined ? [] : [fold(one)])),
  }));
  known.set(db, { names, change: before });
  return names;
}
