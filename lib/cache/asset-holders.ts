/** Who holds an asset over several locations: windows for a list, and a walk for a search and an export. */
import type { Database } from './database.ts';
import { leafFor } from './holdings/directory.ts';
import { holderOfKey } from './holdings/holder-key.ts';
import { holdersOfAsset } from './holdings/leaf.ts';
import {
  type AssetPlace,
  countHolders,
  placeAsset,
  readAssetPlaces,
  readAssetWindow,
} from './holdings-queries.ts';
import { createLeafReader } from './leaf-reader.ts';
import { byLocationName } from './location-order.ts';
import type { AssetHolderRow, AssetHolderWindow } from './query-contract.ts';
import type { AssetKey, UserRow } from './rows.ts';

/**
 * A window of the holders of an asset, location by location in the order of `uIds`, in each by key: devices first.
 * Locations whose holdings were never read are named and not counted.
 */
export function readHolderWindow(
  db: Database,
  uIds: readonly string[],
  key: AssetKey,
  { offset, limit }: { offset: number; limit: number },
): Promise<AssetHolderWindow> {
  return db.transaction('r', tablesOf(db), async () => {
    const places = await readAssetPlaces(db, uIds, key);
    return readWindow(db, uIds, places, { offset, limit });
  });
}

/**
 * The first window over the locations that have the asset, or the one of them, by name: for a page that has just been
 * opened and knows the asset alone.
 */
export function readFirstHolders(
  db: Database,
  key: AssetKey,
  only: string | undefined,
  limit: number,
): Promise<{ uIds: string[]; window: AssetHolderWindow }> {
  return db.transaction('r', [...tablesOf(db), db.assets, db.locations], async () => {
    const [keys, locations, directories] = await Promise.all([
      db.assets.where('adamId').equals(key.adamId).primaryKeys(),
      db.locations.toArray(),
      db.directories.toArray(),
    ]);
    const having = new Set(keys.flatMap(([uId, , pricing]) => (pricing === key.pricingParam ? uId : [])));
    const uIds = locations
      .filter(({ uId }) => having.has(uId) && (only === undefined || only === uId))
      .sort(byLocationName)
      .map(({ uId }) => uId);
    const known = new Map(directories.map((directory) => [directory.uId, directory]));
    const inOrder = uIds.map((uId) => known.get(uId));
    const places = await placeAsset(db, inOrder, key);
    return { uIds, window: await readWindow(db, uIds, places, { offset: 0, limit }) };
  });
}

const tablesOf = (db: Database) => [db.directories, db.leaves, db.postings, db.users, db.userSets];

/** Within the transaction that gave the places. */
async function readWindow(
  db: Database,
  uIds: readonly string[],
  places: readonly (AssetPlace | undefined)[],
  { offset, limit }: { offset: number; limit: number },
): Promise<AssetHolderWindow> {
  const found: AssetHolderWindow = { total: 0, offset, rows: [], unread: [], stamp: '' };
  for (const [index, uId] of uIds.entries()) {
    const window = {
      offset: Math.max(0, offset - found.total),
      limit: Math.max(0, limit - found.rows.length),
    };
    const place = places[index];
    if (!place) {
      found.unread.push(uId);
      continue;
    }
    const { asOf } = place.directory;
    const total = countHolders(place);
    found.total += total;
    found.asOf = Math.min(asOf, found.asOf ?? asOf);
    found.stamp += `${uId} ${asOf} ${total}\n`;
    // Without a wait where nothing is read: after some hundred of them Dexie has lost the transaction.
    if (window.offset >= total || window.limit === 0) continue;
    const own = await readAssetWindow(db, place, window);
    const emails = await readEmails(
      db,
      uId,
      own.holders.flatMap((one) => (one.kind === 'user' ? one.id : [])),
    );
    found.rows.push(...own.holders.map((holder) => toRow(uId, holder, emails)));
  }
  return found;
}

/**
 * All holders of an asset in the order of `readHolderWindow`, some 2,000 at a time, each time in a short read of its
 * own: a page stays alive and a writer never waits long. What is swapped in meanwhile is gone on with from the last
 * key, so no holder comes twice.
 */
export async function* walkAssetHolders(
  db: Database,
  uIds: readonly string[],
  key: AssetKey,
  signal?: AbortSignal,
): AsyncGenerator<readonly AssetHolderRow[]> {
  const tables = [db.directories, db.postings];
  const places = await db.transaction('r', tables, () => readAssetPlaces(db, uIds, key));
  for (const uId of uIds.filter((_, index) => (places[index]?.counts.size ?? 0) > 0)) {
    let after = '';
    for (;;) {
      if (signal?.aborted) return;
      const next = await readNext(db, uId, key, after);
      if (!next) break;
      yield next.rows;
      after = next.last;
    }
  }
}

/** The holders in the first leaf that has one above `after`. */
function readNext(
  db: Database,
  uId: string,
  key: AssetKey,
  after: string,
): Promise<{ rows: AssetHolderRow[]; last: string } | undefined> {
  return db.transaction('r', tablesOf(db), async () => {
    const [found] = await readAssetPlaces(db, [uId], key);
    if (!found) return undefined;
    const { directory, number, counts } = found;
    const reader = createLeafReader(db);
    const start = leafFor(directory.leaves, after);
    for (let place = start; place >= 0 && place < directory.leaves.length; place++) {
      if (!counts.has(directory.leaves[place]?.leaf ?? -1)) continue;
      const leaf = await reader.expect(directory, place);
      const keys = holdersOfAsset(leaf, number).filter((holder) => holder > after);
      const last = keys.at(-1);
      if (last === undefined) continue;
      const holders = keys.map(holderOfKey);
      const emails = await readEmails(
        db,
        uId,
        holders.flatMap((one) => (one.kind === 'user' ? one.id : [])),
      );
      return { rows: holders.map((holder) => toRow(uId, holder, emails)), last };
    }
    return undefined;
  });
}

function toRow(
  uId: string,
  holder: AssetHolderRow['holder'],
  emails: ReadonlyMap<string, string>,
): AssetHolderRow {
  const email = holder.kind === 'user' ? emails.get(holder.id) : undefined;
  return { uId, holder, ...(email === undefined ? {} : { email }) };
}

/** So many person rows are unpacked at one go: a few milliseconds of the page's time. */
const USERS_A_READ = 512;

/** @param ids clientUserIds in rising order */
async function readEmails(db: Database, uId: string, ids: readonly string[]): Promise<Map<string, string>> {
  const emails = new Map<string, string>();
  if (ids.length === 0) return emails;
  const generation = (await db.userSets.get(uId))?.generation;
  if (generation === undefined) return emails;
  for (let from = 0; from < ids.length; from += USERS_A_READ) {
    for (const user of await readUsers(db, uId, generation, ids.slice(from, from + USERS_A_READ))) {
      if (user?.email) emails.set(user.clientUserId, user.email);
    }
  }
  return emails;
}

/** May bring others that stand between them. */
async function readUsers(
  db: Database,
  uId: string,
  generation: number,
  ids: readonly string[],
): Promise<(UserRow | undefined)[]> {
  const range = db.users
    .where(':id')
    .between([uId, generation, ids[0]], [uId, generation, ids.at(-1)], true, true);
  // One read of neighbours is many times faster than one a person, unless far more people stand between them.
  const isDense = (await range.count()) <= ids.length * 2;
  if (isDense) return range.toArray();
  return db.users.bulkGet(ids.map((id): [string, number, string] => [uId, generation, id]));
}
