import { z } from 'zod';
import { AppError } from '../platform/errors.ts';
import type { SessionMemory } from '../platform/session-memory.ts';

const memoryKey = 'captures';
const windowMs = 60_000;
/** An admin with many locations downloads some tokens a minute, a hostile page sends thousands. */
const mostInWindow = 10;

/** Lets a page hand in so many new candidates a minute, over all tabs and over the worker's death. */
export function createCaptureLimit(session: SessionMemory, now: () => number) {
  return {
    /** @throws too-many-captures */
    async admit(): Promise<void> {
      const past = (await session.get(memoryKey, z.array(z.number()))) ?? [];
      // A time that lies ahead is of a clock that was set back since: it must not shut the page out for that long.
      const recent = past.filter((time) => Math.abs(now() - time) < windowMs);
      if (recent.length >= mostInWindow) throw new AppError('too-many-captures', { most: mostInWindow });
      await session.set(memoryKey, [...recent, now()]);
    },
  };
}
