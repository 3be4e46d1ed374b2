import type { createLookup } from '../apple/lookup.ts';
import type { Database } from '../cache/database.ts';
import type { AppRow } from '../cache/rows.ts';
import { storing } from '../platform/storage-error.ts';

const dayMs = 86_400_000;
/** Names change seldom; an app that the store did not know may only be late in one storefront. */
const keepNameMs = 30 * dayMs;
const askMissingAgainMs = 7 * dayMs;

/**
 * Names and icons of a location's apps and books, from Apple's public look-up. A name given by hand stays. Icons come
 * after all names, one by one: a screen can live without them.
 */
export function createNames(deps: {
  cache: Database;
  lookup: ReturnType<typeof createLookup>;
  now(): number;
  keepAlive(): Promise<void>;
}) {
  const { cache, lookup, now } = deps;

  async function stale(adamIds: readonly string[]): Promise<string[]> {
    const unique = [...new Set(adamIds)];
    const rows = await storing(() => cache.apps.bulkGet(unique));
    return unique.filter((_, index) => isStale(rows[index], now()));
  }

  return async function refreshNames(
    adamIds: readonly string[],
    country: string | undefined,
    signal?: AbortSignal,
  ): Promise<void> {
    const wanted = await stale(adamIds);
    for await (const found of lookup.names(wanted, country, signal)) {
      await deps.keepAlive();
      await storing(() =>
        cache.transaction('rw', cache.apps, async () => {
          const before = await cache.apps.bulkGet(found.map(({ adamId }) => adamId));
          await cache.apps.bulkPut(found.map((app, index) => mergeName(app, before[index], now())));
        }),
      );
    }
    await refreshIcons(adamIds, signal);
  };

  async function refreshIcons(adamIds: readonly string[], signal?: AbortSignal): Promise<void> {
    const unique = [...new Set(adamIds)];
    const [apps, icons] = await storing(() =>
      Promise.all([cache.apps.bulkGet(unique), cache.icons.bulkGet(unique)]),
    );
    for (const [index, app] of apps.entries()) {
      if (!app?.artworkUrl || icons[index]) continue;
      const blob = await lookup.icon(app.artworkUrl, signal);
      await deps.keepAlive();
      if (blob) await storing(() => cache.icons.put({ adamId: app.adamId, blob, fetchedAt: now() }));
    }
  }
}

function isStale(row: AppRow | undefined, now: number): boolean {
  if (!row) return true;
  return now - row.fetchedAt > (row.source === 'store' ? keepNameMs : askMissingAgainMs);
}

/** What the store says, with what the admin said kept. */
function mergeName(found: Omit<AppRow, 'fetchedAt'>, before: AppRow | undefined, now: number): AppRow {
  return {
    ...found,
    ...(before?.customName === undefined ? {} : { customName: before.customName }),
    fetchedAt: now,
  };
}
