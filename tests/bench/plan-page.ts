/** Runs inside an extension page: picks holders of the cache, and plans for them as the order screen does. */
import { walkAssetHolders } from '../../lib/cache/asset-holders.ts';
import { Database } from '../../lib/cache/database.ts';
import { readPlanFacts } from '../../lib/cache/plan-facts.ts';
import type { AssetKey } from '../../lib/cache/rows.ts';
import { makePlan } from '../../lib/orders/plan/make-plan.ts';

/**
 * Every n-th device that holds the location's first app, so many.
 * @public called by name in the page
 */
export async function pick(
  count: number,
): Promise<{ uId: string; assets: AssetKey[]; serialNumbers: string[] }> {
  const db = new Database();
  const location = await db.locations.toCollection().first();
  const uId = location?.uId ?? '';
  const rows = await db.assets.where('[uId+adamId+pricingParam]').between([uId], [uId, '\uffff']).toArray();
  const assets = rows
    .filter(({ productType }) => productType === 'App')
    .map(({ adamId, pricingParam }) => ({ adamId, pricingParam }));
  const serials: string[] = [];
  const [first] = assets;
  if (first) {
    for await (const chunk of walkAssetHolders(db, [uId], first)) {
      for (const { holder } of chunk) if (holder.kind === 'device') serials.push(holder.id);
    }
  }
  db.close();
  const step = Math.max(1, Math.floor(serials.length / count));
  return { uId, assets, serialNumbers: serials.filter((_, index) => index % step === 0).slice(0, count) };
}

/**
 * Milliseconds of reading and of planning.
 * @public called by name in the page
 */
export async function plan({ uId, assets, serialNumbers }: Awaited<ReturnType<typeof pick>>) {
  const db = new Database();
  await db.open();
  const began = performance.now();
  const wish = { kind: 'grant' as const, blocks: [{ assets, clientUserIds: [], serialNumbers }] };
  const facts = await readPlanFacts(db, wish, uId, Date.now());
  const read = performance.now();
  const { batches, counts } = makePlan(wish, facts);
  const planned = performance.now();
  db.close();
  return { read: read - began, plan: planned - read, batches: batches.length, counts };
}
