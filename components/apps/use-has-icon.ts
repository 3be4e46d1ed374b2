import { useSyncExternalStore } from 'react';
import type { Database } from '../../lib/cache/database.ts';
import { createIconKeys } from '../../lib/cache/icon-keys.ts';
import { useCache } from '../data/cache-context.ts';

const stores = new WeakMap<Database, ReturnType<typeof createIconKeys>>();

/** Whether the cache has an app's icon, followed live; false until the first read is through. */
export function useHasIcon(adamId: string): boolean {
  const cache = useCache();
  const store = stores.get(cache) ?? createIconKeys(cache);
  stores.set(cache, store);
  return useSyncExternalStore(store.subscribe, () => store.has(adamId));
}
