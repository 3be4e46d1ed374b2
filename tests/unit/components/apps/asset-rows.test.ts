import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AssetLineRow,
  filterLines,
  keyOfLine,
  readFilter,
  sortLines,
  toLine,
} from '../../../../components/apps/asset-rows.ts';
import type { AssetRow } from '../../../../lib/cache/rows.ts';

function line(adamId: string, name: string | undefined, facts: Partial<AssetRow> = {}): AssetLineRow {
  const asset: AssetRow = {
    uId: 'u1',
    adamId,
    pricingParam: 'STDQ',
    productType: 'App',
    unlimited: false,
    totalCount: 10,
    availableCount: 4,
    assignedCount: 6,
    retiredCount: 0,
    deviceAssignable: true,
    revocable: true,
    supportedPlatforms: [],
    asOf: 0,
    ...facts,
  };
  const app = name === undefined ? undefined : { adamId, name, source: 'store' as const, fetchedAt: 0 };
  return toLine(app ? { asset, app } : { asset }, 'North');
}

const { totalCount: _total, availableCount: _available, ...free } = line('9', 'Free').asset;
const unlimited = toLine({ asset: { ...free, unlimited: true, assignedCount: 7 } }, 'North');
const lines = [
  line('1', 'Über Notes'),
  line('2', 'Atlas', { productType: 'Book', revocable: false, deviceAssignable: false, availableCount: 0 }),
  line('30', undefined, { uId: 'u2', totalCount: 2, assignedCount: 0, pricingParam: 'PLUS' }),
  unlimited,
];
const ids = (found: AssetLineRow[]) => found.map(({ asset }) => asset.adamId);
const filtered = (query: string) => ids(filterLines(lines, readFilter(new URLSearchParams(query))));

describe('filterLines', () => {
  it.each([
    ['q=uber', ['1']],
    ['q=notes uber', ['1']],
    ['q=30', ['30']],
    ['type=Book', ['2']],
    ['pricing=PLUS', ['30']],
    ['location=u2', ['30']],
    ['show=none-left', ['2']],
    ['show=unused', ['30']],
    ['show=unlimited', ['9']],
    ['show=irrevocable', ['2']],
    ['show=people-only', ['2']],
    ['q=nothing', []],
    ['type=nonsense&show=nonsense', ['1', '2', '30', '9']],
  ])('%s', (query, expected) => {
    expect(filtered(query)).toEqual(expected);
  });
});

describe('sortLines', () => {
  it('keeps what is unknown or unlimited last, whichever way it sorts', () => {
    expect(ids(sortLines(lines, { column: 'total', descending: false })).at(-1)).toBe('9');
    expect(ids(sortLines(lines, { column: 'total', descending: true })).at(-1)).toBe('9');
    expect(ids(sortLines(lines, { column: 'name', descending: true }))).toEqual(['1', '2', '9', '30']);
  });

  it('sorts numbers as numbers', () => {
    expect(ids(sortLines(lines, { column: 'assigned', descending: true }))).toEqual(['9', '2', '1', '30']);
    expect(ids(sortLines(lines, { column: 'id', descending: false }))).toEqual(['1', '2', '9', '30']);
  });

  it('gives one order whatever the order of the rows was', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(lines, { minLength: lines.length }),
        fc.constantFrom('name', 'total', 'type', 'device', 'nonsense'),
        fc.boolean(),
        (shuffled, column, descending) => {
          const sort = { column, descending };
          expect(sortLines(shuffled, sort).map(keyOfLine)).toEqual(sortLines(lines, sort).map(keyOfLine));
        },
      ),
    );
  });
});
