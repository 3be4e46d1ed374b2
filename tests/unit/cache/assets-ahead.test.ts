import { expect, it } from 'vitest';
import { createAssetsAhead } from '../../../lib/cache/assets-ahead.ts';
import type { AssetRow } from '../../../lib/cache/rows.ts';
import { openFreshDatabase } from './fresh-database.ts';

const asset = (uId: string, adamId: string): AssetRow => ({
  ...{ uId, adamId, pricingParam: 'STDQ', productType: 'App', unlimited: false, assignedCount: 4 },
  ...{ deviceAssignable: true, revocable: true, supportedPlatforms: ['iOS'], asOf: 1 },
});

/** @param locations how many assets each has */
async function openWith(locations: readonly number[]) {
  const db = openFreshDatabase();
  await db.assetSets.bulkPut(
    locations.map((count, place) => {
      const uId = String(place).padStart(4, '0');
      return { uId, assets: Array.from({ length: count }, (_, number) => asset(uId, `${1000 + number}`)) };
    }),
  );
  return createAssetsAhead(db);
}

it('has the rows of every location, in their order, once all was read', async () => {
  const ahead = await openWith([2, 0, 700, 1, ...Array.from({ length: 100 }, () => 3)]);
  let looks = 0;
  await ahead.read(() => ++looks > 2);
  expect(ahead.rowsOf).toBeUndefined();
  await ahead.read(() => false);
  const rows = ahead.rowsOf?.get('1000') ?? [];
  expect(rows).toHaveLength(103);
  expect(rows.map(({ uId }) => uId)).toEqual(rows.map(({ uId }) => uId).toSorted());
  expect(ahead.rowsOf?.get('1699')).toHaveLength(1);
});

it('gives up where there are too many, and keeps none of them', async () => {
  const ahead = await openWith([9000, 9000, 9000]);
  await ahead.read(() => false);
  expect(ahead.rowsOf).toBeUndefined();
});
