import { isCode } from './errors.ts';
import type { SessionMemory } from './session-memory.ts';

/** Read by the screens (components/data/use-trouble.ts). */
const troubleKey = 'trouble';

/**
 * What the background could not write into the cache because the store itself fails: told to the screens through
 * session memory, which needs no disk.
 */
export function createTrouble(session: SessionMemory) {
  return {
    /** True when the error was the store's, and is told now. */
    async note(error: unknown): Promise<boolean> {
      if (!isCode(error, 'storage-full') && !isCode(error, 'storage-broken')) return false;
      await session.set(troubleKey, error.code);
      return true;
    },
    clear: () => session.remove(troubleKey),
  };
}
