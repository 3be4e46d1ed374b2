/** Keeps what a swap found until it is written down. */
import { Dexie } from 'dexie';
import type { Database } from './database.ts';
import { type FoundChanges, foundScope } from './found-changes.ts';

/** Within the transaction of the swap, over `staging` too. */
export async function stageFound(db: Database, uId: string, found: FoundChanges): Promise<void> {
  const last = await foundOf(db, uId).last();
  await db.staging.add({ uId, run: foundScope, seq: (last?.seq ?? -1) + 1, pages: [], found });
}

/** Once it is written down: within that transaction. */
export async function dropFound(db: Database, uId: string): Promise<void> {
  await foundOf(db, uId).delete();
}

const foundOf = (db: Database, uId: string) =>
  db.staging.where(':id').between([uId, foundScope, Dexie.minKey], [uId, foundScope, Dexie.maxKey]);
