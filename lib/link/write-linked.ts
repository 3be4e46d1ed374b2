import type { Database } from '../cache/database.ts';
import type { LocationRow } from '../cache/rows.ts';
import { noteEvent } from '../cache/write-timeline.ts';

/** Writes a location with its new token, and on its timeline that it was linked or renewed. */
export function writeLinked(db: Database, location: LocationRow, at: number): Promise<void> {
  return db.transaction('rw', [db.locations, db.timeline], async () => {
    const { uId, expiresAt } = location;
    const before = await db.locations.get(uId);
    await db.locations.put(location);
    await noteEvent(
      db,
      uId,
      at,
      before ? { kind: 'renewed', expiresAt, before: before.expiresAt } : { kind: 'linked', expiresAt },
    );
  });
}
