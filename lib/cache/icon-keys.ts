/** Which apps have an icon: one live query for all who ask, since one a row would hold up a table that scrolls. */
import { liveQuery, type Subscription } from 'dexie';
import type { Database } from './database.ts';

/** Follows the cache as long as somebody listens. */
export function createIconKeys(cache: Database) {
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
