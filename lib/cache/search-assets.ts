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
    const found = new Map<string, Ranking>();
    const note = (adamId: string, rank: number, label: string) => {
      const known = found.get(adamId);
      if (known === undefined || rank < known.rank) found.set(adamId, { adamId, rank, label });
    };
    const match = createNameMatch(question);
    for (const { adamId, label, names } of await readAppNames(db)) {
      for (const name of names) {
        const place = match(name);
        if (place !== undefined) note(adamId, RANKS[place], label);
      }
    }
    if (/^\d+$/.test(typed)) {
      const keys = await db.assets
        .where('adamId')
        .startsWith(typed)
        .limit(limit * 4)
        .keys();
      for (const adamId of keys.map(String)) note(adamId, adamId === typed ? 0 : 3, adamId);
    }
    const best = [...found.values()].sort((a, b) => a.rank - b.rank || (a.label < b.label ? -1 : 1));
    const hits: Ranked<AssetHit>[] = [];
    // No more than are wanted at first: each is two reads, and a name may begin like a thousand others.
    for (let from = 0; from < limit * 4 && from < best.length && hits.length < limit; from += limit) {
      const read = best.slice(from, from + limit).map(({ adamId, rank }) => readHits(db, adamId, rank));
      hits.push(...(await Promise.all(read)).flat());
    }
    return hits;
  });
}

/** What is known of an app before its assets are read. */
interface Ranking {
  adamId: string;
  rank: number;
  label: string;
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
