/** People and devices by serial number, e-mail or clientUserId, with what each holds where. */
import type { Database } from './database.ts';
import { type FoundHolders, findByPrefix, readCurrentUserFilter, type UserFilter } from './find-holders.ts';
import { fold } from './fold.ts';
import { leafHolding } from './holdings/directory.ts';
import { holderOfKey } from './holdings/holder-key.ts';
import { getHeld } from './holdings/leaf.ts';
import { expectHoldingsMemory, type HoldingsMemory } from './holdings-memory.ts';
import { createLeafReader, type LeafReader } from './leaf-reader.ts';
import type { HolderHit } from './query-contract.ts';
import type { Holder, UserRow } from './rows.ts';
import { scanHolders } from './scan-holders.ts';
import type { Ranked } from './search.ts';

/** Fewer characters than these would be found inside almost everything. */
const MIN_INSIDE = 3;

/** By beginnings: quick, whatever the size of the cache. */
export async function searchHolders(
  db: Database,
  typed: string,
  limit: number,
): Promise<Ranked<HolderHit>[]> {
  const memory = expectHoldingsMemory(db);
  const isRemembered = !memory.isEmpty();
  try {
    return await searchOnce(db, typed, limit, memory);
  } catch (error) {
    // A leaf may be gone when the directory that named it was swapped a moment ago: then all is read anew.
    if (!isRemembered) throw error;
    memory.forget();
    return searchOnce(db, typed, limit, memory);
  }
}

function searchOnce(db: Database, typed: string, limit: number, memory: HoldingsMemory) {
  return db.transaction('r', tables(db), async () => {
    const { leaves, readUserFilter } = memory.forLookUp();
    const reader = createLeafReader(db, leaves);
    const isCurrent = readUserFilter();
    const found = await findByPrefix(db, reader, isCurrent, typed, limit);
    return describe(db, reader, await isCurrent, found, limit);
  });
}

const tables = (db: Database) => [db.directories, db.leaves, db.users, db.userSets];

/** Anywhere inside: reads all of the cache's holders in the worst case. */
export async function scanForHolders(
  db: Database,
  typed: string,
  limit: number,
  signal?: AbortSignal,
): Promise<Ranked<HolderHit>[]> {
  if (typed.length < MIN_INSIDE) return [];
  const found = await scanHolders(db, fold(typed), limit, signal);
  return db.transaction('r', tables(db), async () =>
    describe(db, createLeafReader(db), await readCurrentUserFilter(db), found, limit),
  );
}

async function describe(
  db: Database,
  reader: LeafReader,
  isCurrent: UserFilter,
  found: FoundHolders,
  limit: number,
): Promise<Ranked<HolderHit>[]> {
  const best = [...found].sort(([a, x], [b, y]) => x - y || (a < b ? -1 : 1)).slice(0, limit);
  // Asked side by side: one after the other, thirty short reads are felt at a key stroke.
  const rows = await Promise.all(best.map(([key]) => readUsers(db, holderOfKey(key))));
  const ranked: Ranked<HolderHit>[] = [];
  for (const [index, [key, rank]] of best.entries()) {
    const holder = holderOfKey(key);
    const users = (rows[index] ?? []).filter(isCurrent);
    const places = await readPlaces(reader, key, users);
    if (places.length === 0) continue;
    ranked.push({ rank, label: holder.id, hit: { kind: 'holder', holder, users, places } });
  }
  return ranked;
}

async function readUsers(db: Database, { kind, id }: Holder): Promise<UserRow[]> {
  return kind === 'user' ? db.users.where('clientUserId').equals(id).toArray() : [];
}

async function readPlaces(reader: LeafReader, key: string, users: UserRow[]): Promise<HolderHit['places']> {
  const places: HolderHit['places'] = [];
  const known = new Set(users.map((user) => user.uId));
  for (const directory of await reader.directories()) {
    // Without a wait for those that cannot know it: with hundreds of locations the waits alone would be felt.
    const place = leafHolding(directory.leaves, key);
    const leaf =
      place < 0 ? undefined : (reader.peek(directory, place) ?? (await reader.expect(directory, place)));
    const held = leaf && getHeld(leaf, key);
    if (!held && !known.has(directory.uId)) continue;
    known.delete(directory.uId);
    places.push({ uId: directory.uId, assetCount: held?.length ?? 0, asOf: directory.asOf });
  }
  // Known there, but the assignments were not read yet.
  for (const uId of known) places.push({ uId, assetCount: 0 });
  return places;
}
