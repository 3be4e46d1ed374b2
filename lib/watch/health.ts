import type { TokenHealth, TokenState } from '../cache/rows.ts';
import type { ErrorCode, Failure } from '../platform/errors.ts';

/** The failures that say something about the token or the way to Apple; the others are about one call. */
const states: Partial<Record<ErrorCode, TokenState>> = {
  expired: 'expired',
  revoked: 'revoked',
  invalid: 'invalid',
  unauthorized: 'unauthorized',
  'not-allowed': 'not-allowed',
  'legacy-token': 'legacy-token',
  throttled: 'throttled',
  maintenance: 'maintenance',
  server: 'server',
  offline: 'offline',
  'timed-out': 'offline',
  'missing-permission': 'missing-permission',
  'vault-locked': 'vault-locked',
  'token-missing': 'token-missing',
};

/** The health after a call that succeeded (`undefined`) or failed. `since` moves only when the state does. */
export function healthAfter(
  failure: Failure | undefined,
  before: TokenHealth | undefined,
  now: number,
): TokenHealth {
  const state = failure ? states[failure.code] : 'ok';
  // A full disk or a bug of ours says nothing of the token: what was known stays, with its age.
  if (state === undefined) return before ?? { state: 'ok', since: now, checkedAt: now };
  const errorNumber = failure?.details?.errorNumber;
  return {
    state,
    since: before?.state === state ? before.since : now,
    checkedAt: now,
    ...(typeof errorNumber === 'number' ? { errorNumber } : {}),
  };
}
