import { useMemo, useSyncExternalStore } from 'react';
import type { Database } from '../../lib/cache/database.ts';
import { readAssets } from '../../lib/cache/list-queries.ts';
import { createLiveStore } from '../../lib/cache/live-store.ts';
import type { LocationRow } from '../../lib/cache/rows.ts';
import { useCache } from '../data/cache-context.ts';
import { type AssetGroup, groupAssets } from './asset-groups.ts';

const createAssets = (cache: Database) =>
  createLiveStore(async () => {
    const [assets, marks] = await Promise.all([readAssets(cache), cache.marks.toArray()]);
    return { assets, marks };
  });
const stores = new WeakMap<Database, ReturnType<typeof createAssets>>();

function assetsOf(cache: Database) {
  const store = stores.get(cache) ?? createAssets(cache);
  stores.set(cache, store);
  return store;
}

/** Begins the read that the screen waits for, before the screen is drawn. */
export function beginAssets(cache: Database): void {
  assetsOf(cache).subscribe(() => undefined)();
}

/** Every asset of the looked-at locations; undefined until the first read is through. */
export function useAssetGroups(
  locations: readonly LocationRow[],
  location: string,
): readonly AssetGroup[] | undefined {
  const store = assetsOf(useCache());
  const found = useSyncExternalStore(store.subscribe, store.get);
  // As a failed live query does: the boundary above says so.
  if (found && 'error' in found) throw found.error;
  const locationNames = useMemo(
    () => new Map(locations.map(({ uId, locationName }) => [uId, locationName])),
    [locations],
  );
  return useMemo(
    () => found && groupAssets({ ...found.value, locationNames, location }),
    [found, locationNames, location],
  );
}
