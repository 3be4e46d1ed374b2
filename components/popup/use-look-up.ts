import { useLiveQuery } from 'dexie-react-hooks';
import type { SearchHit } from '../../lib/cache/query-contract.ts';
import { search } from '../../lib/cache/search.ts';
import { useCache } from '../data/cache-context.ts';

export const hitLimit = 30;

export interface LookUp {
  /** What these hits answer; an older text while a new answer is on its way. */
  text: string;
  hits: SearchHit[];
}

/** The answer to a typed text, live; undefined before the first one. */
export function useLookUp(typed: string): LookUp | undefined {
  const cache = useCache();
  const text = typed.trim();
  return useLiveQuery(
    async () => ({ text, hits: text === '' ? [] : await search(cache, text, hitLimit) }),
    [cache, text],
  );
}

/** A stable key of a hit, also part of its element id. */
export function keyOfHit(hit: SearchHit): string {
  return hit.kind === 'asset'
    ? `asset-${hit.key.adamId}-${hit.key.pricingParam}`
    : `${hit.holder.kind}-${hit.holder.id}`;
}
