/** What happened to a location, for screens. */
import { Dexie } from 'dexie';
import type { Database } from './database.ts';
import type { TimelineRow } from './observed-rows.ts';

/** Newest first. */
export function readTimeline(db: Database, uId: string): Promise<TimelineRow[]> {
  return db.timeline.where('[uId+at]').between([uId, Dexie.minKey], [uId, Dexie.maxKey]).reverse().toArray();
}
