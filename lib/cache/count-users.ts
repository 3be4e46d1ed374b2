import { Dexie } from 'dexie';
import type { Database } from './database.ts';

/** How many rows a read of a location's people has. It reads their keys: with thousands of locations, not for each look. */
export function countUsers(db: Database, uId: string, generation: number): Promise<number> {
  return db.users
    .where(':id')
    .between([uId, generation, Dexie.minKey], [uId, generation, Dexie.maxKey])
    .count();
}
