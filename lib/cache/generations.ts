/** Rows that are written beside the current ones and become current by one small write. For writers. */
import { Dexie, type Table } from 'dexie';
import { AppError } from '../platform/errors.ts';
import type { Database } from './database.ts';

/** Removes the rows of every generation but one: unfinished ones of a dead run, outlived ones after a swap. */
export async function dropOtherGenerations<Row, Key>(
  table: Table<Row, Key>,
  uId: string,
  keep: number,
): Promise<void> {
  await table.where(':id').between([uId], [uId, keep], true, false).delete();
  await table
    .where(':id')
    .between([uId, keep + 1], [uId, Dexie.maxKey])
    .delete();
}

/** Called inside every write: a sync that outlives the unlinking of its location must leave nothing behind. */
export async function expectLinked(db: Database, uId: string): Promise<void> {
  if ((await db.locations.where('uId').equals(uId).count()) === 0) {
    throw new AppError('location-unknown', { uId });
  }
}
