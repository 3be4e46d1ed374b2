import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agree, partKeyText } from '../../../../components/apps/asset-groups.ts';
import { sumCounts, utilisation } from '../../../../components/apps/sums.ts';
import type { AssetRow } from '../../../../lib/cache/rows.ts';
import { assetRow, groupsOf, unlimitedRow } from './make-asset.ts';

const count = fc.option(fc.integer({ min: -5, max: 1_000_000 }), { nil: undefined });
const rows = fc.array(
  fc
    .record({
      uId: fc.constantFrom('n', 's', 'l', 'x'),
      adamId: fc.constantFrom('1', '2', '30'),
      pricingParam: fc.constantFrom('STDQ' as const, 'PLUS' as const),
      unlimited: fc.boolean(),
      total: count,
      available: count,
      retired: count,
      assignedCount: fc.nat(1_000_000),
    })
    .map(({ total, available, retired, ...facts }): AssetRow => {
      const { totalCount: _, availableCount: __, retiredCount: ___, ...rest } = assetRow(facts);
      return {
        ...rest,
        ...(total === undefined ? {} : { totalCount: total }),
        ...(available === undefined ? {} : { availableCount: available }),
        ...(retired === undefined ? {} : { retiredCount: retired }),
      };
    }),
  { maxLength: 40 },
);

const fold = (values: (number | undefined)[]) => {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0);
};

describe('sums', () => {
  it('are a plain fold, and no unlimited asset is in a total, a rest or a bar', () => {
    fc.assert(
      fc.property(rows, (rows) => {
        const limited = rows.filter(({ unlimited }) => !unlimited);
        const sums = sumCounts(rows);
        expect(sums.total).toBe(fold(limited.map(({ totalCount }) => totalCount)));
        expect(sums.available).toBe(fold(limited.map(({ availableCount }) => availableCount)));
        expect(sums.retired).toBe(fold(limited.map(({ retiredCount }) => retiredCount)));
        expect(sums.assigned).toBe(fold(rows.map(({ assignedCount }) => assignedCount)) ?? 0);
        expect(sums.assignedOfTotal).toBe(fold(limited.map(({ assignedCount }) => assignedCount)) ?? 0);
        expect(sums.unlimited).toBe(rows.length - limited.length);
      }),
    );
  });

  it('show no 2147483647, even where a row came with it', () => {
    const sums = sumCounts([
      assetRow(),
      { ...assetRow(), unlimited: true, totalCount: 2147483647, availableCount: 2147483000 },
    ]);
    expect(sums).toMatchObject({ total: 10, available: 4, assigned: 12, unlimited: 1 });
    expect(utilisation(sums)).toBe(0.6);
    expect(utilisation(sumCounts([unlimitedRow()]))).toBeUndefined();
  });
});

describe('groups', () => {
  it('hold each row once, under its adamId and pricing', () => {
    fc.assert(
      fc.property(rows, (rows) => {
        const groups = groupsOf(rows);
        expect(groups.flatMap(({ parts }) => parts.map(({ asset }) => asset))).toHaveLength(rows.length);
        for (const { key, parts } of groups) {
          expect(parts.every(({ asset }) => asset.adamId === key.adamId)).toBe(true);
          expect(parts.every(({ asset }) => asset.pricingParam === key.pricingParam)).toBe(true);
        }
        const names = groups.map(({ key }) => `${key.adamId} ${key.pricingParam}`);
        expect(new Set(names).size).toBe(names.length);
      }),
    );
  });

  it('of one location have its rows and numbers alone', () => {
    const both = [assetRow(), assetRow({ uId: 's', totalCount: 90 }), assetRow({ uId: 's', adamId: '2' })];
    const groups = groupsOf(both, { location: 's' });
    expect(groups.flatMap(({ parts }) => parts.map(partKeyText)).sort()).toEqual(['1.STDQ.s', '2.STDQ.s']);
    expect(groups[0]?.sums.total).toBe(90);
    expect(groupsOf(both)[0]?.sums.total).toBe(100);
  });

  it('are as old as their oldest number', () => {
    expect(groupsOf([assetRow({ asOf: 50 }), assetRow({ uId: 's', asOf: 20 })])[0]?.asOf).toBe(20);
  });

  it('are short below a mark of the sum or of one location, unlimited ones never', () => {
    const mark = (uId: string, low: number) => ({ adamId: '1', pricingParam: 'STDQ' as const, uId, low });
    const rows = [assetRow({ availableCount: 4 }), assetRow({ uId: 's', availableCount: 6 })];
    const isShort = (...marks: ReturnType<typeof mark>[]) => groupsOf(rows, { marks })[0]?.isShort;
    expect(isShort()).toBe(false);
    expect(isShort(mark('', 10))).toBe(false);
    expect(isShort(mark('', 11))).toBe(true);
    expect(isShort(mark('n', 5))).toBe(true);
    expect(isShort(mark('s', 6))).toBe(false);
    // The mark of the sum says nothing about one location.
    expect(groupsOf(rows, { marks: [mark('', 11)], location: 's' })[0]?.isShort).toBe(false);
    expect(groupsOf([unlimitedRow()], { marks: [mark('', 5), mark('n', 5)] })[0]?.isShort).toBe(false);
  });

  it('say where locations do not agree', () => {
    const [group] = groupsOf([assetRow(), assetRow({ uId: 's', revocable: false })]);
    expect(group && agree(group, ({ revocable }) => revocable)).toBe('some');
    expect(group && agree(group, ({ deviceAssignable }) => deviceAssignable)).toBe(true);
  });
});
