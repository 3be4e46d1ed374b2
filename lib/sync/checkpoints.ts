import type { Clock } from '../platform/clock.ts';

/** Pages that come within this time share a checkpoint: a transaction a page would cost more than the page. */
const CHECKPOINT_MS = 500;

/**
 * Saves one after the other, since a checkpoint builds on the one before, while reading goes on. Whoever comes when the
 * next is due already waits for the one that runs, so that no more than two of them are at risk.
 * @param save takes what has come until then at once, before it waits for anything
 */
export function createCheckpoints(clock: Clock, save: () => Promise<void>) {
  let running: Promise<void> | undefined;
  let begunAt = clock.now();
  let failure: { error: unknown } | undefined;

  function expectSound(): void {
    if (failure) throw failure.error;
  }

  function begin(): void {
    begunAt = clock.now();
    running = save()
      .catch((error: unknown) => {
        failure = { error };
      })
      .finally(() => {
        running = undefined;
      });
  }

  /** Also when the clock was set back meanwhile: until it has caught up, all that is read would be at risk. */
  const isDue = () => Math.abs(clock.now() - begunAt) >= CHECKPOINT_MS;

  /** Waits for the one that runs. @throws what `save` threw, now or earlier */
  async function settle(): Promise<void> {
    await running;
    expectSound();
  }

  return {
    settle,
    /** Waits for the one that runs, however it ends. */
    idle: async (): Promise<void> => running,
    /** Begins one when it is due. @throws what `save` threw, now or earlier */
    async whenDue(): Promise<void> {
      expectSound();
      if (!isDue()) return;
      await settle();
      // Of those who waited the first begins it.
      if (isDue()) begin();
    },
    /** Saves now, and waits until it is done. @throws what `save` threw */
    async now(): Promise<void> {
      await settle();
      begin();
      await settle();
    },
  };
}
