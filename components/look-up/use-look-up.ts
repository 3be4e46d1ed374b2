import { useEffect, useLayoutEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { HolderHit, SearchHit } from '../../lib/cache/query-contract.ts';
import type { LocationRow } from '../../lib/cache/rows.ts';
import { appendHits, searchInside } from '../../lib/cache/search.ts';
import { useCache } from '../data/cache-context.ts';
import { followSearch } from './follow-search.ts';

export const hitLimit = 30;

/** Milliseconds that typing rests before a look inside begins, which would hold up the answer to the next key. */
const REST_MS = 150;

export interface LookUp {
  /** What these hits answer; an older text while a new answer is on its way. */
  text: string;
  /** The quick ones first, what has the text inside below them. */
  hits: SearchHit[];
  /** How many of the hits are quick ones. */
  quick: number;
  /** Nothing more will come. */
  isWhole: boolean;
}

/** The answer to a typed text, live; undefined before the first one. */
export function useLookUp(typed: string, locations: readonly LocationRow[]): LookUp | undefined {
  const text = typed.trim();
  const quick = useQuick(text);
  const isFull = quick !== undefined && quick.hits.length >= hitLimit;
  const inside = useInside(quick?.text === text && !isFull ? text : '', locations);
  return useMemo(() => {
    if (!quick) return undefined;
    const more = inside?.text === quick.text ? inside.hits : [];
    const isWhole = isFull || inside?.text === quick.text;
    const hits = appendHits(quick.hits, more, hitLimit);
    return { text: quick.text, hits, quick: quick.hits.length, isWhole };
  }, [quick, isFull, inside]);
}

interface Quick {
  text: string;
  hits: SearchHit[];
}

/** React draws what a store tells at once, and what a state tells with the next frame. */
function createAnswerStore() {
  let quick: Quick | undefined;
  let tell = () => {};
  return {
    get: () => quick,
    set(next: Quick): void {
      quick = next;
      tell();
    },
    subscribe(listener: () => void): () => void {
      tell = listener;
      return () => {
        tell = () => {};
      };
    },
  };
}

/** Asked before the letter is painted, and drawn as soon as it is known: the two frames between would be felt. */
function useQuick(text: string): Quick | undefined {
  const cache = useCache();
  const [store] = useState(createAnswerStore);
  const quick = useSyncExternalStore(store.subscribe, store.get);
  const [error, setError] = useState<unknown>();
  useLayoutEffect(() => {
    if (text === '') return store.set({ text, hits: [] });
    return followSearch(cache, text, hitLimit, {
      answer: (hits) => store.set({ text, hits }),
      fail: setError,
    });
  }, [cache, store, text]);
  // As a failed live query does: the boundary above says so.
  if (error !== undefined) throw error;
  return quick;
}

interface Inside {
  text: string;
  hits: HolderHit[];
}

/**
 * Looks inside after the quick answer, and stops when another text is asked. Not a live query: a running sync would
 * start it again at each of its checkpoints. It is asked again once a location was read to its end.
 */
function useInside(text: string, locations: readonly LocationRow[]): Inside | undefined {
  const cache = useCache();
  const [inside, setInside] = useState<Inside>();
  const [error, setError] = useState<unknown>();
  const version = useMemo(
    () => locations.map((row) => `${row.uId} ${row.usersAt} ${row.holdingsAt}`).join(),
    [locations],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version says when there is something new to read
  useEffect(() => {
    const caller = new AbortController();
    const { signal } = caller;
    const begin = () =>
      searchInside(cache, text, hitLimit, signal).then(
        (hits) => signal.aborted || setInside({ text, hits }),
        (reason: unknown) => signal.aborted || setError(reason),
      );
    const timer = setTimeout(begin, REST_MS);
    return () => {
      clearTimeout(timer);
      caller.abort();
    };
  }, [cache, text, version]);
  // As a failed live query does: the boundary above says so.
  if (error !== undefined) throw error;
  return inside;
}
