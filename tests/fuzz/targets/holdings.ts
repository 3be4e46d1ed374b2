import fc from 'fast-check';
import { cutLeaves } from '../../../lib/cache/holdings/directory.ts';
import { createGatherer } from '../../../lib/cache/holdings/gather.ts';
import {
  assetsAt,
  countAssets,
  expectLeaf,
  getHeld,
  holdersOfAsset,
  keyAt,
  type Leaf,
  packLeaf,
  unpackLeaf,
} from '../../../lib/cache/holdings/leaf.ts';
import { sheetOf } from '../../../lib/cache/holdings/sheet.ts';
import { assignments } from '../../unit/cache/holdings/model.ts';
import { attempt, expectNoSecret, must } from '../expect-quiet.ts';
import { edits, editText } from '../mutate-text.ts';
import { createTarget } from '../target.ts';

interface Damaged {
  record: unknown;
  assetCount: number;
}

/** What a database may give back for a leaf: what was written, or that with some of its numbers and letters changed. */
const damaged: fc.Arbitrary<Damaged> = fc
  .tuple(assignments, fc.array(damage(), { maxLength: 3 }), fc.integer({ min: -1, max: 1 }))
  .map(([rows, all, more]) => {
    const gatherer = createGatherer();
    gatherer.add(rows);
    const { rows: loose, assets } = gatherer.finish();
    const leaf = [...cutLeaves(sheetOf(loose), () => 0, 60)][0]?.leaf;
    return {
      record: leaf && all.reduce<unknown>((record, one) => one(record), leaf),
      assetCount: assets.length + Math.max(0, more),
    };
  });

type Damage = (record: unknown) => unknown;

function damage(): fc.Arbitrary<Damage> {
  const value = fc.oneof(fc.nat({ max: 70 }), fc.constantFrom(0, 1, 0xffff, 0x10000, 2 ** 31, 2 ** 32 - 1));
  const array = fc.constantFrom('ends', 'starts', 'assets');
  const place = fc.double({ min: 0, max: 1, noNaN: true });
  return fc.oneof(
    {
      weight: 4,
      arbitrary: fc
        .tuple(array, place, value)
        .map(([name, at, value]) => changeArray(name, (all) => replaceAt(all, at, value))),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(array, fc.nat({ max: 3 }))
        .map(([name, cut]) => changeArray(name, (all) => all.slice(cut))),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(array, value).map(([name, value]) => changeArray(name, (all) => [...all, value])),
    },
    { weight: 1, arbitrary: array.map((name) => changeArray(name, (all) => all.toReversed())) },
    {
      weight: 3,
      arbitrary: edits.map(
        (list): Damage =>
          (record) => ({ ...Object(record), ids: editText(String(Object(record).ids), list) }),
      ),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(fc.constantFrom('ids', 'ends', 'starts', 'assets'), fc.anything()).map(
        ([name, value]): Damage =>
          (record) => ({ ...Object(record), [name]: value }),
      ),
    },
  );
}

function replaceAt(values: readonly number[], at: number, value: number): number[] {
  const place = Math.floor(at * values.length);
  return values.map((old, index) => (index === place ? value : old));
}

function changeArray(name: string, change: (values: number[]) => number[]): Damage {
  return (record) => {
    const old: unknown = Object(record)[name];
    if (!(old instanceof Uint32Array || old instanceof Uint16Array)) return record;
    const values = change([...old]);
    const changed = old instanceof Uint16Array ? Uint16Array.from(values) : Uint32Array.from(values);
    return { ...Object(record), [name]: changed };
  };
}

export const holdingsTarget = createTarget<Damaged>({
  name: 'holdings',
  inputs: damaged,
  check({ record, assetCount }) {
    const read = attempt(() => expectLeaf(record, assetCount));
    if ('failure' in read) {
      // Who holds what is nobody's to read in a report.
      expectNoSecret(read.failure, [String(Object(record).ids)]);
      return must(read.failure.code === 'storage-broken', 'refused for another reason');
    }
    checkLeaf(read.value, assetCount);
  },
});

/** Whatever is taken for a leaf gives every look-up the answer that stands in it. */
function checkLeaf(leaf: Leaf, assetCount: number): void {
  const naive = Array.from(leaf.ends, (_, index) => ({
    key: keyAt(leaf, index),
    held: [...assetsAt(leaf, index)],
  }));
  for (const [index, { key, held }] of naive.entries()) {
    must(/^[du]./su.test(key), 'a holder of no kind');
    must(index === 0 || (naive[index - 1]?.key ?? '') < key, 'holders out of order');
    must(held.length > 0 && held.every((asset) => asset < assetCount), 'holds nothing, or what nobody knows');
    must(new Set(held).size === held.length, 'holds the same twice');
    must([...(getHeld(leaf, key) ?? [])].join() === held.join(), 'a look-up that misses');
  }
  for (const [asset, count] of countAssets(leaf)) {
    const holders = naive.filter(({ held }) => held.includes(asset)).map(({ key }) => key);
    must(count === holders.length, 'a count that is not true');
    must(holdersOfAsset(leaf, asset).join('\n') === holders.join('\n'), 'other holders the other way round');
  }
  const again = packLeaf(unpackLeaf(leaf), 0, leaf.ends.length);
  must(
    again.ids === leaf.ids && [...again.assets].join() === [...leaf.assets].join(),
    'packs otherwise again',
  );
}
