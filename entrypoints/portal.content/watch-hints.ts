import type { send as busSend } from '../../lib/bus/client.ts';
import { findHint, tokenLink } from '../../lib/portal/find-hint.ts';

const pause = 2000;

interface Frame {
  document: Document;
  location: { pathname: string; hash: string };
  setTimeout(work: () => void, ms: number): unknown;
}

/**
 * Looks for signs of the token page and tells each route at most once. It looks two seconds after the page
 * changed and never more often, so that a busy page pays nothing worth measuring.
 * @returns what stops it
 */
export function watchHints(frame: Frame, send: typeof busSend): () => void {
  const told = new Set<string>();
  let waiting = false;
  let stopped = false;

  const lookSoon = () => {
    if (waiting || stopped || told.has(routeOf(frame.location))) return;
    waiting = true;
    frame.setTimeout(look, pause);
  };

  function look() {
    waiting = false;
    const route = routeOf(frame.location);
    if (stopped || told.has(route)) return;
    const { document } = frame;
    const hasTokenLink = document.querySelector(tokenLink) !== null;
    const hint = findHint({ route, hasTokenLink, text: document.body?.textContent ?? '' });
    if (!hint) return;
    told.add(route);
    void send('portal.hint', { hint });
  }

  const observer = new MutationObserver(lookSoon);
  observer.observe(frame.document, { childList: true, subtree: true });
  lookSoon();
  return () => {
    stopped = true;
    observer.disconnect();
  };
}

function routeOf({ pathname, hash }: Frame['location']): string {
  return pathname + hash;
}
