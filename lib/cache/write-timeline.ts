/** What happened to each location, newest last. Never for screens. */
import { Dexie } from 'dexie';
import type { Database } from './database.ts';
import type { TimelineEvent } from './observed-rows.ts';

/** A flapping network must not fill the disk: the oldest go first. */
const MOST_EVENTS = 500;

/** Adds to a location's timeline; joins the caller's transaction when that covers `timeline`. */
export function noteEvent(db: Database, uId: string, at: number, event: TimelineEvent): Promise<void> {
  return db.transaction('rw', db.timeline, async () => {
    await db.timeline.add({ uId, at, event });
    const own = db.timeline.where('[uId+at]').between([uId, Dexie.minKey], [uId, Dexie.maxKey]);
    const surplus = (await own.count()) - MOST_EVENTS;
    if (surplus > 0) await db.timeline.bulkDelete(await own.limit(surplus).primaryKeys());
  });
}
