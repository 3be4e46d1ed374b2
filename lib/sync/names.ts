import type { createIconFetcher } from '../apple/icons.ts';
import type { createStoreLookup, LookupResult, StoreFacts } from '../apple/lookup.ts';
import type { Database } from '../cache/database.ts';
import type { AppRow } from '../cache/rows.ts';
import { AppError } from '../platform/errors.ts';
import { storing } from '../platform/storage-error.ts';

const dayMs = 86_400_000;
/** Names change seldom; an app that the store did not know may only be late in one storefront. */
const keepNameMs = 30 * dayMs;
const askMissingAgainMs = 7 * dayMs;

/**
 * Names and icons of a location's apps and books, from Apple's public look-up; a name given by hand stays. Icons come
 * after all names, one by one: a screen can live without them, so a picture that Apple's host does not have is left out.
 */
export function createNames(deps: {
  cache: Database;
  store: ReturnType<typeof createStoreLookup>;
  icons: ReturnType<typeof createIconFetcher>;
  now(): number;
}) {
  const { cache, store, icons, now } = deps;

  /** @throws AppError as `lookUp` and `fetchIcon`; what came before stays. */
  return async function refreshNames(
    adamIds: readonly string[],
    country: string | undefined,
    signal?: AbortSignal,
  ): Promise<void> {
    const unique = [...new Set(adamIds)];
    const known = await storing(() => cache.apps.bulkGet(unique));
    await store.lookUp({
      adamIds: unique.filter((_, index) => isStale(known[index], now())),
      country,
      onResult: (result) => storing(() => keepNames(appRows(result, now()))),
      ...(signal ? { signal } : {}),
    });
    await refreshIcons(unique, signal);
  };

  /** The admin's own name outlives a new answer of the store. */
  async function keepNames(rows: AppRow[]): Promise<void> {
    await cache.transaction('rw', cache.apps, async () => {
      const before = await cache.apps.bulkGet(rows.map((row) => row.adamId));
      await cache.apps.bulkPut(
        rows.map((row, index) => {
          const customName = before[index]?.customName;
          return customName === undefined ? row : { ...row, customName };
        }),
      );
    });
  }

  async function refreshIcons(adamIds: readonly string[], signal?: AbortSignal): Promise<void> {
    const kept = new Set(await storing(() => cache.icons.where('adamId').anyOf(adamIds).primaryKeys()));
    const apps = await storing(() => cache.apps.bulkGet([...adamIds]));
    for (const app of apps) {
      if (!app?.artworkUrl || kept.has(app.adamId)) continue;
      const blob = await iconOrNothing(app.artworkUrl, signal);
      if (blob) await storing(() => cache.icons.put({ adamId: app.adamId, blob, fetchedAt: now() }));
    }
  }

  async function iconOrNothing(url: string, signal?: AbortSignal): Promise<Blob | undefined> {
    try {
      return await icons.fetchIcon(url, signal);
    } catch (error) {
      if (error instanceof AppError && error.code === 'unexpected-answer') return undefined;
      throw error;
    }
  }
}

function isStale(row: AppRow | undefined, now: number): boolean {
  if (!row) return true;
  return now - row.fetchedAt > (row.source === 'store' ? keepNameMs : askMissingAgainMs);
}

function appRows(result: LookupResult, fetchedAt: number): AppRow[] {
  return [...result].map(([adamId, facts]) => appRow(adamId, facts, fetchedAt));
}

function appRow(adamId: string, facts: StoreFacts | 'missing', fetchedAt: number): AppRow {
  return facts === 'missing'
    ? { adamId, source: 'missing', fetchedAt }
    : { ...facts, adamId, source: 'store', fetchedAt };
}
