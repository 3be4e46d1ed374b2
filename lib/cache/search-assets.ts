/** Apps and books by name or adamId. */
import { readAssets, recalledAssets } from './asset-source.ts';
import type { Database } from './database.ts';
import { createNameMatch, fold } from './fold.ts';
import type { AssetSource, KnownAsset } from './look-up-source.ts';
import type { AssetHit } from './query-contract.ts';
import type { Ranked } from './search.ts';

const RANKS = [0, 1, 2, 4] as const;

export function searchAssets(db: Database, typed: string, limit: number): Promise<Ranked<AssetHit>[]> {
  return readAssets(db, (source) => findBy(source, typed, limit));
}

/** The same from what was read before. @throws notRemembered */
export function recallAssets(db: Database, typed: string, limit: number): Promise<Ranked<AssetHit>[]> {
  return findBy(recalledAssets(db), typed, limit);
}

async function findBy(source: AssetSource, typed: string, limit: number): Promise<Ranked<AssetHit>[]> {
  const best = await rankApps(source, typed, limit);
  const hits: Ranked<AssetHit>[] = [];
  // No more than are wanted at first: each is a read, and a name may begin like a thousand others.
  for (let from = 0; from < limit * 4 && from < best.length && hits.length < limit; from += limit) {
    const next = best.slice(from, from + limit);
    const assets = await source.assets(next.map(({ adamId }) => adamId));
    hits.push(...next.flatMap((ranking, index) => hitsOf(ranking, assets[index])));
  }
  return hits;
}

async function rankApps(source: AssetSource, typed: string, limit: number): Promise<Ranking[]> {
  const found = new Map<string, Ranking>();
  const note = (adamId: string, rank: number, label: string) => {
    const known = found.get(adamId);
    if (known === undefined || rank < known.rank) found.set(adamId, { adamId, rank, label });
  };
  const match = createNameMatch(fold(typed));
  for (const { app, label, names } of await source.names()) {
    for (const name of names) {
      const place = match(name);
      if (place !== undefined) note(app.adamId, RANKS[place], label);
    }
  }
  if (/^\d+$/.test(typed)) {
    const ids = await source.idsFrom(typed, limit * 4);
    for (const adamId of ids) note(adamId, adamId === typed ? 0 : 3, adamId);
  }
  return [...found.values()].sort((a, b) => a.rank - b.rank || (a.label < b.label ? -1 : 1));
}

/** What is known of an app before its assets are read. */
interface Ranking {
  adamId: string;
  rank: number;
  label: string;
}

/** One hit a pricing, since a book can be owned in both (reference 11.3). None when no location has it any more. */
function hitsOf({ adamId, rank }: Ranking, asset: KnownAsset | undefined): Ranked<AssetHit>[] {
  const { rows = [], app } = asset ?? {};
  const byPricing = Map.groupBy(rows, ({ pricingParam }) => pricingParam);
  return [...byPricing].map(([pricingParam, rows]) => ({
    rank,
    label: app?.customName ?? app?.name ?? adamId,
    hit: { kind: 'asset', key: { adamId, pricingParam }, rows, ...(app && { app }) },
  }));
}
