import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createItemTable, type ItemGroup } from '../../../../components/orders/item-table.ts';
import { countItems, itemAt } from '../../../../lib/orders/plan/lines.ts';
import type { ItemSet } from '../../../../lib/orders/plan/plan.ts';

const ids = (letter: string) =>
  fc
    .uniqueArray(fc.integer({ min: 0, max: 9 }), { maxLength: 5 })
    .map((list) => list.map((n) => `${letter}${n}`));
const asset = fc.record({
  adamId: fc.constantFrom('1', '2', '3'),
  pricingParam: fc.constantFrom<'STDQ' | 'PLUS'>('STDQ', 'PLUS'),
});
const assets = fc.uniqueArray(asset, {
  maxLength: 3,
  selector: ({ adamId, pricingParam }) => `${adamId}${pricingParam}`,
});
const itemSet: fc.Arbitrary<ItemSet> = fc.oneof(
  fc
    .record({ assets, clientUserIds: ids('u'), serialNumbers: ids('S') })
    .map((block) => ({ of: 'pairs' as const, block })),
  ids('u').map((list) => ({
    of: 'holders' as const,
    holders: list.map((id) => ({ kind: 'user' as const, id })),
  })),
  fc
    .array(
      fc.record({
        asset,
        clientUserId: fc.constantFrom('u1', 'u2'),
        serialNumber: fc.constantFrom('S1', 'S2'),
      }),
      {
        maxLength: 4,
      },
    )
    .map((moves) => ({ of: 'moves' as const, moves })),
);
const groups: fc.Arbitrary<ItemGroup<string>[]> = fc.array(
  fc.record({ items: itemSet, tag: fc.constantFrom('a', 'b') }),
  { maxLength: 5 },
);

/** Every item of every group, one after the other. */
const expand = (all: readonly ItemGroup<string>[]) =>
  all.flatMap(({ items, tag }) =>
    Array.from({ length: countItems(items) }, (_, at) => ({ ...itemAt(items, at), tag })),
  );

describe('the items as a table', () => {
  it('has each item once, in its order', () => {
    fc.assert(
      fc.property(groups, (all) => {
        const table = createItemTable(all);
        const lines = Array.from({ length: table.count }, (_, at) => table.lineAt(at));
        expect(lines).toEqual(expand(all));
        expect(table.lineAt(table.count)).toBeUndefined();
        expect(table.lineAt(-1)).toBeUndefined();
      }),
    );
  });

  it('finds what a look at every item finds', () => {
    fc.assert(
      fc.property(
        groups,
        fc.constantFrom('a', 'all'),
        fc.constantFrom('', '1', 'u2', 'S'),
        (all, tag, text) => {
          const passes = (one: string) => tag === 'all' || one === tag;
          const has = (id: string) => id.includes(text);
          const found = createItemTable(all).find({
            passes,
            ...(text !== '' && { text: { holder: ({ id }) => has(id), asset: ({ adamId }) => has(adamId) } }),
          });
          const naive = expand(all).flatMap((line, at) => {
            const texts = [line.holder?.id, line.from?.id, line.asset?.adamId].filter(
              (one) => one !== undefined,
            );
            return passes(line.tag) && (text === '' || texts.some(has)) ? [at] : [];
          });
          expect([...found]).toEqual(naive);
        },
      ),
    );
  });

  it('gives the items that failed their own tag, and no other', () => {
    const block = {
      assets: [{ adamId: '1', pricingParam: 'STDQ' as const }],
      clientUserIds: ['u1', 'u2'],
      serialNumbers: ['S1'],
    };
    const table = createItemTable([
      {
        items: { of: 'pairs', block },
        tag: 'done',
        but: [
          {
            items: { of: 'pairs', block: { ...block, clientUserIds: ['u2'], serialNumbers: ['S9'] } },
            tag: 'failed',
          },
        ],
      },
    ]);
    const tags = Array.from({ length: table.count }, (_, at) => table.lineAt(at)?.tag);
    expect(tags).toEqual(['done', 'failed', 'done']);
    expect([...table.find({ passes: (tag) => tag === 'failed' })]).toEqual([1]);
  });
});
