/**
 * The one search box: app name, adamId, serial number, e-mail, clientUserId, over all locations.
 * No writer and no schema library: it sits in the popup.
 */
import type { Database } from './database.ts';
import { fold } from './fold.ts';
import type { SearchHit } from './query-contract.ts';
import { searchAssets } from './search-assets.ts';
import { scanForHolders, searchHolders } from './search-holders.ts';

/** A hit and its rank: the smaller, the better. */
export interface Ranked<Hit extends SearchHit> {
  rank: number;
  /** Orders equals. */
  label: string;
  hit: Hit;
}

/**
 * Answers from keys and beginnings; only when those find nothing, by a look inside.
 * @param text as typed
 * @param limit how many hits at most
 * @param signal calls off the look inside; what was found until then is answered
 * @throws AppError storage-broken when a record is damaged
 */
export async function search(
  db: Database,
  text: string,
  limit: number,
  signal?: AbortSignal,
): Promise<SearchHit[]> {
  const typed = text.trim();
  if (typed === '' || limit <= 0) return [];
  const found: Ranked<SearchHit>[] = [
    ...(await searchAssets(db, typed, fold(typed), limit)),
    ...(await searchHolders(db, typed, limit)),
  ];
  return best(found.length > 0 ? found : await scanForHolders(db, typed, limit, signal), limit);
}

/**
 * People and devices that have the text anywhere inside, for a screen that shows them below the quick answers.
 * Takes up to a second on a cache of a hundred thousand people. Parameters as for `search`.
 */
export async function searchInside(
  db: Database,
  text: string,
  limit: number,
  signal?: AbortSignal,
): Promise<SearchHit[]> {
  return best(await scanForHolders(db, text.trim(), limit, signal), limit);
}

function best(found: Ranked<SearchHit>[], limit: number): SearchHit[] {
  found.sort((a, b) => a.rank - b.rank || (a.label < b.label ? -1 : 1));
  return found.slice(0, limit).map(({ hit }) => hit);
}
