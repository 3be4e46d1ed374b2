import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeLeaf, cutLeaves, leafFor, type PackedLeaf } from '../../../../lib/cache/holdings/directory.ts';
import { type AssignmentInput, createGatherer } from '../../../../lib/cache/holdings/gather.ts';
import {
  expectLeaf,
  getHeld,
  holdersOfAsset,
  keyAt,
  type Leaf,
} from '../../../../lib/cache/holdings/leaf.ts';
import { sheetOf } from '../../../../lib/cache/holdings/sheet.ts';
import type { AssetKey } from '../../../../lib/cache/rows.ts';
import { AppError } from '../../../../lib/platform/errors.ts';
import { assetText, assignments, keyOf, type Model, modelOf, plain } from './model.ts';

function pack(rows: readonly AssignmentInput[], size: number) {
  const gatherer = createGatherer();
  gatherer.add(rows);
  const { rows: loose, assets } = gatherer.finish();
  let next = 0;
  return { assets, packed: [...cutLeaves(sheetOf(loose), () => next++, size)] };
}

function unpack(packed: readonly PackedLeaf[], assets: readonly AssetKey[]): Model {
  const model: Model = new Map();
  for (const { leaf } of packed) {
    for (let index = 0; index < leaf.ends.length; index++) {
      const held = getHeld(leaf, keyAt(leaf, index)) ?? [];
      model.set(keyAt(leaf, index), new Set(Array.from(held, (n) => assetText(assets[n] ?? nowhere))));
    }
  }
  return model;
}
const nowhere: AssetKey = { adamId: 'nowhere', pricingParam: 'STDQ' };
const size = fc.integer({ min: 1, max: 20 });

describe('packed holdings', () => {
  it('hold what a plain map holds, whatever the order and the repeats', () => {
    fc.assert(
      fc.property(assignments, size, (rows, size) => {
        const { packed, assets } = pack([...rows, ...rows.slice(0, 5)], size);
        expect(plain(unpack(packed, assets))).toEqual(plain(modelOf(rows)));
      }),
    );
  });

  it('lead every holder to its leaf, and no other key to anything', () => {
    fc.assert(
      fc.property(assignments, assignments, size, (rows, others, size) => {
        const { packed } = pack(rows, size);
        const model = modelOf(rows);
        const entries = packed.map(({ entry }) => entry);
        for (const row of [...rows, ...others]) {
          const leaf = packed[leafFor(entries, keyOf(row))]?.leaf;
          expect((leaf && getHeld(leaf, keyOf(row)))?.length).toBe(model.get(keyOf(row))?.size);
        }
      }),
    );
  });

  it('list the holders of each asset in key order', () => {
    fc.assert(
      fc.property(assignments, size, (rows, size) => {
        const { packed, assets } = pack(rows, size);
        const model = plain(modelOf(rows));
        for (const [number, asset] of assets.entries()) {
          const holders = packed.flatMap(({ leaf }) => holdersOfAsset(leaf, number));
          const expected = model.filter(([, held]) => held.includes(assetText(asset))).map(([key]) => key);
          expect(holders).toEqual(expected);
        }
      }),
    );
  });

  it('keep leaves within bounds through changes', () => {
    fc.assert(
      fc.property(assignments, assignments, size, (rows, added, size) => {
        const gatherer = createGatherer();
        gatherer.add(rows);
        const { packed, assets } = pack(rows, 1000);
        const changes = new Map<string, { add: number[]; remove: number[] }>();
        for (const row of added) {
          const change = changes.get(keyOf(row)) ?? { add: [], remove: [] };
          const number = assets.findIndex((asset) => assetText(asset) === assetText(row));
          if (number >= 0) change.add.push(number);
          changes.set(keyOf(row), change);
        }
        let next = 9;
        const pieces = changeLeaf(packed[0]?.leaf, changes, () => next++, size);
        expect(pieces.every(({ entry }) => entry.holders >= 1 && entry.holders <= 2 * size)).toBe(true);
        expect(pieces.every(({ leaf }) => expectLeaf(structuredClone(leaf), assets.length))).toBe(true);
      }),
    );
  });

  it('gather the same after any number of checkpoints and a restart', () => {
    fc.assert(
      fc.property(fc.array(assignments, { maxLength: 5 }), (pages) => {
        const first = createGatherer();
        const parts = pages.map((page) => {
          first.add(page);
          return structuredClone(first.take());
        });
        const second = createGatherer();
        for (const part of parts) second.restore(part);
        second.add(pages[0] ?? []);
        first.add(pages[0] ?? []);
        expect(second.finish()).toEqual(first.finish());
        expect(second.take()).toEqual(first.take());
      }),
    );
  });

  it('leave out a row that names nobody', () => {
    expect(pack([{ adamId: '1', pricingParam: 'STDQ' }], 9).packed).toEqual([]);
  });
});

describe('expectLeaf', () => {
  const good = () => {
    const rows = ['C01', 'C02', 'C03'].map((serialNumber, n): AssignmentInput => {
      return { adamId: String(n), pricingParam: 'STDQ', serialNumber };
    });
    const leaf = pack(rows, 9).packed[0]?.leaf;
    if (!leaf) throw new Error('no leaf');
    return leaf;
  };

  it('accepts what was packed, after a trip through the database', () => {
    expect(expectLeaf(structuredClone(good()), 3)).toEqual(good());
  });

  it.each<[string, (leaf: Leaf) => unknown]>([
    ['nothing', () => undefined],
    ['a cut id text', (leaf) => ({ ...leaf, ids: leaf.ids.slice(1) })],
    ['cut assets', (leaf) => ({ ...leaf, assets: leaf.assets.slice(1) })],
    ['a lost holder', (leaf) => ({ ...leaf, ends: leaf.ends.slice(1) })],
    ['ends out of order', (leaf) => ({ ...leaf, ends: Uint32Array.of(8, 4, 12) })],
    ['starts out of order', (leaf) => ({ ...leaf, starts: Uint32Array.of(0, 2, 1, 3) })],
    ['an asset that the directory does not know', (leaf) => ({ ...leaf, assets: Uint16Array.of(0, 1, 3) })],
    ['holders out of order', (leaf) => ({ ...leaf, ids: 'dC02dC01dC03' })],
    ['the same holder twice', (leaf) => ({ ...leaf, ids: 'dC01dC01dC03' })],
    ['a holder of no kind', (leaf) => ({ ...leaf, ids: 'C01xdC02dC03' })],
    [
      'one asset twice with one holder',
      (leaf) => ({ ...leaf, starts: Uint32Array.of(0, 1, 2, 4), assets: Uint16Array.of(0, 1, 2, 2) }),
    ],
    ['plain arrays', (leaf) => ({ ...leaf, assets: [...leaf.assets] })],
  ])('refuses %s', (_, damage) => {
    expect(() => expectLeaf(damage(good()), 3)).toThrow(AppError);
  });
});
