import { describe, expect, it } from 'vitest';
import { firstSyncOf } from '../../../../components/popup/first-sync-of.ts';
import type { LocationRow, SyncRow } from '../../../../lib/cache/rows.ts';

function location(uId: string, facts: Partial<LocationRow> = {}): LocationRow {
  return {
    uId,
    locationName: uId,
    orgName: 'Org',
    expiresAt: 1,
    fingerprint: '0',
    linkedAt: 0,
    health: { state: 'ok', since: 0, checkedAt: 0 },
    ...facts,
  };
}
function sync(uId: string, state: SyncRow['state']): SyncRow {
  const times = { startedAt: 0, updatedAt: 0, pagesDone: 0, rowsDone: 0 };
  return { uId, state, kind: 'full', phase: 'users', ...times };
}
const found = (...args: Parameters<typeof firstSyncOf>) => firstSyncOf(...args)?.location.uId;

describe('firstSyncOf', () => {
  it('is the running or queued sync of a location without holdings', () => {
    expect(found([location('a')], [sync('a', 'running')])).toBe('a');
    expect(found([location('a')], [sync('a', 'queued')])).toBe('a');
  });

  it('is none once the holdings were read, and none that failed or waits: the line of state tells of those', () => {
    expect(found([location('a', { holdingsAt: 5 })], [sync('a', 'running')])).toBeUndefined();
    expect(found([location('a')], [sync('a', 'failed')])).toBeUndefined();
    expect(found([location('a')], [sync('a', 'waiting')])).toBeUndefined();
    expect(found([location('a')], [])).toBeUndefined();
  });

  it('is of the newest link when several are read', () => {
    const both = [location('a', { linkedAt: 1 }), location('b', { linkedAt: 2 })];
    expect(found(both, [sync('a', 'running'), sync('b', 'running')])).toBe('b');
  });
});
