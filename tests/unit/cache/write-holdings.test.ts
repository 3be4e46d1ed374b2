import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Database } from '../../../lib/cache/database.ts';
import { type AssignmentInput, createGatherer } from '../../../lib/cache/holdings/gather.ts';
import { holderKey, holderOfKey } from '../../../lib/cache/holdings/holder-key.ts';
import { readAssetHolders, readHolder } from '../../../lib/cache/holdings-queries.ts';
import type { AssetKey } from '../../../lib/cache/rows.ts';
import { changeHoldings, findNew, writeHoldings } from '../../../lib/cache/write-holdings.ts';
import { forgetLocation } from '../../../lib/cache/write-location.ts';
import { locationRow, openFreshDatabase } from './fresh-database.ts';
import {
  addToModel,
  assetText,
  assignments,
  type Model,
  modelOf,
  plain,
  removeFromModel,
} from './holdings/model.ts';

async function openWith(rows: readonly AssignmentInput[]): Promise<Database> {
  const db = openFreshDatabase();
  await db.locations.put(locationRow('1'));
  await write(db, rows);
  return db;
}
async function write(db: Database, rows: readonly AssignmentInput[], asOf = 10) {
  const gatherer = createGatherer();
  gatherer.add(rows);
  await writeHoldings(db, '1', gatherer.finish(), { versionId: 'v1', asOf, fullDueAt: 99 });
}

/** Everything that the read queries tell, asked by holder and asked by asset. */
async function readBack(db: Database, keys: Iterable<string>): Promise<{ byHolder: Model; byAsset: Model }> {
  const byHolder: Model = new Map();
  for (const key of keys) {
    const [holding] = await readHolder(db, holderOfKey(key));
    if (holding) byHolder.set(key, new Set(holding.assets.map(({ key }) => assetText(key))));
  }
  const byAsset: Model = new Map();
  for (const asset of (await db.directories.get('1'))?.assets ?? []) {
    for (const key of await readInWindows(db, asset)) {
      byAsset.set(key, (byAsset.get(key) ?? new Set()).add(assetText(asset)));
    }
  }
  return { byHolder, byAsset };
}
async function readInWindows(db: Database, asset: AssetKey): Promise<string[]> {
  const keys: string[] = [];
  for (let offset = 0; ; offset += 7) {
    const window = await readAssetHolders(db, '1', asset, { offset, limit: 7 });
    keys.push(...(window?.holders ?? []).map(holderKey));
    if (!window || offset + 7 >= window.total) {
      expect(keys.length).toBe(window?.total);
      return keys;
    }
  }
}

describe('holdings in the database', () => {
  it('answer like a plain map after a full read and any changes', async () => {
    const change = fc.record({ add: assignments, remove: assignments });
    await fc.assert(
      fc.asyncProperty(assignments, fc.array(change, { maxLength: 3 }), async (rows, changes) => {
        const db = await openWith(rows);
        const model = modelOf(rows);
        const all = new Set(model.keys());
        for (const [step, { add, remove }] of changes.entries()) {
          for (const row of remove) removeFromModel(model, row);
          for (const row of add) addToModel(model, row);
          for (const key of model.keys()) all.add(key);
          await changeHoldings(db, '1', { add, remove }, { versionId: `d${step}`, asOf: 20 });
        }
        const { byHolder, byAsset } = await readBack(db, all);
        expect(plain(byHolder)).toEqual(plain(model));
        expect(plain(byAsset)).toEqual(plain(model));
        expect(await db.leaves.count()).toBe((await db.directories.get('1'))?.leaves.length);
      }),
      { numRuns: 25 },
    );
  });

  it('split a leaf that outgrew its size and stay readable', async () => {
    const device = (n: number): AssignmentInput => ({
      adamId: '361',
      pricingParam: 'STDQ',
      serialNumber: `C${String(n).padStart(6, '0')}`,
    });
    const db = await openWith([device(0)]);
    const add = Array.from({ length: 9000 }, (_, n) => device(n));
    await changeHoldings(db, '1', { add, remove: [] }, { asOf: 20 });
    expect((await db.directories.get('1'))?.leaves.length).toBeGreaterThan(3);
    const page = await readAssetHolders(
      db,
      '1',
      { adamId: '361', pricingParam: 'STDQ' },
      { offset: 8990, limit: 50 },
    );
    expect(page?.total).toBe(9000);
    expect(page?.holders.map(({ id }) => id)).toEqual(add.slice(8990).map((row) => row.serialNumber));
    // Thousands of known rows in a row, of which most lie in a leaf that was read already.
    const other = { ...device(8999), adamId: '362' };
    expect(await findNew(db, '1', [...add, other])).toEqual([other]);
  });

  it('drop what a dead full read left behind', async () => {
    const db = await openWith([]);
    const junk = {
      ids: 'dX',
      ends: Uint32Array.of(2),
      starts: Uint32Array.of(0, 1),
      assets: Uint16Array.of(0),
    };
    await db.leaves.put({ uId: '1', generation: 7, leaf: 0, ...junk });
    await write(db, [{ adamId: '1', pricingParam: 'STDQ', serialNumber: 'A' }]);
    expect(await db.leaves.toArray()).toMatchObject([{ generation: 2 }]);
  });

  it('show a reader the old holdings or the new ones, never a half', async () => {
    const rows = (adamId: string) =>
      Array.from(
        { length: 3000 },
        (_, n): AssignmentInput => ({ adamId, pricingParam: 'STDQ', serialNumber: `S${n}` }),
      );
    const db = await openWith(rows('old'));
    let done = false;
    const writing = write(db, rows('new')).finally(() => {
      done = true;
    });
    const seen = new Set<string>();
    while (!done) {
      const [first] = await readHolder(db, { kind: 'device', id: 'S0' });
      seen.add(first?.assets.map(({ key }) => key.adamId).join() ?? 'none');
      const totals = await db.transaction('r', db.tables, async () => [
        (await readAssetHolders(db, '1', { adamId: 'old', pricingParam: 'STDQ' }, { offset: 0, limit: 1 }))
          ?.total,
        (await readAssetHolders(db, '1', { adamId: 'new', pricingParam: 'STDQ' }, { offset: 2999, limit: 1 }))
          ?.total,
      ]);
      expect([
        [3000, 0],
        [0, 3000],
      ]).toContainEqual(totals);
    }
    await writing;
    expect([...seen].every((answer) => answer === 'old' || answer === 'new')).toBe(true);
    expect((await readHolder(db, { kind: 'device', id: 'S0' }))[0]?.assets[0]?.key.adamId).toBe('new');
  });

  it('refuse to answer from a damaged record', async () => {
    const db = await openWith([{ adamId: '1', pricingParam: 'STDQ', serialNumber: 'A' }]);
    await db.leaves.toCollection().modify({ ids: 'dAB' });
    await expect(readHolder(db, { kind: 'device', id: 'A' })).rejects.toMatchObject({
      code: 'storage-broken',
    });
  });

  it('leave nothing of an unlinked location, and let no late writer bring it back', async () => {
    const db = await openWith([{ adamId: '1', pricingParam: 'STDQ', serialNumber: 'A' }]);
    await forgetLocation(db, '1');
    await expect(write(db, [{ adamId: '1', pricingParam: 'STDQ', serialNumber: 'A' }])).rejects.toMatchObject(
      {
        code: 'location-unknown',
      },
    );
    for (const table of db.tables) expect(await table.count(), table.name).toBe(0);
  });
});
