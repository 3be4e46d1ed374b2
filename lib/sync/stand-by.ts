import type { Database } from '../cache/database.ts';
import type { SyncRow } from '../cache/rows.ts';
import { readNamesStatus } from '../cache/write-names-status.ts';
import type { Alarms } from '../platform/alarms.ts';

/** What is due later is left to the routine alarm. */
const SOON_MS = 5 * 60_000;
const atRest: ReadonlySet<SyncRow['state']> = new Set(['done', 'failed']);

/** While something is under way an alarm stands by: it wakes a worker that died, or whose waiting time is over. */
export function createStandBy(deps: {
  cache: Database;
  alarms: Alarms;
  /** Resolves when nothing is under way in this worker. */
  idle(): Promise<unknown>;
  /** Whether other work than syncs goes on by itself later. */
  isUnfinished(): Promise<boolean>;
  now(): number;
  report(error: unknown): void;
}) {
  /** Whether something goes on by itself later: when Apple, the network or the disk is back. */
  async function isUnfinished(): Promise<boolean> {
    const unfinished = await deps.cache.syncs
      .filter(({ state, nextAt }) => (state === 'waiting' ? nextAt !== undefined : !atRest.has(state)))
      .count();
    return unfinished > 0 || (await areNamesSoon()) || (await deps.isUnfinished());
  }

  async function areNamesSoon(): Promise<boolean> {
    const { lookUpAt, iconsAt } = await readNamesStatus(deps.cache);
    const until = deps.now() + SOON_MS;
    return [lookUpAt, iconsAt].some((at) => at !== undefined && at <= until);
  }

  /** Not knowing, the alarm had better stay. */
  async function mayGoOn(): Promise<boolean> {
    try {
      return await isUnfinished();
    } catch (error) {
      deps.report(error);
      return true;
    }
  }

  /** @throws what `begin` throws */
  return async function work(begin: () => Promise<void>): Promise<void> {
    const end = await deps.alarms.workBegins();
    try {
      await begin();
    } finally {
      deps
        .idle()
        .then(async () => end(await mayGoOn()))
        .catch(deps.report);
    }
  };
}
