/** The activity log, for screens. */
import { Dexie } from 'dexie';
import type { Database } from './database.ts';
import type { ActivityRow, ForeignChangeRow } from './order-rows.ts';

/** Newest first. @param before lines older than this `seq` alone: for the next piece of a long log */
export function readActivity(
  db: Database,
  { before, limit }: { before?: number; limit: number },
): Promise<ActivityRow[]> {
  return db.activity
    .where('seq')
    .below(before ?? Number.POSITIVE_INFINITY)
    .reverse()
    .limit(limit)
    .toArray();
}

/** The whole log, oldest first: to search, to export, to verify. */
export function readAllActivity(db: Database): Promise<ActivityRow[]> {
  return db.activity.orderBy('seq').toArray();
}

/** What a `foreign` line found, one by one, in the order of holders. */
export function readForeignChanges(db: Database, seq: number): Promise<ForeignChangeRow[]> {
  return db.foreignChanges.where(':id').between([seq, Dexie.minKey], [seq, Dexie.maxKey]).toArray();
}
