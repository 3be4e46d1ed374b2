import { useLiveQuery } from 'dexie-react-hooks';
import { useEffect, useMemo } from 'react';
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
  const caller = useCaller(text);
  return useLiveQuery(
    async () => ({ text, hits: text === '' ? [] : await search(cache, text, hitLimit, caller.signal) }),
    [cache, text, caller],
  );
}

/** Calls off the search of a text when another one is typed. */
function useCaller(text: string): AbortController {
  // biome-ignore lint/correctness/useExhaustiveDependencies: one controller for each text
  const caller = useMemo(() => new AbortController(), [text]);
  useEffect(() => () => caller.abort(), [caller]);
  return caller;
}

/** A stable key of a hit, also part of its element id. */
export function keyOfHit(hit: SearchHit): string {
  return hit.kind === 'asset'
    ? `asset-${hit.key.adamId}-${hit.key.pricingParam}`
    : `${hit.holder.kind}-${hit.holder.id}`;
}
