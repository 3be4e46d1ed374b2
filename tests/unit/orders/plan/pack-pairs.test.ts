import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exampleLimits } from '../../../../lib/cache/plan-facts.ts';
import type { Holder } from '../../../../lib/cache/rows.ts';
import { addPair, type Pairs, packPairs, packRepeated } from '../../../../lib/orders/plan/pack-pairs.ts';
import { limits, listItems, stdq } from './world.ts';

const roll = {
  assets: Array.from({ length: 40 }, (_, index) => stdq(`${index}`)),
  holders: Array.from(
    { length: 5000 },
    (_, index): Holder => ({ kind: index % 2 ? 'device' : 'user', id: `h${index}` }),
  ),
};
const pair = fc.tuple(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 0, max: 9 }));
const small = fc.uniqueArray(pair, { selector: String, maxLength: 60 });

function pairsOf(list: Iterable<readonly [number, number]>): Pairs {
  const pairs: Pairs = new Map();
  for (const [asset, holder] of list) addPair(pairs, asset, holder);
  return pairs;
}
const nameOf = ([asset, holder]: readonly [number, number]) =>
  `${asset}/STDQ ${holder % 2 ? 'device' : 'user'} h${holder}`;
const itemsOf = (blocks: ReturnType<typeof packPairs>) =>
  listItems(blocks.map((block) => ({ of: 'pairs' as const, block })));

describe('pairs in requests', () => {
  it('are exactly the wanted ones, each once, within the limits, and no request is empty', () => {
    fc.assert(
      fc.property(small, limits, (list, limits) => {
        const blocks = packPairs(pairsOf(list), roll, limits);
        expect(itemsOf(blocks).sort()).toEqual(list.map(nameOf).sort());
        for (const { assets, clientUserIds, serialNumbers } of blocks) {
          expect(assets.length).toBeLessThanOrEqual(limits.maxAssets);
          expect(clientUserIds.length).toBeLessThanOrEqual(limits.maxClientUserIds);
          expect(serialNumbers.length).toBeLessThanOrEqual(limits.maxSerialNumbers);
          expect(assets.length * (clientUserIds.length + serialNumbers.length)).toBeGreaterThan(0);
        }
      }),
    );
  });

  it('are no more requests than one a holder or one an asset would be', () => {
    fc.assert(
      fc.property(small, (list) => {
        const blocks = packPairs(pairsOf(list), roll, exampleLimits);
        const holders = new Set(list.map(([, holder]) => holder)).size;
        const assets = new Set(list.map(([asset]) => asset)).size;
        expect(blocks.length).toBeLessThanOrEqual(Math.min(holders, assets));
      }),
    );
  });

  it('of 25 apps and 2,500 people with 2,500 devices are three requests', () => {
    const list = Array.from(
      { length: 25 * 5000 },
      (_, index) => [index % 25, Math.floor(index / 25)] as const,
    );
    expect(packPairs(pairsOf(list), roll, exampleLimits)).toHaveLength(3);
  });

  it('take the many who want the same together and the odd ones by app', () => {
    // Each of a hundred holders lacks another few of the apps; all others want all.
    const list: [number, number][] = [];
    for (let holder = 0; holder < 2000; holder++) {
      for (let asset = 0; asset < 25; asset++) {
        const isOdd = holder < 100 && (holder * 7 + asset * 3) % 11 < 4;
        if (!isOdd) list.push([asset, holder]);
      }
    }
    const blocks = packPairs(pairsOf(list), roll, exampleLimits);
    expect(itemsOf(blocks).sort()).toEqual(list.map(nameOf).sort());
    expect(blocks.length).toBeLessThanOrEqual(1 + 25);
  });

  it('keep each repeat when they may stand there several times', () => {
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 40 }), (list) => {
        const items = itemsOf(packRepeated(pairsOf(list), roll));
        expect(items.sort()).toEqual(list.map(nameOf).sort());
      }),
    );
  });

  it('come to an end whatever a limit says', () => {
    const wanted = pairsOf([
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ]);
    for (const limit of [0, -5, 0.5, Number.NaN]) {
      const limits = { maxAssets: limit, maxClientUserIds: limit, maxSerialNumbers: limit };
      expect(itemsOf(packPairs(wanted, roll, limits))).toHaveLength(4);
    }
  });
});
