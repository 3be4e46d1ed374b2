/**
 * What look-ups need of a whole table, kept for all of a page until the table changes: reading and working through
 * thousands of rows again would take longer than a key stroke may.
 */
import { Dexie, type Table } from 'dexie';
import type { Database } from './database.ts';

const changes = new Map<string, number>();
const changesOf = (table: string) => changes.get(table) ?? 0;

// Of any page of the extension, and of the background.
Dexie.on('storagemutated', (parts) => {
  for (const table of new Set(Object.keys(parts).map((part) => part.split('/')[3] ?? ''))) {
    changes.set(table, changesOf(table) + 1);
  }
});

interface Kept<T> {
  value: T;
  /** How many rows there were. */
  count: number;
  change: number;
}

/**
 * To be called within a read of the table. A live query that calls it is told of every change of the table. What
 * another page has written in this very moment may still be missing.
 * @param make from all rows of the table
 */
export function createKept<Row, T>(tableOf: (db: Database) => Table<Row>, make: (rows: Row[]) => T) {
  const known = new WeakMap<Database, Kept<T>>();
  return {
    async read(db: Database): Promise<T> {
      const table = tableOf(db);
      // Read even when the rest is known: it is what tells a live query of changes.
      const count = await table.count();
      const change = changesOf(table.name);
      const kept = known.get(db);
      if (kept?.change === change && kept.count === count) return kept.value;
      const value = make(await table.toArray());
      known.set(db, { value, count, change });
      return value;
    },
    forget: (db: Database): boolean => known.delete(db),
  };
}
