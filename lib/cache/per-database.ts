import type { Database } from './database.ts';

/** One of a kind for each database, made when it is first asked for and gone with it. */
export function perDatabase<T>(create: (db: Database) => T): (db: Database) => T {
  const made = new WeakMap<Database, { one: T }>();
  return (db) => {
    const kept = made.get(db) ?? { one: create(db) };
    made.set(db, kept);
    return kept.one;
  };
}
