import { randomBytes } from 'node:crypto';
import { appleDate, type SimulatorClock } from '../clock.ts';
import type { TokenState } from '../seeds/seed-types.ts';
import type { SimulatorConfig } from './config.ts';

export interface TokenRecord {
  /** The whole Base64 text; the bearer (reference 0.1). */
  text: string;
  /** The `token` inside, which Apple refuses with 9622. */
  inner: string;
  name: string;
  locationKey: string;
  expiresAt: number;
  state: TokenState;
}

export interface NewToken {
  locationKey: string;
  orgName: string;
  /** Default 365: one year from creation (reference 2). */
  expiresInDays?: number;
  state?: TokenState;
  name?: string;
}

const day = 86_400_000;

/** The tokens of all locations; several may point to one library (reference 2). */
export function createTokenTable(clock: SimulatorClock, config: SimulatorConfig) {
  const records: TokenRecord[] = [];
  const byText = new Map<string, TokenRecord>();
  const expectToken = (text: string): TokenRecord => {
    const record = byText.get(text);
    if (!record) throw new Error('No such token');
    return record;
  };

  return {
    list: (): readonly TokenRecord[] => records,
    getToken: (text: string) => byText.get(text),
    /** The newest token of a location. */
    expectNewest(locationKey: string): TokenRecord {
      const record = records.findLast((token) => token.locationKey === locationKey);
      if (!record) throw new Error(`Location ${locationKey} has no token`);
      return record;
    },
    issue(request: NewToken): TokenRecord {
      const { locationKey, state = 'valid', name = 'main' } = request;
      const days = request.expiresInDays ?? (state === 'expired' ? -1 : 365);
      const expiresAt = Math.floor((clock.now() + days * day) / 1000) * 1000;
      const inner = randomBytes(64).toString('base64');
      const content = { token: inner, expDate: appleDate(expiresAt), orgName: request.orgName };
      const text = Buffer.from(JSON.stringify(content)).toString('base64');
      if (config.secondDownloadKillsFirst) {
        for (const older of records) if (older.locationKey === locationKey) older.state = 'revoked';
      }
      const record: TokenRecord = { text, inner, name, locationKey, expiresAt, state };
      records.push(record);
      byText.set(text, record);
      return record;
    },
    setState(text: string, state: TokenState) {
      expectToken(text).state = state;
    },
    expireAt(text: string, expiresAt: number) {
      expectToken(text).expiresAt = expiresAt;
    },
  };
}

export type TokenTable = ReturnType<typeof createTokenTable>;
