/** Keeps a draft in the tab: it outlives a reload where the browser has the room, and never stands in the address. */
import { type Draft, type DraftPart, parseDraft } from './draft.ts';

const key = 'order-draft';

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** @param storage of the tab; a draft that does not fit into it lives until the page is left */
export function createDraftStore(storage: Store) {
  let draft: Draft | undefined;
  let isRead = false;
  const listeners = new Set<() => void>();

  function get(): Draft | undefined {
    if (!isRead) draft = parseDraft(storage.getItem(key));
    isRead = true;
    return draft;
  }
  function set(next: Draft | undefined): void {
    draft = next;
    isRead = true;
    storage.removeItem(key);
    try {
      if (next) storage.setItem(key, JSON.stringify(next));
    } catch {
      // More than the browser keeps for a tab: the memory has it.
    }
    for (const listener of listeners) listener();
  }
  return {
    get,
    set,
    /** Puts another part in the place of this one. */
    change(index: number, part: DraftPart): void {
      const now = get();
      if (now) set({ parts: now.parts.map((one, at) => (at === index ? part : one)) });
    },
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
