import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createAssignmentStore } from '../../simulator/apple/assignment-store.ts';
import { createBaseRows } from '../../simulator/apple/base-rows.ts';
import { type Holder, type Row, rowKey } from '../../simulator/apple/holders.ts';

const assets = 4;
const devices = 5;
const users = 3;

const holders: Holder[] = [
  ...Array.from({ length: devices }, (_, i): Holder => ({ kind: 'device', serial: `S${i}` })),
  ...Array.from({ length: users }, (_, i): Holder => ({ kind: 'user', record: i })),
];
const cell = fc.record({ asset: fc.nat(assets - 1), holder: fc.nat(holders.length - 1) });

const rowFor = ({ asset, holder: index }: { asset: number; holder: number }): Row => {
  const holder = holders[index];
  if (!holder) throw new Error('no holder');
  return { asset, holder };
};

it('a packed store with an overlay is the same as a plain set, whole, filtered and in pages', () => {
  const seeds = fc.uniqueArray(cell, { selector: ({ asset, holder }) => `${asset} ${holder}` });
  const writes = fc.array(fc.record({ cell, gives: fc.boolean() }), { maxLength: 60 });
  const run = fc.property(seeds, writes, fc.integer({ min: 1, max: 5 }), (seed, changes, pageSize) => {
    const sorted = seed.toSorted((a, b) => a.holder - b.holder);
    const store = createAssignmentStore(
      createBaseRows({
        deviceCount: devices,
        serialAt: (device) => `S${device}`,
        assetOf: Uint16Array.from(sorted, ({ asset }) => asset),
        holderOf: Uint32Array.from(sorted, ({ holder }) => holder),
      }),
    );
    const model = new Set(seed.map((row) => rowKey(rowFor(row))));
    const version = store.log.current();
    const touched = new Set<string>();
    for (const change of changes) {
      const row = rowFor(change.cell);
      const key = rowKey(row);
      const changed = change.gives ? store.add(row) : store.remove(row);
      expect(changed).toBe(change.gives ? !model.has(key) : model.has(key));
      if (changed) touched.add(key);
      if (change.gives) model.add(key);
      else model.delete(key);
    }
    const read = (view: typeof store.all) => {
      const rows: Row[] = [];
      for (let from = 0; from < view.length; from += pageSize) rows.push(...view.slice(from, pageSize));
      expect(rows).toHaveLength(view.length);
      return rows.map(rowKey).sort();
    };
    expect(read(store.all)).toEqual([...model].sort());
    expect(read(store.select({ assets: new Set([1, 3]) }))).toEqual(
      [...model].filter((key) => /^[13]\|/.test(key)).sort(),
    );
    expect(read(store.select({ dropRecord: (record) => record === 1 }))).toEqual(
      [...model].filter((key) => !key.endsWith('|u1')).sort(),
    );
    const [first] = holders;
    if (first) {
      expect(store.rowsOf(first).map(rowKey).sort()).toEqual(
        [...model].filter((key) => key.endsWith('|dS0')).sort(),
      );
    }
    expect(store.log.getSince(version)?.map(rowKey).sort()).toEqual([...touched].sort());
  });
  fc.assert(run);
});
