import type { LocationRow, TokenState } from '../cache/rows.ts';
import { AppError } from '../platform/errors.ts';

/** The linked token is of no use any more. The other states are about the way to Apple and say nothing against it. */
const useless: ReadonlySet<TokenState> = new Set([
  'expired',
  'revoked',
  'invalid',
  'unauthorized',
  'not-allowed',
  'legacy-token',
  'token-missing',
]);

/**
 * A file found again in the downloads may be last year's: it must not replace a newer token that works unasked.
 * @param now milliseconds since the epoch
 * @throws older-token (details.offered and details.linked: when the two end, in milliseconds since the epoch)
 */
export function refuseOlder(offered: { expiresAt: number }, linked: LocationRow, now: number): void {
  const isNewer = offered.expiresAt >= linked.expiresAt;
  if (isNewer || useless.has(linked.health.state) || linked.expiresAt <= now) return;
  throw new AppError('older-token', { offered: offered.expiresAt, linked: linked.expiresAt });
}
