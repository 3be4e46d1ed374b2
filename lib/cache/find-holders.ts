/** Holders by the beginning of a serial number, clientUserId or e-mail: index ranges and one or two leaves a location. */
import type { Database } from './database.ts';
import { leafFor } from './holdings/directory.ts';
import { keyAt, lowerBound } from './holdings/leaf.ts';
import type { LeafReader } from './leaf-reader.ts';
import type { UserRow } from './rows.ts';

/** Holder keys and how well each answers: 0 exactly, 3 by its beginning, 4 by its end, 5 inside. The best counts. */
export type FoundHolders = Map<string, number>;

export function noteHolder(found: FoundHolders, key: string, rank: number): void {
  found.set(key, Math.min(rank, found.get(key) ?? rank));
}

/** @param isCurrent being read, of the same transaction */
export async function findByPrefix(
  db: Database,
  reader: LeafReader,
  isCurrent: Promise<UserFilter>,
  typed: string,
  limit: number,
): Promise<FoundHolders> {
  const found: FoundHolders = new Map();
  const spellings = new Set([typed, typed.toUpperCase(), typed.toLowerCase()]);
  const prefixes = [...spellings].flatMap((spelling) => [`d${spelling}`, `u${spelling}`]);
  await Promise.all([
    ...prefixes.map((prefix) => findKeys(reader, prefix, limit, found)),
    findUsers(db, isCurrent, typed, limit, found),
  ]);
  return found;
}

async function findUsers(
  db: Database,
  filter: Promise<UserFilter>,
  typed: string,
  limit: number,
  found: FoundHolders,
): Promise<void> {
  const lower = typed.toLowerCase();
  // Whoever makes the ids chooses their spelling, and may mix cases (reference 4.8).
  const byId = db.users.where('clientUserId').startsWithIgnoreCase(typed);
  const byEmail = db.users.where('emailLower').startsWith(lower);
  const isCurrent = await filter;
  const [named, addressed] = await Promise.all([
    byId.filter(isCurrent).limit(limit).toArray(),
    byEmail.filter(isCurrent).limit(limit).toArray(),
  ]);
  for (const user of named) {
    noteHolder(found, `u${user.clientUserId}`, user.clientUserId.toLowerCase() === lower ? 0 : 3);
  }
  for (const user of addressed) {
    noteHolder(found, `u${user.clientUserId}`, user.emailLower === lower ? 0 : 3);
  }
}

/** The first keys of each location that begin so; they lie side by side. */
async function findKeys(
  reader: LeafReader,
  prefix: string,
  limit: number,
  found: FoundHolders,
): Promise<void> {
  for (const directory of await reader.directories()) {
    let place = leafFor(directory.leaves, prefix);
    let left = limit;
    while (place >= 0 && left > 0 && (directory.leaves[place]?.first ?? '') <= `${prefix}\uffff`) {
      const leaf = reader.peek(directory, place) ?? (await reader.expect(directory, place));
      const from = lowerBound(leaf, prefix);
      let index = from;
      for (; left > 0 && index < leaf.ends.length && keyAt(leaf, index).startsWith(prefix); index++, left--) {
        noteHolder(found, keyAt(leaf, index), keyAt(leaf, index) === prefix ? 0 : 3);
      }
      place = index === leaf.ends.length && place + 1 < directory.leaves.length ? place + 1 : -1;
    }
  }
}

export type UserFilter = (row: UserRow) => boolean;

/** Rows of unfinished or outlived reads lie in the same index. */
export async function readCurrentUserFilter(db: Database): Promise<UserFilter> {
  const generations = new Map((await db.userSets.toArray()).map((set) => [set.uId, set.generation]));
  return (row) => generations.get(row.uId) === row.generation;
}
