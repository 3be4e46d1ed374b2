/**
 * Holds our count of an asset's holders against Apple's `assignedCount`. A delta may not show what was taken back
 * (reference 4.7), and a walk that was overtaken may lack rows: both show here.
 */
import { Dexie } from 'dexie';
import { assetName } from '../cache/holdings/asset-name.ts';
import type { AssetKey } from '../cache/rows.ts';
import { storing } from '../platform/storage-error.ts';
import type { RunContext } from './context.ts';

export interface Drift {
  key: AssetKey;
  ours: number;
  apples: number;
}

/** Every asset that we or Apple know, with both counts. */
async function readCounts({ db, uId }: RunContext): Promise<Drift[]> {
  return storing(() =>
    db.transaction('r', [db.directories, db.postings, db.assets], async () => {
      const directory = await db.directories.get(uId);
      const generation = directory?.generation ?? 0;
      const postings = await db.postings
        .where(':id')
        .between([uId, generation], [uId, generation, Dexie.maxKey])
        .toArray();
      const drifts = new Map<string, Drift>();
      for (const { asset, counts } of postings) {
        const key = directory?.assets[asset];
        if (key) drifts.set(assetName(key), { key, apples: 0, ours: counts.reduce((sum, n) => sum + n, 0) });
      }
      for (const row of await db.assets.where(':id').between([uId], [uId, Dexie.maxKey]).toArray()) {
        const key = { adamId: row.adamId, pricingParam: row.pricingParam };
        const ours = drifts.get(assetName(key))?.ours ?? 0;
        drifts.set(assetName(key), { key, ours, apples: row.assignedCount });
      }
      return [...drifts.values()];
    }),
  );
}

/**
 * The assets whose difference is another than when their holders were last read as a whole.
 * @param added rows that the holdings do not show yet, and that shall be counted
 */
export async function findDrift(context: RunContext, added: readonly AssetKey[] = []): Promise<Drift[]> {
  const directory = await storing(() => context.db.directories.get(context.uId));
  const baseline = directory?.drift ?? {};
  const drifts = new Map((await readCounts(context)).map((drift) => [assetName(drift.key), drift]));
  for (const { adamId, pricingParam } of added) {
    const key = { adamId, pricingParam };
    const drift = drifts.get(assetName(key)) ?? { key, ours: 0, apples: 0 };
    drift.ours++;
    drifts.set(assetName(key), drift);
  }
  return [...drifts.values()].filter(
    ({ key, ours, apples }) => ours - apples !== (baseline[assetName(key)] ?? 0),
  );
}

/** Takes today's differences as explained: of the given assets, or of all after a full read. */
export async function setBaseline(context: RunContext, only?: ReadonlySet<string>): Promise<void> {
  const drifts = await readCounts(context);
  await storing(() =>
    context.db.directories.update(context.uId, (directory) => {
      const baseline = only ? { ...directory.drift } : {};
      for (const { key, ours, apples } of drifts) {
        const name = assetName(key);
        if (only && !only.has(name)) continue;
        if (ours === apples) delete baseline[name];
        else baseline[name] = ours - apples;
      }
      directory.drift = baseline;
    }),
  );
}
