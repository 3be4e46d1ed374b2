import { liveQuery, type Subscription } from 'dexie';
import { useSyncExternalStore } from 'react';
import type { Database } from '../../lib/cache/database.ts';
import { useCache } from '../data/cache-context.ts';

const stores = new WeakMap<Database, ReturnType<typeof createIconKeys>>();

/** Whether the cache has an app's icon: one live query a page, since one a row would hold up a table that scrolls. */
export function useHasIcon(adamId: string): boolean {
  const cache = useCache();
  const store = stores.get(cache) ?? createIconKeys(cache);
  stores.set(cache, store);
  return useSyncExternalStore(store.subscribe, () => store.has(adamId));
}

function createIconKeys(cache: Database) {
  const listeners = new Set<() => void>();
  let keys: ReadonlySet<string> = new Set();
  let following: Subscription | undefined;
  const note = (next: ReadonlySet<string>) => {
    keys = next;
    for (const listener of listeners) listener();
  };
  return {
    has: (adamId: string) => keys.has(adamId),
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      following ??= liveQuery(() => cache.icons.toCollection().primaryKeys()).subscribe({
        next: (found) => note(new Set(found)),
        // Decoration: what cannot be read leaves the plain mark, and the tables beside it say why.
        error: () => note(new Set()),
      });
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        following?.unsubscribe();
        following = undefined;
      };
    },
  };
}
