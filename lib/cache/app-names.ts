/** The names of all apps, folded once for all look-ups of a page. */
import type { Database } from './database.ts';
import { type FoldedName, foldName } from './fold.ts';
import { createKept } from './kept.ts';

export interface AppNames {
  adamId: string;
  /** By hand, else of the store, else the id. */
  label: string;
  /** By hand and of the store. */
  names: readonly FoldedName[];
}

const kept = createKept(
  (db) => db.apps,
  (rows) =>
    rows.map(
      ({ adamId, customName, name }): AppNames => ({
        adamId,
        label: customName ?? name ?? adamId,
        names: [customName, name].flatMap((one) => (one === undefined ? [] : [foldName(one)])),
      }),
    ),
);

/** To be called within a read of `apps`. A live query that calls it is told of every change of an app. */
export const readAppNames = (db: Database): Promise<readonly AppNames[]> => kept.read(db);
