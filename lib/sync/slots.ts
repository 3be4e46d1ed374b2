/** Runs at most `most` works at once, the others in turn. */
export function createSlots(most: number) {
  let free = most;
  const waiting = new Set<() => void>();

  function turn(signal: AbortSignal): Promise<void> {
    if (free > 0) {
      free--;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const abort = () => {
        waiting.delete(go);
        reject(signal.reason);
      };
      const go = () => {
        signal.removeEventListener('abort', abort);
        resolve();
      };
      waiting.add(go);
      signal.addEventListener('abort', abort, { once: true });
    });
  }

  function passOn(): void {
    const [next] = waiting;
    if (!next) {
      free++;
      return;
    }
    // Directly, so that a newcomer cannot take the slot in between.
    waiting.delete(next);
    next();
  }

  return {
    /** @throws the signal's reason when it aborts before the work had its turn; what the work throws */
    async run(work: () => Promise<void>, signal: AbortSignal): Promise<void> {
      signal.throwIfAborted();
      await turn(signal);
      try {
        await work();
      } finally {
        passOn();
      }
    },
  };
}
