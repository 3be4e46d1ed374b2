/** Who in a location is meant by an id or an e-mail address that somebody else's list gives. */
import type { NamedPerson } from '../people/read-id-list.ts';
import type { Database } from './database.ts';
import type { UserRow } from './rows.ts';

/**
 * The ids that each of them may stand for: the active person with this id, else whoever is active and has the address,
 * else the former person with this id. Nobody for one whom the location does not know; several where people share an
 * address. An address may stand in the place of an id.
 * @returns undefined where the location's people were never read
 */
export function readPeopleMeant(
  db: Database,
  uId: string,
  refs: readonly NamedPerson[],
): Promise<string[][] | undefined> {
  return db.transaction('r', [db.users, db.userSets], async () => {
    const generation = (await db.userSets.get(uId))?.generation;
    if (generation === undefined) return undefined;
    const known = await readById(db, uId, generation, refs);
    const byAddress = await readByAddress(db, uId, generation, refs);
    return refs.map((ref) => {
      const user = known.get(ref.clientUserId ?? '');
      if (user && isActive(user)) return [user.clientUserId];
      const [ids] = addressesOf(ref).flatMap((address) => [byAddress.get(address) ?? []].filter(isAnybody));
      return ids ?? (user ? [user.clientUserId] : []);
    });
  });
}

/** The one id that is meant; undefined for nobody or several. */
export function getOneMeant(meant: readonly string[] | undefined): string | undefined {
  return meant?.length === 1 ? meant[0] : undefined;
}

/** As it stands in the list. */
export const textOfPerson = ({ clientUserId, email }: NamedPerson): string => clientUserId ?? email ?? '';

const isActive = ({ status }: UserRow) => status === 'Registered' || status === 'Associated';
const isAnybody = (ids: readonly string[]) => ids.length > 0;

/** In lower case, the surest first. */
function addressesOf({ clientUserId, email }: NamedPerson): string[] {
  const addresses = [email, clientUserId].flatMap((text) => (text?.includes('@') ? text.toLowerCase() : []));
  return [...new Set(addresses)];
}

async function readById(db: Database, uId: string, generation: number, refs: readonly NamedPerson[]) {
  const ids = [...new Set(refs.flatMap(({ clientUserId }) => clientUserId ?? []))];
  const rows = await db.users.bulkGet(ids.map((id): [string, number, string] => [uId, generation, id]));
  return new Map(rows.flatMap((row): [string, UserRow][] => (row ? [[row.clientUserId, row]] : [])));
}

async function readByAddress(db: Database, uId: string, generation: number, refs: readonly NamedPerson[]) {
  const addresses = [...new Set(refs.flatMap(addressesOf))];
  const ids = new Map<string, string[]>();
  if (addresses.length === 0) return ids;
  for (const row of await db.users.where('emailLower').anyOf(addresses).toArray()) {
    if (row.uId !== uId || row.generation !== generation || !isActive(row) || !row.emailLower) continue;
    ids.set(row.emailLower, [...(ids.get(row.emailLower) ?? []), row.clientUserId]);
  }
  return ids;
}
