import type { Clock } from '../../../lib/platform/clock.ts';

interface Timer {
  at: number;
  ring(): void;
}

/** A clock that only moves when told, and lets all that became ready run before it moves on. */
export function createFakeClock(start = Date.UTC(2026, 0, 1)) {
  let now = start;
  const timers = new Set<Timer>();

  function earliest(): Timer | undefined {
    return [...timers].sort((a, b) => a.at - b.at)[0];
  }

  async function step(until: number): Promise<boolean> {
    await calm();
    const timer = earliest();
    if (timer === undefined || timer.at > until) return false;
    timers.delete(timer);
    now = Math.max(now, timer.at);
    timer.ring();
    return true;
  }

  const clock: Clock = {
    now: () => Math.floor(now), // Whole milliseconds, as Date.now gives them.
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const timer = { at: now + ms, ring: resolve };
        timers.add(timer);
        signal?.addEventListener('abort', () => {
          timers.delete(timer);
          reject(signal.reason);
        });
      }),
  };

  return {
    clock,
    /** Lets `ms` pass. */
    async advance(ms: number) {
      const until = now + ms;
      while (await step(until));
      now = until;
      await calm();
    },
    /** Lets time pass until `work` has ended; fails when nothing is left that could end it. */
    async until<T>(work: Promise<T>): Promise<T> {
      let ended = false;
      const end = () => {
        ended = true;
      };
      work.then(end, end);
      await calm();
      while (!ended) {
        if (!(await step(Number.POSITIVE_INFINITY)) && !ended) throw new Error('stuck: no timer left');
      }
      return work;
    },
    jump(ms: number) {
      now += ms;
    },
    timers: () => timers.size,
  };
}

/** Lets promise chains run dry. */
export function calm(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
