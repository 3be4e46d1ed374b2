import type { Clock } from './clock.ts';
import { AppError } from './errors.ts';

/** For head and body together, in milliseconds. */
const TIME_LIMIT = 30_000;

/** Why no answer came; a denied host, a dead one and a bad certificate all look alike to fetch. */
export type NoAnswer = { timedOut: true; seconds: number } | { timedOut: false };

/**
 * One request as a secret wants it: follows no redirect, sends no cookie and no referrer, reads no HTTP cache.
 * @throws AppError cancelled, what `readBody` throws as AppError, and what `failureOf` says when no answer came.
 *   Never with a cause: the text of a failed fetch may quote the headers.
 */
export async function sendRequest<T>(
  deps: { fetch(url: string, init: RequestInit): Promise<Response>; clock: Clock },
  url: string,
  what: Pick<RequestInit, 'method' | 'headers' | 'body'>,
  readBody: (response: Response) => Promise<T>,
  failureOf: (why: NoAnswer) => AppError | Promise<AppError>,
  signal?: AbortSignal,
): Promise<{ status: number; headers: Headers; body: T }> {
  if (signal?.aborted) throw new AppError('cancelled');
  const { fetch } = deps; // Called as a method of anything, the browser's own fetch refuses.
  const stop = new AbortController();
  const finished = new AbortController();
  let timedOut = false;
  const forward = () => stop.abort();
  signal?.addEventListener('abort', forward, { once: true });
  deps.clock.sleep(TIME_LIMIT, finished.signal).then(
    () => {
      timedOut = true;
      stop.abort();
    },
    () => undefined, // The request was faster: nothing to stop.
  );
  try {
    const response = await fetch(url, {
      ...what,
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
    throw await failureOf(timedOut ? { timedOut, seconds: TIME_LIMIT / 1000 } : { timedOut });
  } finally {
    finished.abort();
    signal?.removeEventListener('abort', forward);
  }
}
