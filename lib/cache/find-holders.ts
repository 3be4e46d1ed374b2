/** Holders by the beginning of a serial number, clientUserId or e-mail: index ranges and one or two leaves a location. */
import type { Database, DirectoryRow } from './database.ts';
import { leafFor } from './holdings/directory.ts';
import { keyAt, lowerBound } from './holdings/leaf.ts';
import type { HolderSource } from './look-up-source.ts';
import type { UserRow } from './rows.ts';

/** Holder keys and how well each answers: 0 exactly, 3 by its beginning, 4 by its end, 5 inside. The best counts. */
export type FoundHolders = Map<string, number>;

export function noteHolder(found: FoundHolders, key: string, rank: number): void {
  found.set(key, Math.min(rank, found.get(key) ?? rank));
}

export async function findByPrefix(
  source: HolderSource,
  typed: string,
  limit: number,
): Promise<FoundHolders> {
  const found: FoundHolders = new Map();
  await Promise.all([
    ...prefixesOf(typed).map((prefix) => findKeys(source, prefix, limit, found)),
    findUsers(source, typed, limit, found),
  ]);
  return found;
}

/** The beginnings of keys that the text may stand for. */
function prefixesOf(typed: string): string[] {
  const spellings = new Set([typed, typed.toUpperCase(), typed.toLowerCase()]);
  return [...spellings].flatMap((spelling) => [`d${spelling}`, `u${spelling}`]);
}

/**
 * Reads what longer texts will be looked for in, so that the next key finds it remembered.
 * @param most leaves at most
 * @param isOver looked at before each leaf
 */
export async function readAhead(
  source: HolderSource,
  typed: string,
  most: number,
  isOver: () => boolean,
): Promise<void> {
  let left = most;
  for (const directory of await source.directories()) {
    for (const prefix of prefixesOf(typed)) {
      let place = leafFor(directory.leaves, prefix);
      for (; place >= 0 && beginsBelow(directory, place, prefix); place++) {
        if (source.peek(directory, place)) continue;
        if (left-- <= 0 || isOver()) return;
        await source.expect(directory, place);
      }
    }
  }
}

/** Whether the leaf is there and may hold keys of the prefix. */
function beginsBelow({ leaves }: DirectoryRow, place: number, prefix: string): boolean {
  const first = leaves[place]?.first;
  return first !== undefined && first <= `${prefix}\uffff`;
}

async function findUsers(
  source: HolderSource,
  typed: string,
  limit: number,
  found: FoundHolders,
): Promise<void> {
  const lower = typed.toLowerCase();
  for (const { clientUserId, emailLower } of await source.usersFrom(typed, limit)) {
    const isExact = clientUserId.toLowerCase() === lower || emailLower === lower;
    noteHolder(found, `u${clientUserId}`, isExact ? 0 : 3);
  }
}

/** The first keys of each location that begin so; they lie side by side. */
async function findKeys(
  source: HolderSource,
  prefix: string,
  limit: number,
  found: FoundHolders,
): Promise<void> {
  for (const directory of await source.directories()) {
    let place = leafFor(directory.leaves, prefix);
    let left = limit;
    while (place >= 0 && left > 0 && beginsBelow(directory, place, prefix)) {
      const leaf = source.peek(directory, place) ?? (await source.expect(directory, place));
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
