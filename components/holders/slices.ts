/** Milliseconds that a worker computes before it looks at what has come in. */
const SLICE = 12;
/** The same for what nobody waits for, and how long it then leaves to others: a question must not be felt to wait. */
const IDLE_SLICE = 3;
const IDLE_PAUSE = 10;
/** After a question another one is likely, and the page draws its answer meanwhile. */
const QUESTION_PAUSE = 500;

/** Runs work to its end, in slices between which messages are heard. */
export const inSlices = <T>(work: Generator<void, T>): Promise<T> => run(work, SLICE, () => 0);

/**
 * The same for work that nobody waits for.
 * @param askedAt when the last question came, as `performance.now()`
 */
export const inIdleSlices = <T>(work: Generator<void, T>, askedAt: () => number): Promise<T> =>
  run(work, IDLE_SLICE, () => Math.max(IDLE_PAUSE, askedAt() + QUESTION_PAUSE - performance.now()));

async function run<T>(work: Generator<void, T>, slice: number, pause: () => number): Promise<T> {
  for (;;) {
    const until = performance.now() + slice;
    do {
      const step = work.next();
      if (step.done) return step.value;
    } while (performance.now() < until);
    await new Promise<void>((resolve) => setTimeout(resolve, pause()));
  }
}
