import type { z } from 'zod';
import { storing } from './storage-error.ts';

/** The part of `browser.storage.session` that we use; a Map serves as well in tests. */
export interface SessionArea {
  get(keys: string[] | null): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
  remove(keys: string[]): Promise<void>;
}

/**
 * Memory that lives as long as the browser, not as long as the worker. The only place, besides the sealed vault,
 * that may hold a token. Content scripts cannot read it as long as nobody calls `setAccessLevel`: never call it.
 * Values are JSON (a CryptoKey or Uint8Array would come back as `{}`).
 */
export function createSessionMemory(area: SessionArea) {
  return {
    /** What does not fit the schema counts as absent: it is memory of an older version, and can be made again. */
    async get<T>(key: string, schema: z.ZodType<T>): Promise<T | undefined> {
      const found = await storing(() => area.get([key]));
      const parsed = schema.safeParse(found[key]);
      return parsed.success ? parsed.data : undefined;
    },
    /** Unchecked, for a reader that has its own schema. */
    peek: async (key: string): Promise<unknown> => (await storing(() => area.get([key])))[key],
    set: (key: string, value: unknown) => storing(() => area.set({ [key]: value })),
    remove: (...keys: string[]) => storing(() => area.remove(keys)),
    async keys(prefix: string): Promise<string[]> {
      const all = await storing(() => area.get(null));
      return Object.keys(all).filter((key) => key.startsWith(prefix));
    },
  };
}
export type SessionMemory = ReturnType<typeof createSessionMemory>;
