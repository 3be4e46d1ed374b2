import { getOneMeant, readPeopleMeant, textOfPerson } from '../../lib/cache/addresses.ts';
import type { Database } from '../../lib/cache/database.ts';
import type { Holder } from '../../lib/cache/rows.ts';
import type { NamedPerson } from '../../lib/people/read-id-list.ts';

/** People of a list as holders of a location; whom it does not know stays as listed, and the plan says so. */
export async function peopleHere(
  db: Database,
  uId: string,
  people: readonly NamedPerson[],
): Promise<Holder[]> {
  const meant = await readPeopleMeant(db, uId, people);
  return people.map((person, at) => ({
    kind: 'user',
    id: getOneMeant(meant?.[at]) ?? textOfPerson(person),
  }));
}

/** As `peopleHere`, for holders among whom addresses may stand as ids; devices are the same everywhere. */
export async function holdersHere(db: Database, uId: string, holders: readonly Holder[]): Promise<Holder[]> {
  const ids = holders.flatMap(({ kind, id }) => (kind === 'user' ? [id] : []));
  const people = await peopleHere(
    db,
    uId,
    ids.map((clientUserId) => ({ clientUserId })),
  );
  const byId = new Map(ids.map((id, at) => [id, people[at]]));
  return holders.map((holder) => (holder.kind === 'user' ? (byId.get(holder.id) ?? holder) : holder));
}
