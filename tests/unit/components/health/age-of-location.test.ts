import { expect, it } from 'vitest';
import { readAt } from '../../../../components/health/age-of-location.ts';
import type { LocationRow } from '../../../../lib/cache/rows.ts';

const row: LocationRow = {
  uId: '1',
  locationName: 'PS01',
  orgName: 'ORG',
  expiresAt: 0,
  fingerprint: '',
  linkedAt: 0,
  health: { state: 'ok', since: 0, checkedAt: 0 },
};

it('is not read before counts, people and holdings were all read once', () => {
  expect(readAt(row)).toBeUndefined();
  expect(readAt({ ...row, assetsAt: 5 })).toBeUndefined();
  expect(readAt({ ...row, assetsAt: 5, usersAt: 6 })).toBeUndefined();
});

it('is as old as its oldest part', () => {
  expect(readAt({ ...row, assetsAt: 9, usersAt: 6, holdingsAt: 7 })).toBe(6);
});
