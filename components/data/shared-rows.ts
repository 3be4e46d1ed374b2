import { useSyncExternalStore } from 'react';
import type { Database } from '../../lib/cache/database.ts';
import { createLiveStore } from '../../lib/cache/live-store.ts';
import { perDatabase } from '../../lib/cache/per-database.ts';
import { useCache } from './cache-context.ts';

/** One live query for all parts of a page that ask the same: thousands of rows are read once, not once a part. */
export function createSharedRows<T>(query: (cache: Database) => Promise<T>) {
  const storeOf = perDatabase((cache) => createLiveStore(() => query(cache)));
  return {
    /** Begins the read before the screen that waits for it is drawn. */
    begin: (cache: Database): void => storeOf(cache).subscribe(() => undefined)(),
    /** Undefined until the first read is through. */
    useRows(): T | undefined {
      const store = storeOf(useCache());
      const found = useSyncExternalStore(store.subscribe, store.get);
      // As a failed live query does: the boundary above says so.
      if (found && 'error' in found) throw found.error;
      return found?.value;
    },
  };
}
