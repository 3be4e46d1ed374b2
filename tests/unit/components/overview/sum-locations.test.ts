import { expect, test } from 'vitest';
import { sumLocations } from '../../../../components/overview/sum-locations.ts';
import type { LocationRow } from '../../../../lib/cache/rows.ts';
import { locationRow } from '../../cache/fresh-database.ts';

const totals = { assets: 2, unlimited: 1, total: 10, available: 3, assigned: 6, assignedUnlimited: 400 };
const read = (uId: string, at: number): LocationRow => ({
  ...locationRow(uId),
  totals,
  assetsAt: at + 2,
  usersAt: at,
  holdingsAt: at + 1,
});
const counts = new Map([
  ['a', { holders: 4, people: 3 }],
  ['b', { holders: 5, people: 1 }],
  ['half', { people: 100 }],
]);

test('sums the locations that were read to their end, and tells how many and the oldest age', () => {
  const half: LocationRow = { ...locationRow('half'), totals, assetsAt: 1, usersAt: 1 };
  const never = locationRow('never');
  expect(sumLocations([read('a', 50), half, read('b', 40), never], counts)).toEqual({
    read: 2,
    asOf: 40,
    totals: { assets: 4, unlimited: 2, total: 20, available: 6, assigned: 12, assignedUnlimited: 800 },
    count: { holders: 9, people: 4 },
  });
});

test('has no sum of heads while one location’s are missing', () => {
  const sum = sumLocations([read('a', 1), read('c', 1)], counts);
  expect(sum).toMatchObject({ read: 2, count: {} });
  expect(sumLocations([read('a', 1)], undefined).count).toEqual({});
});

test('says nothing of locations that were never read', () => {
  expect(sumLocations([locationRow('never')], counts)).toEqual({
    read: 0,
    asOf: undefined,
    totals: undefined,
    count: {},
  });
});
