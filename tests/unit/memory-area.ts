import type { SessionArea } from '../../lib/platform/session-memory.ts';

/** `browser.storage.session` in a Map, JSON only, as the browser keeps it. */
export function createMemoryArea(): SessionArea & { items: Map<string, string> } {
  const items = new Map<string, string>();
  return {
    items,
    async get(keys) {
      const wanted = keys ?? [...items.keys()];
      return Object.fromEntries(
        wanted.flatMap((key) => {
          const text = items.get(key);
          return text === undefined ? [] : [[key, JSON.parse(text)]];
        }),
      );
    },
    async set(values) {
      for (const [key, value] of Object.entries(values)) items.set(key, JSON.stringify(value));
    },
    async remove(keys) {
      for (const key of keys) items.delete(key);
    },
  };
}
