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
  show(changes);
  writeAddress();
}

/**
 * The same for a text that is being typed: the screen follows each letter, the address the last one. For the browser an
 * address is work (a history, a title, a picture of the tab), on the cores that look for what is typed.
 */
export function typeParams(changes: Record<string, string | undefined>): void {
  show(changes);
  clearTimeout(typing);
  typing = setTimeout(writeAddress, WRITE_AFTER);
}

/** Milliseconds without a key: longer than between two keys of most, else it is written between them. */
const WRITE_AFTER = 300;

/** What the screen shows and the address does not say yet, and the address that it was made from. */
let shown: string | undefined;
let base = '';
let typing: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<(route: Route) => void>();

const currentHash = (): string => shown ?? location.hash;

function show(changes: Record<string, string | undefined>): void {
  const { path, params } = parseRoute(currentHash());
  if (shown === undefined) base = location.hash;
  shown = writeRoute(path, { ...Object.fromEntries(params), ...changes });
  // Now, not with the event of the address: a key typed meanwhile would meet the text from before and be lost.
  tell();
}

function tell(): void {
  const route = parseRoute(currentHash());
  for (const listener of listeners) listener(route);
}

function writeAddress(): void {
  clearTimeout(typing);
  if (shown === undefined) return;
  // Else somebody has gone elsewhere, and the event that tells of it is on its way.
  if (location.hash === base) history.replaceState(history.state, '', shown);
  shown = undefined;
  tell();
}

/** Told of each change of what the screen shows, before it is drawn. @returns ends that */
export function onRoute(listener: (route: Route) => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

function subscribe(listener: () => void): () => void {
  const gone = () => {
    clearTimeout(typing);
    shown = undefined;
    listener();
  };
  // One for each subscriber: the same function twice would be heard once, and no more when the first one ends.
  const left = () => writeAddress();
  const end = onRoute(listener);
  // Whoever goes elsewhere leaves the view with its whole text behind: a link takes the focus from the box first.
  addEventListener('focusout', left);
  addEventListener('hashchange', gone);
  return () => {
    end();
    removeEventListener('focusout', left);
    removeEventListener('hashchange', gone);
  };
}

/** What is shown, with each letter that is typed. */
export const useRoute = (): Route => useParsed(currentHash);

/** The same as the address has it: for what need not be drawn with each letter. */
export const useAddress = (): Route => useParsed(() => location.hash);

function useParsed(read: () => string): Route {
  const hash = useSyncExternalStore(subscribe, read);
  return useMemo(() => parseRoute(hash), [hash]);
}
