/** The console's address: a path and parameters behind the #, so that every view can be bookmarked. */
import { useMemo, useSyncExternalStore } from 'react';
import { placeOf } from '../../lib/find/places.ts';

export interface Route {
  path: string;
  params: URLSearchParams;
}

/** @param hash as in `location.hash`, with or without its # */
export function parseRoute(hash: string): Route {
  const text = hash.replace(/^#/, '');
  const cut = text.indexOf('?');
  const path = cut < 0 ? text : text.slice(0, cut);
  return {
    path: path.startsWith('/') ? path : `/${path}`,
    params: new URLSearchParams(cut < 0 ? '' : text.slice(cut + 1)),
  };
}

/** The hash of a path and parameters; empty and missing ones are left out. */
export function writeRoute(path: string, params: Record<string, string | undefined> = {}): string {
  return `#${placeOf(path, params)}`;
}

/** Other parameters on the same screen; the view before is not kept in the history. */
export function changeParams(changes: Record<string, string | undefined>): void {
  const { path, params } = parseRoute(location.hash);
  location.replace(writeRoute(path, { ...Object.fromEntries(params), ...changes }));
  // The event comes a task later: a key typed meanwhile would meet the text from before and be lost.
  for (const listener of listeners) listener();
}

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener('hashchange', listener);
  return () => {
    listeners.delete(listener);
    removeEventListener('hashchange', listener);
  };
}

export function useRoute(): Route {
  const hash = useSyncExternalStore(subscribe, () => location.hash);
  return useMemo(() => parseRoute(hash), [hash]);
}
