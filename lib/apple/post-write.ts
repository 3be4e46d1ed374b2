import { AppError, toFailure } from '../platform/errors.ts';
import { type WriteEndpoint, writeUrl } from './endpoints.ts';
import { exchange, type HttpDeps } from './http.ts';

export interface WritePost {
  endpoint: WriteEndpoint;
  body: object;
  /** Of the Authorization header. */
  bearer: string;
  /** `urls` of service/config. */
  urls: Readonly<Record<string, string>> | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * The one place that sends anything but a GET, and to the writes of the table alone. A host that may not be reached or
 * a network that is known to be down is found out before, since afterwards nobody could say whether anything left.
 * @param onLeave called just before the request may leave
 * @throws AppError as `exchange`
 */
export async function postWrite(deps: HttpDeps, what: WritePost, onLeave: () => void) {
  if (deps.isOnline?.() === false) throw new AppError('offline', { network: 'down' });
  if (!(await deps.hasPermission())) throw new AppError('missing-permission');
  const { fetch } = deps;
  const noted: HttpDeps = {
    ...deps,
    fetch(url, init) {
      onLeave();
      return fetch(url, init);
    },
  };
  const headers = { authorization: `Bearer ${what.bearer}`, 'content-type': 'application/json' };
  const request = { method: 'POST', headers, body: JSON.stringify(what.body) };
  return exchange(
    noted,
    writeUrl(what.endpoint, what.urls),
    request,
    (response) => response.text(),
    what.signal,
  );
}

/** The failure of a write with `details.done`: whether it may have been done all the same. */
export function tellDone(error: unknown, left: boolean): AppError {
  const { code, details = {} } = toFailure(error);
  return new AppError(code, { ...details, done: left && !isRefusal(details) ? 'unknown' : 'nothing' });
}

/**
 * Whether Apple refused the whole request: by a number with a 4xx, or with HTTP 200 (reference 0.3, 0.4), by "too many",
 * "who are you" or "being mended". 9603 is mostly a timeout of Apple's own (reference 7.2), and a web page is not Apple's.
 */
function isRefusal({ status, errorNumber, page }: AppError['details']): boolean {
  if (page === true || errorNumber === 9603) return false;
  if (status === 401 || status === 429) return true;
  if (typeof errorNumber !== 'number' || typeof status !== 'number') return false;
  return status < 500 || errorNumber === 9729;
}
