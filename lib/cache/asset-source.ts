/** Where the look-ups of a page find apps and books: in the stores, and in the memory of what they have read there. */
import { readAppNames, recallAppNames } from './app-names.ts';
import { createAssetsAhead } from './assets-ahead.ts';
import type { Database } from './database.ts';
import { type AssetSource, type KnownAsset, notRemembered } from './look-up-source.ts';
import { onTablesChanged } from './on-tables-changed.ts';
import { perDatabase } from './per-database.ts';
import { rowsOfEach } from './rows-of-each.ts';

const MOST_ASSETS = 1000;

/** One for all look-ups of a page. */
const memoryOf = perDatabase(createMemory);

/** What is remembered alone; throws `notRemembered` for the rest. */
export const recalledAssets = (db: Database): AssetSource => memoryOf(db).recalled;

/** Reads what all texts will be answered with. @param isOver ends it between two reads */
export const readAssetsAhead = (db: Database, isOver: () => boolean): Promise<void> =>
  memoryOf(db).readAhead(isOver);

/** Looks in one transaction over apps and assets. */
export function readAssets<T>(db: Database, look: (source: AssetSource) => Promise<T>): Promise<T> {
  const { stored } = memoryOf(db);
  // Async itself, else Dexie does not follow the waits of `look`.
  return db.transaction('r', [db.apps, db.appSets, db.assets], async () => look(stored()));
}

function createMemory(db: Database) {
  let known = new Map<string, KnownAsset>();
  let ahead = createAssetsAhead(db);
  let change = 0;
  onTablesChanged(db, ['apps', 'assets'], () => {
    known = new Map();
    ahead = createAssetsAhead(db);
    change++;
  });

  function remember(adamIds: readonly string[], assets: readonly KnownAsset[]): void {
    if (known.size + assets.length > MOST_ASSETS) known = new Map();
    for (const [index, asset] of assets.entries()) known.set(adamIds[index] ?? '', asset);
  }

  return {
    stored(): AssetSource {
      const begun = change;
      return {
        // Not even counted: the database counts row by row, 20 ms for 3,000 apps.
        names: async () => recallAppNames(db) ?? readAppNames(db),
        async idsFrom(prefix, limit) {
          return (await db.assets.where('adamId').startsWith(prefix).limit(limit).keys()).map(String);
        },
        async assets(adamIds) {
          const [apps, rows] = await Promise.all([
            db.apps.bulkGet([...adamIds]),
            rowsOfEach(db.assets, 'adamId', adamIds),
          ]);
          const assets = rows.map((rows, index): KnownAsset => {
            const app = apps[index];
            return { rows, ...(app && { app }) };
          });
          if (change === begun) remember(adamIds, assets);
          return assets;
        },
      };
    },
    readAhead: (isOver: () => boolean) => ahead.read(isOver),
    recalled: {
      async names() {
        return expectNames(db);
      },
      async idsFrom(prefix, limit) {
        if (!ahead.rowsOf) throw notRemembered;
        const ids = [...ahead.rowsOf.keys()].filter((adamId) => adamId.startsWith(prefix));
        return ids.sort().slice(0, limit);
      },
      async assets(adamIds) {
        const { rowsOf } = ahead;
        if (!rowsOf) return adamIds.map((adamId) => known.get(adamId) ?? forgotten());
        const wanted = new Set(adamIds);
        const named = expectNames(db).flatMap(({ app }) => (wanted.has(app.adamId) ? [app] : []));
        const apps = new Map(named.map((app) => [app.adamId, app]));
        return adamIds.map((adamId) => {
          const app = apps.get(adamId);
          return { rows: rowsOf.get(adamId) ?? [], ...(app && { app }) };
        });
      },
    } satisfies AssetSource,
  };
}

const expectNames = (db: Database) => recallAppNames(db) ?? forgotten();

function forgotten(): never {
  throw notRemembered;
}
