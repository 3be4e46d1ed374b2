/** A small location in which everything happens often, and plain answers about plans. */
import * as fc from 'fast-check';
import { exampleLimits } from '../../../../lib/cache/plan-facts.ts';
import type { AssetKey, AssetRow, Holder } from '../../../../lib/cache/rows.ts';
import { countItems, type Item, itemAt } from '../../../../lib/orders/plan/lines.ts';
import type { BatchBody, ItemSet, PlanFacts, PlanLimits } from '../../../../lib/orders/plan/plan.ts';
import type { Block } from '../../../../lib/orders/plan/wish.ts';
import { assetRow as makeAsset } from '../../components/apps/make-asset.ts';

export function assetRow(adamId: string, more: Partial<AssetRow> = {}): AssetRow {
  return makeAsset({ uId: '1', adamId, totalCount: 1000, availableCount: 1000, assignedCount: 0, ...more });
}

export const stdq = (adamId: string): AssetKey => ({ adamId, pricingParam: 'STDQ' });
export const textOf = (item: Item) =>
  `${item.asset ? `${item.asset.adamId}/${item.asset.pricingParam} ` : ''}${item.holder.kind} ${item.holder.id}`;

/** Every item as a text, with its repeats. */
export function listItems(sets: Iterable<BatchBody | ItemSet>): string[] {
  const texts: string[] = [];
  for (const set of sets) {
    for (let index = 0; index < countItems(set); index++) {
      const item = itemAt(set, index);
      if (!item) throw new Error(`Item ${index} of ${countItems(set)} is missing.`);
      texts.push(textOf(item));
    }
  }
  return texts;
}

/** The items of blocks in the order in which they are served. */
export function walkBlocks(blocks: readonly Block[]): { asset: AssetKey; holder: Holder }[] {
  return blocks.flatMap(({ assets, clientUserIds, serialNumbers }) => {
    const holders: Holder[] = [
      ...clientUserIds.map((id) => ({ kind: 'user' as const, id })),
      ...serialNumbers.map((id) => ({ kind: 'device' as const, id })),
    ];
    return holders.flatMap((holder) => assets.map((asset) => ({ asset, holder })));
  });
}

const adamId = fc.integer({ min: 1, max: 6 }).map(String);
export const asset: fc.Arbitrary<AssetKey> = fc.record({
  adamId,
  pricingParam: fc.constantFrom('STDQ' as const, 'STDQ' as const, 'PLUS' as const),
});
/** `''` and `' x'` cannot be ids; the same text may be a person and a device. */
export const userId = fc.constantFrom('anna', 'ben', 'Ænna', '学生', 'x1', 'gone', 'deleted', 'nobody', '');
export const serial = fc.constantFrom('x1', 'C02A', 'C02B', 'C02C', 'C02D', ' x', '');
export const block: fc.Arbitrary<Block> = fc.record({
  assets: fc.array(asset, { maxLength: 4 }),
  clientUserIds: fc.array(userId, { maxLength: 4 }),
  serialNumbers: fc.array(serial, { maxLength: 4 }),
});
export const blocks = fc.array(block, { maxLength: 6 });

const row = (id: string) =>
  fc
    .record({
      productType: fc.constantFrom('App' as const, 'App' as const, 'Book' as const),
      unlimited: fc.boolean(),
      availableCount: fc.integer({ min: -1, max: 4 }),
      deviceAssignable: fc.boolean(),
      revocable: fc.boolean(),
    })
    .map(({ availableCount, ...more }) =>
      assetRow(id, { ...more, ...(!more.unlimited && { availableCount }) }),
    );
const smallLimit = fc.integer({ min: 1, max: 3 });
export const limits: fc.Arbitrary<PlanLimits> = fc.record({
  maxAssets: smallLimit,
  maxClientUserIds: smallLimit,
  maxSerialNumbers: smallLimit,
  maxRevokeClientUserIds: smallLimit,
  maxRevokeSerialNumbers: smallLimit,
  maxUsers: smallLimit,
});

const users: PlanFacts['users'] = new Map([
  ['anna', { status: 'Associated' as const, email: 'anna@school.example' }],
  ['ben', { status: 'Registered' as const, email: 'ben@school.example' }],
  ['Ænna', { status: 'Associated' as const }],
  ['学生', { status: 'Registered' as const }],
  ['x1', { status: 'Associated' as const }],
  ['gone', { status: 'Retired' as const }],
  ['deleted', { status: 'Deleted' as const }],
]);

export const facts: fc.Arbitrary<PlanFacts> = fc
  .record({
    // The fifth has no row, the sixth none either: not owned.
    rows: fc.tuple(row('1'), row('2'), row('3'), row('4')),
    limits,
    held: fc.array(
      fc.tuple(
        fc.oneof(
          userId.map((id) => `u${id}`),
          serial.map((id) => `d${id}`),
        ),
        asset,
      ),
      {
        maxLength: 25,
      },
    ),
  })
  .map(({ rows, limits, held }) => {
    const byHolder = new Map<string, Set<string>>();
    for (const [holder, { adamId, pricingParam }] of held) {
      byHolder.set(holder, (byHolder.get(holder) ?? new Set()).add(`${adamId}/${pricingParam}`));
    }
    return factsOf(rows, { limits, held: byHolder, users });
  });

export function factsOf(rows: readonly AssetRow[], more: Partial<PlanFacts> = {}): PlanFacts {
  return {
    uId: '1',
    limits: exampleLimits,
    requestsPerSecond: 10,
    now: 1_000_000,
    asOf: 999_000,
    assets: new Map(rows.map((one) => [`${one.adamId}/${one.pricingParam}`, one])),
    users,
    held: new Map(),
    ...more,
  };
}
