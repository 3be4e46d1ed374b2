/** Milliseconds that a worker computes before it looks at what has come in. */
const SLICE = 12;

/**
 * Runs work to its end, in slices between which messages are heard.
 * @param pause milliseconds between two slices, for work that nobody waits for
 */
export async function inSlices<T>(work: Generator<void, T>, pause = 0): Promise<T> {
  for (;;) {
    const until = performance.now() + SLICE;
    do {
      const step = work.next();
      if (step.done) return step.value;
    } while (performance.now() < until);
    await new Promise<void>((resolve) => setTimeout(resolve, pause));
  }
}
