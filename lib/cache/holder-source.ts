/** Where the look-ups of a page find holders: in the stores, and in the memory of what they have read there. */
import type { Database } from './database.ts';
import { createHoldingsMemory } from './holdings-memory.ts';
import type { HolderSource } from './look-up-source.ts';
import { createPeopleMemory } from './people-memory.ts';
import { perDatabase } from './per-database.ts';

/** One for all look-ups of a page. */
const memoryOf = perDatabase((db) => ({
  holdings: createHoldingsMemory(db),
  people: createPeopleMemory(db),
}));

/** What is remembered alone; throws `notRemembered` for the rest. */
export function recalledHolders(db: Database): HolderSource {
  const { holdings, people } = memoryOf(db);
  return { ...holdings.recalled, ...people.recalled };
}

/**
 * Looks in one transaction over all that is known of holders.
 * @throws AppError storage-broken when a record is damaged
 */
export async function readHolders<T>(db: Database, look: (source: HolderSource) => Promise<T>): Promise<T> {
  const { holdings, people } = memoryOf(db);
  const isRemembered = !(holdings.isEmpty() && people.isEmpty());
  const read = () =>
    // Async itself, else Dexie does not follow the waits of `look`.
    db.transaction('r', [db.directories, db.leaves, db.users, db.userSets], async () =>
      look({ ...holdings.stored(), ...people.stored() }),
    );
  try {
    return await read();
  } catch (error) {
    // A leaf may be gone when the directory that named it was swapped a moment ago: then all is read anew.
    if (!isRemembered) throw error;
    holdings.forget();
    people.forget();
    return read();
  }
}
