import type { Table } from 'dexie';
import type { Backup } from './backup.ts';
import type { Database } from './database.ts';
import { nameApp } from './write-apps.ts';

export interface Restored {
  added: number;
  changed: number;
  same: number;
}

/**
 * Puts a backup back, all or nothing. What it holds wins over what is here under the same key; what it does not hold
 * stays. Restoring twice changes nothing the second time. Never for screens.
 * @param isTrial only counts what it would do
 */
export function restoreBackup(db: Database, backup: Backup, isTrial = false): Promise<Restored> {
  const { personNotes, marks, lists, views, locationNotes, apps, appSets } = db;
  return db.transaction('rw', [personNotes, marks, lists, views, locationNotes, apps, appSets], async () => {
    const results = [
      await putAll(isTrial, personNotes, backup.people, (row): [string, string] => [
        row.uId,
        row.clientUserId,
      ]),
      await putAll(isTrial, marks, backup.marks, (row): [string, string, string] => [
        row.adamId,
        row.pricingParam,
        row.uId,
      ]),
      await putAll(isTrial, lists, backup.lists, (row) => row.id),
      await putAll(isTrial, views, backup.views, (row) => row.id),
      await putAll(isTrial, locationNotes, backup.locations, (row) => row.uId),
      await nameApps(isTrial, db, backup.appNames),
    ];
    return results.reduce((sum, one) => ({
      added: sum.added + one.added,
      changed: sum.changed + one.changed,
      same: sum.same + one.same,
    }));
  });
}

async function putAll<Row, Key>(
  isTrial: boolean,
  table: Table<Row, Key>,
  rows: readonly NoInfer<Row>[],
  keyOf: (row: NoInfer<Row>) => Key,
): Promise<Restored> {
  const known = await table.bulkGet(rows.map(keyOf));
  const differing = rows.filter((row, index) => !isEqual(known[index], row));
  const added = known.filter((row) => row === undefined).length;
  if (!isTrial) await table.bulkPut(differing);
  return { added, changed: differing.length - added, same: rows.length - differing.length };
}

async function nameApps(isTrial: boolean, db: Database, names: Backup['appNames']): Promise<Restored> {
  const known = await db.apps.bulkGet(names.map(({ adamId }) => adamId));
  const restored: Restored = { added: 0, changed: 0, same: 0 };
  for (const [index, { adamId, customName }] of names.entries()) {
    const before = known[index]?.customName;
    restored[before === undefined ? 'added' : before === customName ? 'same' : 'changed'] += 1;
    if (before !== customName && !isTrial) await nameApp(db, adamId, customName);
  }
  return restored;
}

/** Rows are plain JSON; the order of their keys says nothing. */
function isEqual(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || a === null || typeof b !== 'object' || b === null) return a === b;
  const left = Object.entries(a);
  const right = new Map(Object.entries(b));
  return left.length === right.size && left.every(([key, value]) => isEqual(value, right.get(key)));
}
