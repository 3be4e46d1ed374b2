import type { Clock } from '../platform/clock.ts';
import { AppError } from '../platform/errors.ts';
import { type NoAnswer, sendRequest } from '../platform/send-request.ts';

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

/**
 * One request; see `sendRequest`.
 * @throws AppError cancelled, timed-out, missing-permission, offline; or what `readBody` throws as AppError
 */
export function exchange<T>(
  deps: HttpDeps,
  url: string,
  what: { method: string; headers: Record<string, string>; body?: string },
  readBody: (response: Response) => Promise<T>,
  signal?: AbortSignal,
): Promise<Exchange<T>> {
  const request = { ...what, headers: { accept: 'application/json', ...what.headers } };
  return sendRequest(deps, url, request, readBody, (why) => networkFailure(deps, why), signal);
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

/** A browser that stops this background may refuse to say: then the network's own failure stands. */
const mayReach = (deps: HttpDeps) => deps.hasPermission().catch(() => true);

/** A denied host, a dead one and a bad certificate all look alike to fetch; only the first can be told apart. */
async function networkFailure(deps: HttpDeps, why: NoAnswer): Promise<AppError> {
  if (why.timedOut) return new AppError('timed-out', { seconds: why.seconds });
  if (!(await mayReach(deps))) return new AppError('missing-permission');
  return new AppError('offline', { network: deps.isOnline?.() === false ? 'down' : 'no-answer' });
}
