/** Runs inside an extension page: the same holdings as the product keeps them and as one row an assignment. */
import { Dexie, type Table } from 'dexie';
import { Database } from '../../lib/cache/database.ts';
import { assetName } from '../../lib/cache/holdings/asset-name.ts';
import { holderOfKey } from '../../lib/cache/holdings/holder-key.ts';
import { assetsAt, expectLeaf, keyAt } from '../../lib/cache/holdings/leaf.ts';
import { readAssetHolders, readHolder } from '../../lib/cache/holdings-queries.ts';
import type { AssetKey } from '../../lib/cache/rows.ts';

interface NaiveRow {
  holder: string;
  asset: string;
}

const rowsAWrite = 5000;
const lookUps = 20;
const window100 = { offset: 0, limit: 100 };

const middle = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const diskUse = async () => (await navigator.storage.estimate()).usage ?? 0;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** All rows of the product's cache, leaf by leaf, and some holders and assets to look up. */
async function readAll(db: Database, onRows: (rows: NaiveRow[]) => Promise<void>) {
  const directory = await db.directories.toCollection().first();
  if (!directory) throw new Error('Nothing was synced.');
  const { uId, generation, leaves, assets } = directory;
  const holders: string[] = [];
  for (const { leaf } of leaves) {
    const found = expectLeaf(await db.leaves.get([uId, generation, leaf]), assets.length);
    const rows: NaiveRow[] = [];
    for (let index = 0; index < found.ends.length; index++) {
      const holder = keyAt(found, index);
      if (index % 97 === 0) holders.push(holder);
      for (const asset of assetsAt(found, index)) {
        const key = assets[asset];
        if (key) rows.push({ holder, asset: assetName(key) });
      }
    }
    await onRows(rows);
  }
  const step = Math.max(1, Math.floor(holders.length / lookUps));
  const some = holders.filter((_, index) => index % step === 0).slice(0, lookUps);
  return { uId, holders: some, assets: assets.slice(0, lookUps) };
}

/**
 * @returns milliseconds to store (the naive way alone) and of the middle look-up, and bytes on disk
 * @public called by name in the page
 */
export async function compare() {
  const db = new Database();
  const naive: Dexie & { rows: Table<NaiveRow, [string, string]> } = Object.assign(
    new Dexie('naive', { chromeTransactionDurability: 'relaxed' }),
  );
  naive.version(1).stores({ rows: '[holder+asset], asset' });
  await naive.open();
  const before = await diskUse();
  let store = 0;
  const { uId, holders, assets } = await readAll(db, async (rows) => {
    for (let from = 0; from < rows.length; from += rowsAWrite) {
      const part = rows.slice(from, from + rowsAWrite);
      store += await timed(() => naive.rows.bulkPut(part));
    }
  });
  const naiveBytes = (await diskUse()) - before;

  const byHolder: { ours: number[]; naive: number[] } = { ours: [], naive: [] };
  for (const key of holders) {
    byHolder.ours.push(await timed(() => readHolder(db, holderOfKey(key))));
    const range = () => naive.rows.where('[holder+asset]').between([key, ''], [key, '\uffff']);
    byHolder.naive.push(await timed(() => range().toArray()));
  }
  const byAsset: { ours: number[]; naive: number[] } = { ours: [], naive: [] };
  for (const asset of assets) {
    byAsset.ours.push(await timed(() => readAssetHolders(db, uId, asset satisfies AssetKey, window100)));
    // What a screen asks: so many in all, and the first hundred in order.
    const found = () => naive.rows.where('asset').equals(assetName(asset));
    byAsset.naive.push(await timed(async () => [await found().count(), await found().limit(100).toArray()]));
  }
  db.close();
  await naive.delete();
  return {
    store,
    naiveBytes,
    ourBytes: before,
    byHolder: { ours: middle(byHolder.ours), naive: middle(byHolder.naive) },
    byAsset: { ours: middle(byAsset.ours), naive: middle(byAsset.naive) },
  };
}
