import type { IDBFactory } from 'fake-indexeddb';
import type { Database } from '../../../lib/cache/database.ts';
import { leaveFrozen, readFrozen } from '../cache/frozen-database.ts';

/** What an older version did not keep, and what can be read again. */
const mayBeMissing = ['assetSets', 'appSets', 'histories', 'timeline', 'requests', 'iconReads'];

/**
 * The cache as an older version of the extension would have left it at this moment, with all that is under way in it.
 * @param name of the database that it is left in
 * @returns false when something is in it that the older version did not know
 */
export async function leaveAs(
  version: number,
  cache: Database,
  indexedDB: IDBFactory,
  name: string,
): Promise<boolean> {
  const { versions } = readFrozen(version);
  const known = new Set(versions.flatMap((stores) => Object.keys(stores)));
  const tables: Record<string, Record<string, unknown>[]> = {};
  for (const table of cache.tables) {
    const rows = await table.toArray();
    if (known.has(table.name)) tables[table.name] = rows;
    else if (rows.length > 0 && !mayBeMissing.includes(table.name)) return false;
  }
  await leaveFrozen(indexedDB, { versions, tables }, name);
  return true;
}
