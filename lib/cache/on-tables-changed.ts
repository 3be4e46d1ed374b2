import { Dexie } from 'dexie';

/**
 * Tells of each change of the tables, whoever made it: this page, another one, or the background.
 * @returns ends it
 */
export function onTablesChanged(db: Dexie, tables: readonly string[], listener: () => void): () => void {
  // The names that Dexie's own live queries go by.
  const places = tables.map((table) => `idb://${db.name}/${table}/`);
  const isOurs = (part: string) => part === 'all' || places.some((place) => part.startsWith(place));
  const note = (parts: object) => {
    if (Object.keys(parts).some(isOurs)) listener();
  };
  Dexie.on('storagemutated', note);
  return () => Dexie.on.storagemutated.unsubscribe(note);
}
