import type { Database } from '../../lib/cache/database.ts';
import { readAllUsers } from '../../lib/cache/read-all-users.ts';
import type { UserRow } from '../../lib/cache/rows.ts';
import { gatherKnownPeople } from '../../lib/people/known-people.ts';
import type { LocationPeople } from './import-service.ts';

/** Who the cache knows in a location; read once until the cache changes, however many ask meanwhile. */
export function createLocationReader(db: Database) {
  let last: { mark: string; people: Promise<LocationPeople> } | undefined;
  /** Of who asked last. */
  let tell: (done: number) => void = () => undefined;

  async function read(uId: string, set?: { generation: number; asOf: number }): Promise<LocationPeople> {
    const { known, add } = gatherKnownPeople();
    if (!set) return { known };
    let done = 0;
    const take = (users: UserRow[]) => {
      add(users);
      done += users.length;
      tell(done);
    };
    await readAllUsers(db, { uId, generation: set.generation }, { begun: () => tell(0), take });
    return { known, asOf: set.asOf };
  }

  return async (uId: string, onProgress: (done: number) => void): Promise<LocationPeople> => {
    tell = onProgress;
    const set = await db.userSets.get(uId);
    const mark = `${uId}/${set?.generation}/${set?.asOf}`;
    if (last?.mark === mark) return last.people;
    const own = { mark, people: read(uId, set) };
    last = own;
    try {
      return await own.people;
    } catch (error) {
      if (last === own) last = undefined;
      throw error;
    }
  };
}
