import type { send as busSend } from '../../lib/bus/client.ts';
import { findHint, tokenLink } from '../../lib/portal/find-hint.ts';

/** Time for the page to put its parts in place, in milliseconds. */
const pause = 2_000;
/** A page that never rests (a clock, a spinner) is not looked through more often than this on one route. */
const rest = 10_000;

interface Frame {
  document: Document;
  location: { pathname: string; hash: string };
  performance: { now(): number };
  setTimeout(work: () => void, ms: number): number;
  clearTimeout(timer: number): void;
  requestIdleCallback(work: () => void, options: { timeout: number }): unknown;
}

/**
 * Looks for signs of the token page and tells each route at most once. It looks only after the page has changed, when
 * the page is idle and seen by someone: a page at rest costs nothing.
 * @returns what stops it
 */
export function watchHints(frame: Frame, send: typeof busSend): () => void {
  const { document } = frame;
  const told = new Set<string>();
  let isChanged = true;
  let isStopped = false;
  let waiting: { timer: number; route: string } | undefined;
  let looked = { route: '', at: Number.NEGATIVE_INFINITY };

  function lookSoon(): void {
    const route = routeOf(frame.location);
    if (isStopped || !isChanged || document.hidden || waiting?.route === route || told.has(route)) return;
    if (waiting) frame.clearTimeout(waiting.timer);
    const due = route === looked.route ? looked.at + rest - frame.performance.now() : 0;
    const timer = frame.setTimeout(lookWhenIdle, Math.max(pause, due));
    waiting = { timer, route };
  }

  const lookWhenIdle = () => void frame.requestIdleCallback(look, { timeout: rest });

  function look(): void {
    waiting = undefined;
    const route = routeOf(frame.location);
    if (isStopped || document.hidden || told.has(route)) return;
    isChanged = false;
    looked = { route, at: frame.performance.now() };
    const hasTokenLink = document.querySelector(tokenLink) !== null;
    const hint = findHint({ route, hasTokenLink, text: document.body?.textContent ?? '' });
    if (!hint) return;
    told.add(route);
    void send('portal.hint', { hint });
  }

  const observer = new MutationObserver(() => {
    isChanged = true;
    lookSoon();
  });
  observer.observe(document, { childList: true, subtree: true });
  document.addEventListener('visibilitychange', lookSoon);
  lookSoon();
  return () => {
    isStopped = true;
    if (waiting) frame.clearTimeout(waiting.timer);
    observer.disconnect();
    document.removeEventListener('visibilitychange', lookSoon);
  };
}

function routeOf({ pathname, hash }: Frame['location']): string {
  return pathname + hash;
}
