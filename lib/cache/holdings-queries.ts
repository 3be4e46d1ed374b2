/** Read queries over the packed holdings, for screens: each in one read transaction, so never half a swap. */
import type { Database, DirectoryRow } from './database.ts';
import { leafHolding } from './holdings/directory.ts';
import { holderKey, holderOfKey } from './holdings/holder-key.ts';
import { getHeld, holdersOfAsset } from './holdings/leaf.ts';
import { type PostingMap, unpackPosting } from './holdings/posting.ts';
import { createLeafReader } from './leaf-reader.ts';
import type { AssetHolders, HolderHolding } from './query-contract.ts';
import type { AssetKey, Holder } from './rows.ts';

/** What a holder holds, one entry for each location that knows it; empty when none does. */
export function readHolder(db: Database, holder: Holder): Promise<HolderHolding[]> {
  return db.transaction('r', [db.directories, db.leaves, db.assets, db.apps], async () => {
    const holdings: HolderHolding[] = [];
    const reader = createLeafReader(db);
    for (const directory of await reader.directories()) {
      const place = leafHolding(directory.leaves, holderKey(holder));
      if (place < 0) continue;
      const held = getHeld(await reader.expect(directory, place), holderKey(holder));
      if (held) holdings.push(await describe(db, directory, held));
    }
    return holdings;
  });
}

async function describe(
  db: Database,
  { uId, asOf, assets }: DirectoryRow,
  held: ArrayLike<number>,
): Promise<HolderHolding> {
  const keys = Array.from(held).flatMap((number) => assets[number] ?? []);
  const rows = await db.assets.bulkGet(
    keys.map((key): [string, string, string] => [uId, key.adamId, key.pricingParam]),
  );
  const apps = await db.apps.bulkGet(keys.map((key) => key.adamId));
  return {
    uId,
    asOf,
    assets: keys.map((key, index) => {
      const asset = rows[index];
      const app = apps[index];
      return { key, ...(app && { app }), ...(asset && { asset }) };
    }),
  };
}

/** In which leaves of a location an asset occurs. */
export interface AssetPlace {
  directory: DirectoryRow;
  /** The asset's in the leaves. */
  number: number;
  /** Leaf to holders of the asset there; empty when nobody holds it. */
  counts: PostingMap;
}

/**
 * One answer a location, undefined while its holdings were never read. Two reads, however many locations there are.
 * To be called within one read transaction over `directories` and `postings`.
 */
export async function readAssetPlaces(
  db: Database,
  uIds: readonly string[],
  key: AssetKey,
): Promise<(AssetPlace | undefined)[]> {
  return placeAsset(db, await readDirectories(db, uIds), key);
}

/** The same where the directories are known. To be called within the transaction that gave them. */
export async function placeAsset(
  db: Database,
  directories: readonly (DirectoryRow | undefined)[],
  key: AssetKey,
): Promise<(AssetPlace | undefined)[]> {
  const places = directories.map((directory) => directory && { directory, number: numberOf(directory, key) });
  const known = places.filter((place) => place !== undefined && place.number >= 0);
  const postings = await db.postings.bulkGet(
    known.map((place): [string, number, number] => [
      place?.directory.uId ?? '',
      place?.directory.generation ?? -1,
      place?.number ?? -1,
    ]),
  );
  const counts = new Map(postings.map((posting, index) => [known[index], posting && unpackPosting(posting)]));
  return places.map((place) => place && { ...place, counts: counts.get(place) ?? new Map() });
}

/** Above so many the read of all is faster: a row takes a fifth of the time in it that it takes by itself. */
const FEW = 30;

async function readDirectories(db: Database, uIds: readonly string[]): Promise<(DirectoryRow | undefined)[]> {
  if (uIds.length <= FEW) return db.directories.bulkGet([...uIds]);
  const known = new Map((await db.directories.toArray()).map((directory) => [directory.uId, directory]));
  return uIds.map((uId) => known.get(uId));
}

function numberOf({ assets }: DirectoryRow, { adamId, pricingParam }: AssetKey): number {
  return assets.findIndex((asset) => asset.adamId === adamId && asset.pricingParam === pricingParam);
}

/**
 * A window of the holders of one asset in one location, by key; reads only the leaves that the window touches.
 * Undefined while the location's holdings were never read.
 */
export function readAssetHolders(
  db: Database,
  uId: string,
  key: AssetKey,
  window: { offset: number; limit: number },
): Promise<AssetHolders | undefined> {
  return db.transaction('r', [db.directories, db.leaves, db.postings], async () => {
    const [place] = await readAssetPlaces(db, [uId], key);
    return place && readAssetWindow(db, place, window);
  });
}

/** How many hold the asset in the location. */
export function countHolders({ directory, counts }: AssetPlace): number {
  return directory.leaves.reduce((sum, { leaf }) => sum + (counts.get(leaf) ?? 0), 0);
}

/** As `readAssetHolders`, within the transaction that gave the place. */
export async function readAssetWindow(
  db: Database,
  { directory, number, counts }: AssetPlace,
  { offset, limit }: { offset: number; limit: number },
): Promise<AssetHolders> {
  const reader = createLeafReader(db);
  const keys: string[] = [];
  let passed = 0;
  for (const [place, { leaf }] of directory.leaves.entries()) {
    const count = counts.get(leaf) ?? 0;
    const from = Math.max(0, offset - passed);
    const wanted = limit - keys.length;
    if (from < count && wanted > 0) {
      const found = holdersOfAsset(await reader.expect(directory, place), number);
      keys.push(...found.slice(from, from + wanted));
    }
    passed += count;
  }
  return { total: passed, asOf: directory.asOf, offset, holders: keys.map(holderOfKey) };
}
