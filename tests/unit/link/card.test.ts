import { describe, expect, it } from 'vitest';
import type { CandidateRow } from '../../../lib/cache/rows.ts';
import { cardOf } from '../../../lib/link/card.ts';

const row: CandidateRow = {
  id: 'c1',
  fingerprint: '01234567',
  orgName: 'Pine Hill Schools',
  expiresAt: 2_000,
  source: 'portal',
  tabId: 3,
  capturedAt: 1,
  proof: { state: 'running' },
};
const proven: CandidateRow = {
  ...row,
  proof: { state: 'proven', uId: '1', locationName: 'North School', expiresAt: 1_000, renews: true },
};
const open = { mode: 'sealed', locked: false } as const;

describe('the card of a candidate', () => {
  it('waits for the proof, and says why Apple refused', () => {
    expect(cardOf(row, open)).toEqual({
      candidateId: 'c1',
      orgName: 'Pine Hill Schools',
      expiresAt: 2_000,
      state: 'proving',
    });
    const failed: CandidateRow = { ...row, proof: { state: 'failed', failure: { code: 'revoked' } } };
    expect(cardOf(failed, open)).toMatchObject({ state: 'refused', failureCode: 'revoked' });
  });

  it('says what the token opens, and ends it when Apple does', () => {
    expect(cardOf(proven, open)).toEqual({
      candidateId: 'c1',
      orgName: 'Pine Hill Schools',
      expiresAt: 1_000,
      state: 'ready',
      locationName: 'North School',
      renews: true,
    });
  });

  it('offers to send it on only when the click can renew it', () => {
    const onward = { state: 'offered', act: 'send', mdm: 'Jamf' } as const;
    expect(cardOf(proven, open, onward).handover).toEqual(onward);
    expect(cardOf(proven, { mode: 'sealed', locked: true }, onward).handover).toBeUndefined();
    expect(cardOf(row, open, onward).handover).toBeUndefined();
  });

  it('leads to the popup when the vault is locked or not yet made', () => {
    const of = (mode: 'none' | 'sealed', locked: boolean) => cardOf(proven, { mode, locked });
    expect(of('sealed', true)).toMatchObject({ state: 'needs-popup', failureCode: 'vault-locked' });
    expect(of('none', false)).toMatchObject({ state: 'needs-popup', failureCode: 'vault-missing' });
  });

  it('tells a page nothing by which the token could be known again', () => {
    expect(JSON.stringify(cardOf(proven, open))).not.toContain(row.fingerprint);
  });
});
