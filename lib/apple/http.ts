import type { Clock } from '../platform/clock.ts';
import { AppError } from '../platform/errors.ts';

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface HttpDeps {
  fetch: Fetch;
  clock: Clock;
  /** Whether the extension may reach the host; asked only after a failed fetch. */
  hasPermission(): Promise<boolean>;
  /** `navigator.onLine`; left out: unknown. */
  isOnline?(): boolean;
}

export interface Exchange<T> {
  status: number;
  headers: Headers;
  body: T;
}

/** For head and body together, in milliseconds. */
const timeLimit = 30_000;

/**
 * One request. Follows no redirect, sends no cookie and no referrer, reads no HTTP cache.
 * @throws AppError cancelled, timed-out, missing-permission, offline; or what `readBody` throws as AppError.
 *   Never with a cause: the text of a failed fetch may quote the headers.
 */
export async function exchange<T>(
  deps: HttpDeps,
  url: string,
  what: { method: string; headers: Record<string, string>; body?: string },
  readBody: (response: Response) => Promise<T>,
  signal?: AbortSignal,
): Promise<Exchange<T>> {
  if (signal?.aborted) throw new AppError('cancelled');
  const { fetch } = deps; // Called as a method of anything, the browser's own fetch refuses.
  const stop = new AbortController();
  const finished = new AbortController();
  let timedOut = false;
  const forward = () => stop.abort();
  signal?.addEventListener('abort', forward, { once: true });
  deps.clock.sleep(timeLimit, finished.signal).then(
    () => {
      timedOut = true;
      stop.abort();
    },
    () => undefined, // The request was faster: nothing to stop.
  );
  try {
    const response = await fetch(url, {
      ...what,
      headers: { accept: 'application/json', ...what.headers },
      redirect: 'error',
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      signal: stop.signal,
    });
    const body = await readBody(response);
    return { status: response.status, headers: response.headers, body };
  } catch (error) {
    stop.abort(); // Whatever is left of the body is not wanted.
    if (error instanceof AppError) throw error;
    if (signal?.aborted) throw new AppError('cancelled');
    if (timedOut) throw new AppError('timed-out', { seconds: timeLimit / 1000 });
    throw await networkFailure(deps);
  } finally {
    finished.abort();
    signal?.removeEventListener('abort', forward);
  }
}

/** One GET; see `exchange`. */
export function httpGet<T>(
  deps: HttpDeps,
  url: string,
  headers: Record<string, string>,
  readBody: (response: Response) => Promise<T>,
  signal?: AbortSignal,
): Promise<Exchange<T>> {
  return exchange(deps, url, { method: 'GET', headers }, readBody, signal);
}

/** A denied host, a dead one and a bad certificate all look alike to fetch; only the first can be told apart. */
async function networkFailure(deps: HttpDeps): Promise<AppError> {
  if (!(await deps.hasPermission())) return new AppError('missing-permission');
  return new AppError('offline', { network: deps.isOnline?.() === false ? 'down' : 'no-answer' });
}
