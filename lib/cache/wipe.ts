import type { Database } from './database.ts';

/**
 * Empties every table at once. Not by deleting the database: that waits for every open screen to let go of it, and the
 * screens' live queries would not see it happen.
 */
export function wipeCache(db: Database): Promise<void> {
  return db.transaction('rw', db.tables, async () => {
    await Promise.all(db.tables.map((table) => table.clear()));
  });
}
