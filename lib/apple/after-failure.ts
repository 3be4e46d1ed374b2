/** What a failed call means for the work that needed it: whether it waits, and until when. Pure. */
import { type ErrorCode, type Failure, isWebPage } from '../platform/errors.ts';

const MINUTE_MS = 60_000;

/** Apple, the network or the browser will mend it: the work goes on later where it stopped. Milliseconds until then. */
const passing: Partial<Record<ErrorCode, number>> = {
  offline: MINUTE_MS,
  'timed-out': MINUTE_MS,
  throttled: 5 * MINUTE_MS,
  maintenance: 5 * MINUTE_MS,
  server: 5 * MINUTE_MS,
};
/** Someone must do something, and then asks for it to go on. */
const waitsForPerson: readonly ErrorCode[] = [
  'location-unknown',
  'vault-missing',
  'vault-locked',
  'token-missing',
  'missing-permission',
  'cancelled',
  'storage-newer',
];
/** Asking again cannot help until another token comes. */
const final: readonly ErrorCode[] = [
  'expired',
  'revoked',
  'invalid',
  'not-allowed',
  'legacy-token',
  'service-removed',
  'wrong-location',
];

/** Whether Apple or the network will mend it by itself. */
export function isPassing(code: ErrorCode): boolean {
  return passing[code] !== undefined;
}

export interface Verdict {
  state: 'waiting' | 'failed';
  /** Absent: not before somebody asks. */
  nextAt?: number;
}

export function afterFailure(failure: Failure, now: number): Verdict {
  const { code, details } = failure;
  if (waitsForPerson.includes(code)) return { state: 'waiting' };
  if (isStoreShut(failure) || isWebPage(failure)) return { state: 'waiting', nextAt: now + 5 * MINUTE_MS };
  const wait = passing[code];
  if (wait === undefined)
    return final.includes(code) ? { state: 'failed' } : { state: 'failed', nextAt: now + 60 * MINUTE_MS };
  // Asking before Retry-After can lengthen the block (reference 8).
  const retryAt = typeof details?.retryAt === 'number' ? details.retryAt : 0;
  return { state: 'waiting', nextAt: retryAt > now ? retryAt : now + wait };
}

/** A store that is full or closed works again some time; a record in it that is damaged (`record`) stays so. */
function isStoreShut({ code, details }: Failure): boolean {
  return code === 'storage-full' || (code === 'storage-broken' && details?.record === undefined);
}

/** Whether a new background, an unlock or a restored permission lets the work go on at once. */
export function canResume(failure: Failure | undefined, nextAt: number | undefined, now: number): boolean {
  const mustWait = failure && ['throttled', 'maintenance', 'server'].includes(failure.code);
  return !mustWait || (nextAt ?? 0) <= now;
}
