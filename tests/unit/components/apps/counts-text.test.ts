import { expect, it } from 'vitest';
import { countsText } from '../../../../components/apps/counts-text.ts';
import type { AssetRow } from '../../../../lib/cache/rows.ts';
import common from '../../../../locales/en/common.json';
import { createTranslator } from '../../../../locales/translate.ts';

const t = createTranslator(common, 'en');
const asset: AssetRow = {
  uId: 'u',
  adamId: '1',
  pricingParam: 'STDQ',
  productType: 'App',
  unlimited: false,
  totalCount: 12_400,
  availableCount: 12,
  assignedCount: 12_388,
  retiredCount: 0,
  deviceAssignable: true,
  revocable: true,
  supportedPlatforms: [],
  asOf: 0,
};

it('says what is left, of how many, and how many are assigned', () => {
  expect(countsText(t, asset)).toBe('12 left of 12,400, 12,388 assigned');
  expect(countsText(t, { ...asset, retiredCount: 3 })).toBe('12 left of 12,400, 12,388 assigned, 3 retired');
});

it('gives an unlimited asset no total and no rest, even if numbers came along', () => {
  expect(countsText(t, { ...asset, unlimited: true, totalCount: 2147483647 })).toBe(
    'unlimited, 12,388 assigned',
  );
});
