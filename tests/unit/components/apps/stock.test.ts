import { describe, expect, it } from 'vitest';
import { portalsOf } from '../../../../components/apps/portals.ts';
import { addsUp, isBelow, parseLow } from '../../../../components/apps/stock.ts';
import { writePercent } from '../../../../components/ui/words.ts';
import { assetRow, unlimitedRow } from './make-asset.ts';

describe('a low mark', () => {
  it('is reached below it, not at it, and never without a number', () => {
    expect(isBelow(4, 5)).toBe(true);
    expect(isBelow(5, 5)).toBe(false);
    expect(isBelow(undefined, 5)).toBe(false);
    expect(isBelow(0, undefined)).toBe(false);
  });

  it.each([
    ['0', 0],
    [' 25 ', 25],
    ['1,500', 1500],
    ['1.500', 1500],
    ['1 500', 1500],
    ['100000000', 100_000_000],
    ['100000001', undefined],
    ['', undefined],
    ['-1', undefined],
    ['1.5', undefined],
    ['1e3', undefined],
    ['many', undefined],
  ])('“%s” is %s', (text, low) => {
    expect(parseLow(text)).toBe(low);
  });
});

describe('counts', () => {
  it.each([
    [assetRow(), true],
    [assetRow({ assignedCount: 11 }), false],
    [assetRow({ availableCount: 11 }), false],
    [assetRow({ availableCount: -1 }), false],
    [assetRow({ retiredCount: -1 }), false],
    [unlimitedRow({ assignedCount: 1_000_000 }), true],
    [unlimitedRow({ assignedCount: -1 }), false],
  ])('%# add up or do not', (asset, expected) => {
    expect(addsUp(asset)).toBe(expected);
  });
});

it('100 % is only the whole and 0 % only nothing', () => {
  expect([0, 0.001, 0.5, 0.999, 1, 1.2].map(writePercent)).toEqual([
    '0%',
    '1%',
    '50%',
    '99%',
    '100%',
    '120%',
  ]);
});

it('links lead to the two known portals only, whatever Apple sends', () => {
  expect(
    portalsOf([
      { websiteURL: 'https://school.apple.com' },
      { websiteURL: 'https://business.apple.com/' },
      { websiteURL: 'https://school.apple.com' },
    ]),
  ).toEqual(['business', 'school']);
  expect(
    portalsOf([{ websiteURL: 'https://school.apple.com.example' }, { websiteURL: 'javascript:1' }, {}]),
  ).toEqual([]);
});
