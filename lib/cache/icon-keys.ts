/** Which apps have an icon. */
import type { Database } from './database.ts';
import { createLiveStore } from './live-store.ts';

/** Follows the cache as long as somebody listens. */
export function createIconKeys(cache: Database) {
  const store = createLiveStore(async () => new Set(await cache.icons.toCollection().primaryKeys()));
  return {
    subscribe: store.subscribe,
    /** Decoration: what cannot be read leaves the plain mark, and the tables beside it say why. */
    has(adamId: string): boolean {
      const found = store.get();
      return found !== undefined && 'value' in found && found.value.has(adamId);
    },
  };
}
