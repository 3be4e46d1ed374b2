/** People and devices by serial number, e-mail or clientUserId, with what each holds where. */
import type { Database } from './database.ts';
import { type FoundHolders, findByPrefix, readCurrentUserFilter } from './find-holders.ts';
import { fold } from './fold.ts';
import { leafHolding } from './holdings/directory.ts';
import { holderOfKey } from './holdings/holder-key.ts';
import { getHeld } from './holdings/leaf.ts';
import { createKept } from './kept.ts';
import { createLeafReader, type KnownLeaves, type LeafReader } from './leaf-reader.ts';
import type { HolderHit } from './query-contract.ts';
import type { Holder, UserRow } from './rows.ts';
import { scanHolders } from './scan-holders.ts';
import type { Ranked } from './search.ts';

/** Fewer characters than these would be found inside almost everything. */
const MIN_INSIDE = 3;

const kept = createKept(
  (db) => db.directories,
  (directories): KnownLeaves => ({ directories, leaves: new Map() }),
);

/** Reads with what earlier look-ups have read; anew when that does not fit any more. */
async function look<T>(db: Database, work: (reader: LeafReader) => Promise<T>): Promise<T> {
  const read = () =>
    db.transaction('r', [db.directories, db.leaves, db.users, db.userSets], async () =>
      work(createLeafReader(db, await kept.read(db))),
    );
  try {
    return await read();
  } catch {
    // A leaf may have been swapped away before this page was told of it. A damaged one fails again.
    kept.forget(db);
    return read();
  }
}

/** By beginnings: quick, whatever the size of the cache. */
export function searchHolders(db: Database, typed: string, limit: number): Promise<Ranked<HolderHit>[]> {
  return look(db, async (reader) =>
    describe(db, reader, await findByPrefix(db, reader, typed, limit), limit),
  );
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
  return look(db, (reader) => describe(db, reader, found, limit));
}

async function describe(
  db: Database,
  reader: LeafReader,
  found: FoundHolders,
  limit: number,
): Promise<Ranked<HolderHit>[]> {
  const best = [...found].sort(([a, x], [b, y]) => x - y || (a < b ? -1 : 1)).slice(0, limit);
  const isCurrent = await readCurrentUserFilter(db);
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
