import { isCode } from './errors.ts';
import type { SessionMemory } from './session-memory.ts';

/** Read by the screens (components/data/use-trouble.ts). */
const troubleKey = 'trouble';

/**
 * What the background could not write into the cache because the store itself fails: told to the screens through
 * session memory, which needs no disk.
 */
export function createTrouble(session: SessionMemory, report: (error: unknown) => void) {
  return {
    /** True when the error was the store's, and is told now. */
    async note(error: unknown): Promise<boolean> {
      // Each page meets that by itself.
      if (isCode(error, 'storage-newer')) return true;
      if (!isCode(error, 'storage-full') && !isCode(error, 'storage-broken')) return false;
      await session.set(troubleKey, error.code);
      return true;
    },
    /** Never rejects: the work that went well is no worse for what the screens are not told. */
    async clear(): Promise<void> {
      try {
        await session.remove(troubleKey);
      } catch (error) {
        report(error);
      }
    },
  };
}
