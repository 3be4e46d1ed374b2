import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filterGroups, readFilter } from '../../../../components/apps/asset-filter.ts';
import { assetKeyText } from '../../../../components/apps/asset-groups.ts';
import { sortGroups } from '../../../../components/apps/asset-sort.ts';
import { assetRow, groupsOf, idsOf, unlimitedRow } from './make-asset.ts';

const groups = groupsOf(
  [
    assetRow({ adamId: '1' }),
    assetRow({ adamId: '1', uId: 's', availableCount: 0, totalCount: 6 }),
    assetRow({
      adamId: '2',
      productType: 'Book',
      revocable: false,
      deviceAssignable: false,
      availableCount: 90,
      totalCount: 96,
    }),
    assetRow({ adamId: '30', assignedCount: 0, pricingParam: 'PLUS', totalCount: 2, availableCount: 2 }),
    assetRow({ adamId: '5', assignedCount: 12 }),
    assetRow({ adamId: '6', availableCount: -2 }),
    unlimitedRow({ adamId: '9', assignedCount: 7 }),
  ],
  {
    names: { 1: 'Über Notes', 2: 'Atlas', 9: 'Free' },
    marks: [{ adamId: '30', pricingParam: 'PLUS', uId: '', low: 3 }],
  },
);

describe('filters', () => {
  it.each([
    ['', ['1', '2', '30', '5', '6', '9']],
    ['q=uber', ['1']],
    ['q=notes uber', ['1']],
    ['q=30', ['30']],
    ['type=Book', ['2']],
    ['pricing=PLUS', ['30']],
    ['show=none-left', ['1', '6']],
    ['show=below-mark', ['30']],
    ['show=unused', ['30']],
    ['show=unlimited', ['9']],
    ['show=irrevocable', ['2']],
    ['show=people-only', ['2']],
    ['show=odd-counts', ['5', '6']],
    ['type=App&show=irrevocable', []],
    ['type=nonsense&show=nonsense&pricing=nonsense', ['1', '2', '30', '5', '6', '9']],
  ])('%s', (query, expected) => {
    const found = filterGroups(groups, readFilter(new URLSearchParams(query)));
    expect(idsOf(found).sort()).toEqual(expected);
  });
});

describe('order', () => {
  it('keeps what is unknown or unlimited last, whichever way it sorts', () => {
    for (const column of ['total', 'available', 'used']) {
      for (const descending of [true, false]) {
        expect(idsOf(sortGroups(groups, { column, descending })).at(-1)).toBe('9');
      }
    }
  });

  it('is by number where there are numbers', () => {
    expect(idsOf(sortGroups(groups, { column: 'id', descending: false }))).toEqual([
      ...['1', '2', '5', '6', '9', '30'],
    ]);
    expect(idsOf(sortGroups(groups, { column: 'assigned', descending: true })).slice(0, 2)).toEqual([
      '1',
      '5',
    ]);
  });

  it('is one order whatever the order of the rows was', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(groups, { minLength: groups.length }),
        fc.constantFrom('name', 'total', 'type', 'device', 'locations', 'low', 'age', 'used', 'nonsense'),
        fc.boolean(),
        (shuffled, column, descending) => {
          const sort = { column, descending };
          const keys = (own: typeof groups) => sortGroups(own, sort).map(({ key }) => assetKeyText(key));
          expect(keys(shuffled)).toEqual(keys(groups));
        },
      ),
    );
  });
});
