/**
 * The one search box: app name, adamId, serial number, e-mail, clientUserId, over all locations. In two steps, since
 * the first must answer a key stroke: keys and beginnings at once, what has the text anywhere inside after them.
 * No writer and no schema library: it sits in the popup.
 */
import { readAssets, readAssetsAhead } from './asset-source.ts';
import type { Database } from './database.ts';
import { readHolders } from './holder-source.ts';
import { holderKey } from './holdings/holder-key.ts';
import { unlessForgotten } from './look-up-source.ts';
import type { HolderHit, SearchHit } from './query-contract.ts';
import { recallAssets, searchAssets } from './search-assets.ts';
import { prepareHolders, recallHolders, scanForHolders, searchHolders } from './search-holders.ts';

/** A hit and its rank: the smaller, the better. */
export interface Ranked<Hit extends SearchHit> {
  rank: number;
  /** Orders equals. */
  label: string;
  hit: Hit;
}

const prepared = new WeakMap<Database, Promise<unknown>>();

/** Reads what every look-up needs: the next one waits for that instead of reading it as well. */
export function prepareSearch(db: Database): Promise<unknown> {
  const reads = Promise.all([
    readAssets(db, (source) => source.names()),
    readHolders(db, (source) => source.directories()),
  ]);
  // One that failed is tried again by the look-up itself.
  const done = reads.catch(() => undefined).then(() => prepared.delete(db));
  prepared.set(db, done);
  return reads;
}

/**
 * The quick answer: names of apps and books, whole ids, and beginnings of ids and addresses.
 * @param text as typed
 * @param limit how many hits at most
 * @throws AppError storage-broken when a record is damaged
 */
export async function search(db: Database, text: string, limit: number): Promise<SearchHit[]> {
  await prepared.get(db);
  return answer(text, limit, (typed) => [searchAssets(db, typed, limit), searchHolders(db, typed, limit)]);
}

/**
 * The quick answer without a read, from what earlier ones have read: for a key that makes a text longer. To be followed by
 * whoever asks for it, since a change tells of itself a moment later (`followSearch`).
 * @returns undefined when too little is remembered
 */
export function recallSearch(db: Database, text: string, limit: number): Promise<SearchHit[] | undefined> {
  return unlessForgotten(
    answer(text, limit, (typed) => [recallAssets(db, typed, limit), recallHolders(db, typed, limit)]),
  );
}

/** Reads what longer texts will be looked for in, for `recallSearch`. @param isOver ends it between two reads */
export async function readAheadOf(db: Database, text: string, isOver: () => boolean): Promise<void> {
  const typed = text.trim();
  if (typed === '') return;
  await prepareHolders(db, typed, isOver);
  // What cannot be read ahead is read when somebody looks for it, who is then told.
  await readAssetsAhead(db, isOver).catch(() => undefined);
}

async function answer(
  text: string,
  limit: number,
  ask: (typed: string) => Promise<Ranked<SearchHit>[]>[],
): Promise<SearchHit[]> {
  const typed = text.trim();
  if (typed === '' || limit <= 0) return [];
  return best((await Promise.all(ask(typed))).flat(), limit);
}

/**
 * People and devices that have the text anywhere inside, for below the quick answer. Takes up to a second on a cache
 * of a hundred thousand people, in pieces between which other reads have their turn.
 * @param signal calls it off; what was found until then is answered
 * @throws AppError storage-broken when a record is damaged
 */
export async function searchInside(
  db: Database,
  text: string,
  limit: number,
  signal?: AbortSignal,
): Promise<HolderHit[]> {
  return best(await scanForHolders(db, text.trim(), limit, signal), limit);
}

/** The quick hits as they stand, then what is new of the others. */
export function appendHits(
  quick: readonly SearchHit[],
  others: readonly SearchHit[],
  limit: number,
): SearchHit[] {
  const known = new Set(quick.map(keyOfHit));
  return [...quick, ...others.filter((hit) => !known.has(keyOfHit(hit)))].slice(0, limit);
}

/** One text a hit, the same in every answer. */
export function keyOfHit(hit: SearchHit): string {
  return hit.kind === 'asset'
    ? `asset ${hit.key.adamId} ${hit.key.pricingParam}`
    : `holder ${holderKey(hit.holder)}`;
}

function best<Hit extends SearchHit>(found: Ranked<Hit>[], limit: number): Hit[] {
  found.sort((a, b) => a.rank - b.rank || (a.label < b.label ? -1 : 1));
  return found.slice(0, limit).map(({ hit }) => hit);
}
