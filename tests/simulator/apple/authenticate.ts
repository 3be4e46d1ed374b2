import type { SimulatorClock } from '../clock.ts';
import type { SimulatorConfig } from './config.ts';
import { Refusal } from './errors.ts';
import type { TokenRecord, TokenTable } from './tokens.ts';

/** Reference 17, rule 3: form of the header, then the text, then its end, then its revocation. */
export function authenticate(
  authorization: string | undefined,
  tokens: TokenTable,
  config: SimulatorConfig,
  clock: SimulatorClock,
): TokenRecord {
  if (authorization === undefined) throw new Refusal(config.missingAuth);
  const match = /^Bearer (\S+)$/.exec(authorization);
  if (!match) throw new Refusal(9722);
  const token = tokens.getToken(match[1] ?? '');
  if (!token) throw new Refusal(9622);
  if (token.state === 'expired' || token.expiresAt <= clock.now()) throw new Refusal(9621);
  if (token.state === 'revoked') throw new Refusal(9625);
  return token;
}

/** Reference 17, rule 4. Which operations refuse a legacy token is unknown; here all but reading client/config. */
export function checkPermission(token: TokenRecord, method: string, path: string) {
  if (token.state === 'read-only' && method === 'POST') throw new Refusal(9637);
  if (token.state === 'legacy' && !(method === 'GET' && path === 'client/config')) throw new Refusal(9647);
}
