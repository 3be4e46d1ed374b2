/** People and devices by serial number, e-mail or clientUserId, with what each holds where. */
import type { Database } from './database.ts';
import { type FoundHolders, findByPrefix, readAhead } from './find-holders.ts';
import { fold } from './fold.ts';
import { readHolders, recalledHolders } from './holder-source.ts';
import { leafHolding } from './holdings/directory.ts';
import { holderOfKey } from './holdings/holder-key.ts';
import { getHeld } from './holdings/leaf.ts';
import type { HolderSource } from './look-up-source.ts';
import type { HolderHit } from './query-contract.ts';
import type { UserRow } from './rows.ts';
import { scanHolders } from './scan-holders.ts';
import type { Ranked } from './search.ts';

/** Fewer characters than these would be found inside almost everything. */
const MIN_INSIDE = 3;

/** Leaves that are read ahead, some 4 ms each: 100,000 holders. */
const MOST_AHEAD = 48;

/** By beginnings: quick, whatever the size of the cache. */
export function searchHolders(db: Database, typed: string, limit: number): Promise<Ranked<HolderHit>[]> {
  return readHolders(db, (source) => findBy(source, typed, limit));
}

/** The same from what was read before. @throws notRemembered */
export function recallHolders(db: Database, typed: string, limit: number): Promise<Ranked<HolderHit>[]> {
  return findBy(recalledHolders(db), typed, limit);
}

/** Reads what longer texts will be looked for in. @param isOver ends it between two reads */
export function prepareHolders(db: Database, typed: string, isOver: () => boolean): Promise<void> {
  return readHolders(db, (source) => readAhead(source, typed, MOST_AHEAD, isOver));
}

async function findBy(source: HolderSource, typed: string, limit: number) {
  return describe(source, await findByPrefix(source, typed, limit), limit);
}

/** Anywhere inside: reads all of the cache's holders in the worst case. */
export async function scanForHolders(
  db: Database,
  typed: string,
  limit: number,
  signal?: AbortSignal,
): Promise<Ranked<HolderHit>[]> {
  if (typed.length < MIN_INSIDE) return [];
  const found = await scanHolders(db, fold(typed), limit, signal);
  return readHolders(db, (source) => describe(source, found, limit));
}

async function describe(
  source: HolderSource,
  found: FoundHolders,
  limit: number,
): Promise<Ranked<HolderHit>[]> {
  const best = [...found].sort(([a, x], [b, y]) => x - y || (a < b ? -1 : 1)).slice(0, limit);
  const holders = best.map(([key]) => holderOfKey(key));
  const ids = holders.flatMap(({ kind, id }) => (kind === 'user' ? [id] : []));
  // Asked side by side: one after the other, thirty short reads are felt at a key stroke.
  const rows = await source.usersOf(ids);
  const usersOf = new Map(ids.map((id, index) => [id, rows[index] ?? []]));
  const ranked: Ranked<HolderHit>[] = [];
  for (const [index, [key, rank]] of best.entries()) {
    const holder = holders[index] ?? holderOfKey(key);
    const users = (holder.kind === 'user' && usersOf.get(holder.id)) || [];
    const places = await readPlaces(source, key, users);
    if (places.length === 0) continue;
    ranked.push({ rank, label: holder.id, hit: { kind: 'holder', holder, users, places } });
  }
  return ranked;
}

async function readPlaces(source: HolderSource, key: string, users: UserRow[]): Promise<HolderHit['places']> {
  const places: HolderHit['places'] = [];
  const known = new Set(users.map((user) => user.uId));
  for (const directory of await source.directories()) {
    // Without a wait for those that cannot know it: with hundreds of locations the waits alone would be felt.
    const place = leafHolding(directory.leaves, key);
    const leaf =
      place < 0 ? undefined : (source.peek(directory, place) ?? (await source.expect(directory, place)));
    const held = leaf && getHeld(leaf, key);
    if (!held && !known.has(directory.uId)) continue;
    known.delete(directory.uId);
    places.push({ uId: directory.uId, assetCount: held?.length ?? 0, asOf: directory.asOf });
  }
  // Known there, but the assignments were not read yet.
  for (const uId of known) places.push({ uId, assetCount: 0 });
  return places;
}
