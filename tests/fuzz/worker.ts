import { parentPort, workerData } from 'node:worker_threads';
import { fuzzTargets } from './targets.ts';

/** Runs one target and counts its cases where `main.ts` can see it. */
const { name, runs, seed, counter } = workerData;
let slowest = 0;
let slowestCase = 0;
let before = performance.now();

const result = await fuzzTargets
  .find((target) => target.name === name)
  ?.run({
    runs,
    seed,
    onCase(number) {
      Atomics.store(counter, 0, number);
      const now = performance.now();
      // From the beginning of the case before to the beginning of this one; its making is in it.
      if (number > 1 && now - before > slowest) {
        slowest = now - before;
        slowestCase = number - 1;
      }
      before = now;
    },
  });
parentPort?.postMessage({ ...result, slowest, slowestCase });
