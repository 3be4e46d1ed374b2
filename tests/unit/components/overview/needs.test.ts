import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../../components/health/diagnosis.ts';
import { findNeeds, type Situation } from '../../../../components/overview/needs.ts';
import type { TokenLine } from '../../../../components/tokens/token-lines.ts';
import type { LocationRow, SyncRow, TokenState } from '../../../../lib/cache/rows.ts';
import { locationRow } from '../../cache/fresh-database.ts';

const now = 1_800_000_000_000;
const day = 86_400_000;

function line(uId: string, facts: Partial<LocationRow> = {}, sync?: SyncRow): TokenLine {
  const location = { ...locationRow(uId), expiresAt: now + 300 * day, ...facts };
  const diagnosis = diagnose(location, { mayReachApple: true, now, sync });
  return { location, sync, note: undefined, diagnosis };
}
const inState = (uId: string, state: TokenState) =>
  line(uId, { health: { state, since: now, checkedAt: now } });
const failed: SyncRow = {
  uId: 'f',
  state: 'failed',
  kind: 'full',
  phase: 'assets',
  startedAt: 0,
  updatedAt: 0,
  pagesDone: 0,
  rowsDone: 0,
  failure: { code: 'unexpected-answer' },
};

const see = (situation: Partial<Situation>) =>
  findNeeds({
    lines: [line('1')],
    candidates: [],
    short: [],
    invitations: [],
    isLocked: false,
    mayReachApple: true,
    trouble: undefined,
    now,
    ...situation,
  });
const kinds = (situation: Partial<Situation>) => see(situation).map(({ kind }) => kind);

describe('what needs the admin', () => {
  it('is nothing while all is well', () => {
    expect(see({})).toEqual([]);
    expect(see({ lines: [] })).toEqual([]);
  });

  it('is told by urgency: what stops everything, dead tokens, near ends, holders, stock, what passes', () => {
    const lines = [
      inState('offline', 'offline'),
      line('held', { holderChange: { at: 1 } }),
      line('soon', { expiresAt: now + 3 * day }),
      line('f', {}, failed),
      inState('gone', 'token-missing'),
      inState('dead', 'revoked'),
    ];
    const mark = { adamId: '1', pricingParam: 'STDQ', uId: '', low: 5 } as const;
    expect(
      kinds({
        lines,
        trouble: 'storage-full',
        mayReachApple: false,
        isLocked: true,
        short: [{ mark, available: 2, asOf: now }],
        invitations: [{ uId: '1', clientUserId: 'u', lastAt: now, asOf: now }],
      }),
    ).toEqual([
      ...['trouble', 'permission', 'ended', 'ending', 'holder', 'token-missing', 'sync-failed', 'stock'],
      ...['locked', 'passing', 'invitations'],
    ]);
  });

  it('names the next to end first, and counts what is more than a few', () => {
    const lines = [9, 2, 7, 5, 3, 4, 8].map((days) => line(`${days}`, { expiresAt: now + days * day }));
    const found = see({ lines });
    expect(found.map((need) => ('line' in need ? need.line.location.uId : need.kind))).toEqual([
      ...['2', '3', '4', '5', 'more'],
    ]);
    expect(found.at(-1)).toMatchObject({ of: 'ending', count: 3 });
    expect(see({ lines: lines.slice(0, 5) })).toHaveLength(5);
  });

  it('says what passes by itself once for all locations', () => {
    const lines = Array.from({ length: 200 }, (_, index) => inState(`${index}`, 'offline'));
    expect(see({ lines })).toMatchObject([{ kind: 'passing', state: 'offline', count: 200 }]);
  });

  it('tells a failed reading only where the state of the token does not', () => {
    expect(kinds({ lines: [line('f', {}, failed)] })).toEqual(['sync-failed']);
    const locked: SyncRow = { ...failed, failure: { code: 'vault-locked' } };
    expect(kinds({ lines: [line('f', {}, locked)] })).toEqual([]);
    const dead = line('f', { health: { state: 'revoked', since: 1, checkedAt: 1 } }, failed);
    expect(kinds({ lines: [dead] })).toEqual(['ended']);
  });

  it('says once for all locations that a web page came instead of data', () => {
    const met: SyncRow = {
      ...failed,
      state: 'waiting',
      failure: { code: 'not-json', details: { page: true } },
    };
    const lines = Array.from({ length: 200 }, (_, index) => line(`${index}`, {}, met));
    expect(see({ lines })).toMatchObject([{ kind: 'passing', state: 'not-json', count: 200 }]);
  });

  it('groups invitations by their age', () => {
    const invitations = [0, 7, 8, 30, 31, 400].map((days, index) => ({
      uId: '1',
      clientUserId: `u${index}`,
      lastAt: now - days * day,
      asOf: now - days,
    }));
    expect(see({ invitations })).toMatchObject([
      { kind: 'invitations', count: 6, ages: { young: 2, middle: 2, old: 2 }, asOf: now - 400 },
    ]);
  });
});
