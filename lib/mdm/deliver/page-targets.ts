import { z } from 'zod';
import { storing } from '../../platform/storage-error.ts';

interface Area {
  get(keys: string[]): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
}

const key = 'page-targets';
const Stored = z.record(z.string(), z.string());
/** A console each; more than anybody has, and no more than a store should hold. */
const most = 200;

/** Which location's token was placed on which console the last time, by origin. Nothing secret. */
export function createPageTargets(area: Area) {
  async function read(): Promise<Record<string, string>> {
    const stored = Stored.safeParse((await area.get([key]))[key]);
    return stored.success ? stored.data : {};
  }
  return {
    /** @returns the location's uId */
    get: async (origin: string): Promise<string | undefined> => (await read())[origin],
    async remember(origin: string, uId: string): Promise<void> {
      const { [origin]: _, ...others } = await read();
      const kept = Object.entries(others).slice(1 - most);
      await storing(() => area.set({ [key]: Object.fromEntries([...kept, [origin, uId]]) }));
    },
  };
}
export type PageTargets = ReturnType<typeof createPageTargets>;
