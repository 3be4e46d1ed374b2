import type { HostRequest } from '../host-handler.ts';
import type { RequestLog } from './request-log.ts';

export interface WatchedToken {
  text: string;
  inner: string;
}

const appleHost = 'vpp.itunes.apple.com';
const pagedPath = /^\/mdm\/v2\/(assets|assignments|users)$/;
/** "At most five at once" (reference 5). */
const maxParallelPages = 5;

/** Sees offences that a single host cannot: tokens on the wrong way, and too many page reads side by side. */
export function createOffenceWatch(
  log: RequestLog,
  tokens: () => readonly WatchedToken[],
  tokenHosts: () => string[],
) {
  const running = new Map<string, number>();

  const holdsToken = (text: string) =>
    tokens().some(({ text: whole, inner }) => text.includes(whole) || text.includes(inner));

  return {
    check(request: HostRequest) {
      const { url, headers, body } = request;
      const address = decodeLoosely(url.href);
      if (holdsToken(url.href) || holdsToken(address)) log.report('token-in-url', url.host + url.pathname);
      if (tokenHosts().includes(url.hostname)) return;
      const inHeaders = Object.values(headers).some((value) => holdsToken(String(value)));
      if (inHeaders || (body.length > 0 && holdsToken(body.toString('latin1')))) {
        log.report('token-to-other-host', url.host + url.pathname);
      }
    },
    /** @returns to be called when the response is over */
    begin({ method, url, headers }: HostRequest): () => void {
      if (url.hostname !== appleHost || method !== 'GET' || !pagedPath.test(url.pathname)) return () => {};
      const key = headers.authorization ?? '';
      const count = (running.get(key) ?? 0) + 1;
      running.set(key, count);
      if (count > maxParallelPages) log.report('parallel-page-reads', `${count} at once`);
      return () => running.set(key, (running.get(key) ?? 1) - 1);
    },
  };
}

export type OffenceWatch = ReturnType<typeof createOffenceWatch>;

function decodeLoosely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
