import type { LocationRow, TokenState } from '../cache/rows.ts';

const ended: ReadonlySet<TokenState> = new Set<TokenState>([
  'expired',
  'revoked',
  'invalid',
  'unauthorized',
  'not-allowed',
  'legacy-token',
]);

/** As what a token no longer works; undefined while it may work. An end date that has passed needs no word of Apple's. */
export function endedAs({ health, expiresAt }: LocationRow, now: number): TokenState | undefined {
  if (ended.has(health.state)) return health.state;
  return expiresAt <= now ? 'expired' : undefined;
}
