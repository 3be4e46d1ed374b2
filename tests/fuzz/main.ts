import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { keepRegression } from './regressions.ts';
import type { FuzzResult } from './target.ts';
import { fuzzTargets } from './targets.ts';

/**
 * `npm run fuzz`: every target, or the one that is named; `-- csv --runs 100000 --seed 7`. A counterexample is kept in
 * `tests/fuzz/regressions/` and tried by `npm test` from then on.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string', default: '10000' }, seed: { type: 'string' } },
});
const runs = Number(values.runs);
const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed);
const chosen = fuzzTargets.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
if (chosen.length === 0 || !Number.isInteger(runs) || !Number.isInteger(seed)) {
  console.log(`npm run fuzz -- [${fuzzTargets.map(({ name }) => name).join('|')}] [--runs N] [--seed N]`);
  process.exit(1);
}

/** A case that is not done after this long never will be, in milliseconds. */
const longestCase = 60_000;

for (const { name } of chosen) {
  const start = performance.now();
  const result = await runTarget(name);
  const seconds = (performance.now() - start) / 1000;
  const rate = Math.round(result.runs / seconds);
  const slowest = `slowest ${Math.round(result.slowest)} ms (case ${result.slowestCase})`;
  const verdict = result.failure ? 'FAILED' : 'ok';
  console.log(
    `${name.padEnd(9)} ${verdict.padEnd(7)} ${result.runs} cases, ${seconds.toFixed(1)} s, ${rate}/s, ${slowest}, seed ${result.seed}`,
  );
  if (!result.failure) continue;
  process.exitCode = 1;
  const { input, why } = result.failure;
  console.log(why);
  console.log(`kept: ${keepRegression(name, input)}`);
}

type Told = FuzzResult & { slowest: number; slowestCase: number };

/** In a thread of its own, so that a case that never ends can be told, and ended, from here. */
function runTarget(name: string): Promise<Told> {
  const counter = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(new URL('worker.ts', import.meta.url), {
    workerData: { name, runs, seed, counter },
  });
  return new Promise((resolve, reject) => {
    let last = -1;
    const watch = setInterval(() => {
      const now = Atomics.load(counter, 0);
      if (now === last) {
        const input = chosen.find((target) => target.name === name)?.inputOfCase(seed, now) ?? '';
        const failure = { input, why: `case ${now} does not end` };
        end({ runs: now, seed, failure, slowest: longestCase, slowestCase: now });
      }
      last = now;
    }, longestCase);
    const end = (told: Told) => {
      clearInterval(watch);
      void worker.terminate();
      resolve(told);
    };
    worker.once('message', end);
    worker.once('error', reject);
  });
}
