import type { Database } from '../../lib/cache/database.ts';
import { readUserPieces } from '../../lib/cache/holder-feed.ts';
import type { UserRow } from '../../lib/cache/rows.ts';
import { createKnownPeople } from '../../lib/people/known-people.ts';
import type { LocationPeople } from './import-service.ts';

/** Who the cache knows in a location; the last answer is kept until the cache changes. */
export function createLocationReader(db: Database) {
  let last: { mark: string; people: LocationPeople } | undefined;

  return async (uId: string, onProgress: (done: number) => void): Promise<LocationPeople> => {
    const set = await db.userSets.get(uId);
    const mark = `${uId}/${set?.generation}/${set?.asOf}`;
    if (last?.mark === mark) return last.people;
    const users: UserRow[] = [];
    if (set)
      for await (const piece of readUserPieces(db, uId, set.generation)) {
        for (const user of piece) users.push(user);
        onProgress(users.length);
      }
    const people = { known: createKnownPeople(users), ...(set && { asOf: set.asOf }) };
    last = { mark, people };
    return people;
  };
}
