import type { Alarms } from './alarms.ts';

/** While something is under way an alarm stands by: it wakes a worker that died, or whose waiting time is over. */
export function createStandBy(deps: {
  alarms: Alarms;
  /** Resolves when nothing is under way in this worker. */
  idle(): Promise<unknown>;
  /** Whether something goes on by itself later: when Apple, the network or the disk is back, or an answer is due. */
  isUnfinished(): Promise<boolean>;
  report(error: unknown): void;
}) {
  /** Not knowing, the alarm had better stay. */
  async function mayGoOn(): Promise<boolean> {
    try {
      return await deps.isUnfinished();
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
