import { expect, it } from 'vitest';
import type { AssetRow } from '../../../lib/cache/rows.ts';
import { addTotals, totalsOf } from '../../../lib/cache/totals.ts';

const asset = (part: Partial<AssetRow>): AssetRow => ({
  uId: '1',
  adamId: '1',
  pricingParam: 'STDQ',
  productType: 'App',
  unlimited: false,
  assignedCount: 0,
  deviceAssignable: true,
  revocable: true,
  supportedPlatforms: [],
  asOf: 1,
  ...part,
});

it('keeps unlimited assets out of the sums and counts beside them what of them is assigned', () => {
  const limited = asset({ totalCount: 10, availableCount: 3, assignedCount: 6, retiredCount: 1 });
  const free = asset({ unlimited: true, assignedCount: 400 });
  const sums = { assets: 2, unlimited: 1, total: 10, available: 3, assigned: 6, assignedUnlimited: 400 };
  expect(totalsOf([limited, free])).toEqual(sums);
  expect(addTotals([sums, undefined, sums])).toEqual({
    assets: 4,
    unlimited: 2,
    total: 20,
    available: 6,
    assigned: 12,
    assignedUnlimited: 800,
  });
  expect(addTotals([undefined])).toBeUndefined();
});
