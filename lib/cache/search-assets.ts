/** Apps and books by name or adamId. */
import { readAppNames } from './app-names.ts';
import type { Database } from './database.ts';
import { createNameMatch } from './fold.ts';
import type { AssetHit } from './query-contract.ts';
import type { AssetRow } from './rows.ts';
import type { Ranked } from './search.ts';

const RANKS = [0, 1, 2, 4] as const;

export function searchAssets(
  db: Database,
  typed: string,
  question: string,
  limit: number,
): Promise<Ranked<AssetHit>[]> {
  return db.transaction('r', [db.apps, db.assets], async () => {
    const ranks = new Map<string, number>();
    const note = (adamId: string, rank: number) =>
      ranks.set(adamId, Math.min(rank, ranks.get(adamId) ?? rank));
    const match = createNameMatch(question);
    for (const { adamId, names } of await readAppNames(db)) {
      for (const name of names) {
        const found = match(name);
        if (found !== undefined) note(adamId, RANKS[found]);
      }
    }
    if (/^\d+$/.test(typed)) {
      const keys = await db.assets
        .where('adamId')
        .startsWith(typed)
        .limit(limit * 4)
        .keys();
      for (const adamId of keys.map(String)) note(adamId, adamId === typed ? 0 : 3);
    }
    const best = [...ranks].sort(([, a], [, b]) => a - b).slice(0, limit * 4);
    const hits = await Promise.all(best.map(([adamId, rank]) => readHits(db, adamId, rank)));
    return hits.flat();
  });
}

/** One hit a pricing, since a book can be owned in both (reference 11.3). None when no location has it any more. */
async function readHits(db: Database, adamId: string, rank: number): Promise<Ranked<AssetHit>[]> {
  const rows = await db.assets.where('adamId').equals(adamId).toArray();
  const app = await db.apps.get(adamId);
  const byPricing = new Map<AssetRow['pricingParam'], AssetRow[]>();
  for (const row of rows) byPricing.set(row.pricingParam, [...(byPricing.get(row.pricingParam) ?? []), row]);
  return [...byPricing].map(([pricingParam, rows]) => ({
    rank,
    label: app?.customName ?? app?.name ?? adamId,
    hit: { kind: 'asset', key: { adamId, pricingParam }, rows, ...(app && { app }) },
  }));
}
