import { describe, expect, it } from 'vitest';
import { worstNotice } from '../../../../components/health/worst-notice.ts';
import type { LocationRow, SyncRow, TokenState, VaultStatus } from '../../../../lib/cache/rows.ts';

const now = Date.UTC(2030, 0, 1);
const day = 86_400_000;
const open: VaultStatus = { mode: 'sealed', locked: false };

function location(uId: string, state: TokenState = 'ok', days = 300): LocationRow {
  return {
    uId,
    locationName: `Location ${uId}`,
    orgName: 'Org',
    expiresAt: now + days * day,
    fingerprint: '0',
    linkedAt: 0,
    health: { state, since: 0, checkedAt: 0 },
  };
}

function failedSync(uId: string): SyncRow {
  return {
    uId,
    state: 'failed',
    kind: 'full',
    phase: 'assets',
    startedAt: 0,
    updatedAt: 0,
    pagesDone: 0,
    rowsDone: 0,
    failure: { code: 'unexpected-answer' },
  };
}

function worst(locations: LocationRow[], facts: Partial<Parameters<typeof worstNotice>[0]> = {}) {
  return worstNotice({ locations, syncs: [], vault: open, mayReachApple: true, now, ...facts });
}

describe('worstNotice', () => {
  it('says nothing while all is well, or nothing is linked', () => {
    expect(worst([location('a'), location('b')])).toBeUndefined();
    expect(worst([], { mayReachApple: false })).toBeUndefined();
  });

  it('puts a store that cannot be written before all', () => {
    const facts = { mayReachApple: false, trouble: 'storage-full' } as const;
    expect(worst([location('a', 'revoked')], facts)).toMatchObject({ kind: 'storage-full', cure: 'none' });
  });

  it('puts a missing permission before all that Apple says, and a dead token before a locked vault', () => {
    const locations = [location('a', 'offline'), location('b', 'revoked')];
    expect(worst(locations, { mayReachApple: false })).toMatchObject({
      kind: 'missing-permission',
      cure: 'allow',
    });
    expect(worst(locations, { vault: { mode: 'sealed', locked: true } })).toMatchObject({
      kind: 'revoked',
      cure: 'renew',
      location: { uId: 'b' },
      more: 1,
    });
  });

  it('takes an end date that has passed as expired, whatever Apple last said', () => {
    expect(worst([location('a', 'ok', -1)])).toMatchObject({ kind: 'expired', cure: 'renew' });
    expect(worst([location('a', 'offline', -1)])).toMatchObject({ kind: 'expired' });
    expect(worst([location('a', 'revoked', -1)])).toMatchObject({ kind: 'revoked' });
  });

  it.each([
    [61, undefined],
    [60, 'info'],
    [30, 'warning'],
    [14, 'danger'],
    [1, 'danger'],
  ] as const)('%d days before the end: %s', (days, tone) => {
    const notice = worst([location('a', 'ok', days)]);
    expect(notice?.tone).toBe(tone);
    if (tone) expect(notice).toMatchObject({ kind: 'expiring', days });
  });

  it('lets a near end outrank the locked vault, and a far one not', () => {
    const locked: VaultStatus = { mode: 'sealed', locked: true };
    expect(worst([location('a', 'ok', 7)], { vault: locked })).toMatchObject({ kind: 'expiring' });
    expect(worst([location('a', 'ok', 50)], { vault: locked })).toMatchObject({
      kind: 'vault-locked',
      cure: 'unlock',
    });
    expect(worst([location('a', 'ok', 7), location('b', 'ok', 3)])).toMatchObject({ location: { uId: 'b' } });
  });

  it('tells a failed sync of a valid token, and no sync that only waits for the passphrase', () => {
    expect(worst([location('a')], { syncs: [failedSync('a')] })).toMatchObject({
      kind: 'sync-failed',
      cure: 'sync',
    });
    const waits: SyncRow = { ...failedSync('a'), failure: { code: 'vault-locked' } };
    expect(worst([location('a')], { syncs: [waits] })).toBeUndefined();
  });

  it('tells of a web page that came instead of data, though the sync goes on by itself', () => {
    const met: SyncRow = {
      ...failedSync('a'),
      state: 'waiting',
      failure: { code: 'not-json', details: { page: true } },
    };
    expect(worst([location('a')], { syncs: [met] })).toMatchObject({ kind: 'not-json', cure: 'sync' });
    expect(worst([location('a', 'revoked')], { syncs: [met] })).toMatchObject({ kind: 'revoked' });
  });

  it('does not ask for the passphrase of tokens that live in memory', () => {
    expect(worst([location('a')], { vault: { mode: 'session', locked: true } })).toBeUndefined();
  });
});
