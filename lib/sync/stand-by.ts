import type { Database } from '../cache/database.ts';
import type { SyncRow } from '../cache/rows.ts';
import type { Alarms } from '../platform/alarms.ts';

const atRest: ReadonlySet<SyncRow['state']> = new Set(['done', 'failed']);

/** While something is under way an alarm stands by: it wakes a worker that died, or whose waiting time is over. */
export function createStandBy(deps: {
  cache: Database;
  alarms: Alarms;
  /** Resolves when nothing is under way in this worker. */
  idle(): Promise<unknown>;
  report(error: unknown): void;
}) {
  /** Whether some sync goes on by itself later: when Apple, the network or the disk is back. */
  async function isUnfinished(): Promise<boolean> {
    const unfinished = await deps.cache.syncs
      .filter(({ state, nextAt }) => (state === 'waiting' ? nextAt !== undefined : !atRest.has(state)))
      .count();
    return unfinished > 0;
  }

  /** @throws what `begin` throws */
  return async function work(begin: () => Promise<void>): Promise<void> {
    const end = await deps.alarms.workBegins();
    try {
      await begin();
    } finally {
      deps
        .idle()
        .then(async () => end(await isUnfinished()))
        .catch(deps.report);
    }
  };
}
