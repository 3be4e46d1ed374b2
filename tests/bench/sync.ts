import { megabyte, openAppleWorld, peakHeap } from './apple-world.ts';
import type { Benchmark } from './benchmark.ts';
import { deltaMs } from './delta.ts';

const ratio = 1.5;
const devices = 100_000;
const rounds = 3;

/**
 * A full sync of 1,000,000 assignments with the rate out of the way, against only fetching and parsing the same pages in
 * the same worker just before and after it; what it takes of memory; and a look for 1,000 changes (design 9).
 */
export const run: Benchmark = async ({ say, report }) => {
  const world = await openAppleWorld({ devices, mostPerSecond: 1_000_000 });
  try {
    const { browser } = world;
    await world.setRate(100_000);
    // The compiler shall know both sides alike.
    await world.bare();
    const runs: { ms: number; floor: number }[] = [];
    let before = await world.bare();
    say(`fetch and JSON.parse alone: ${before.rows} rows, ${before.pages} pages`);
    for (let round = 0; round <= rounds; round++) {
      const { ms } = await (round === 0 ? world.firstSync() : world.sync(true));
      const after = await world.bare();
      const floor = (before.ms + after.ms) / 2;
      runs.push({ ms, floor });
      say(`sync ${ms.toFixed(0)} ms, ${(ms / floor).toFixed(2)} times ${floor.toFixed(0)} ms`);
      before = after;
    }
    if ((await world.countRows()) !== before.rows)
      throw new Error('The sync did not read what the bare loop read.');
    const [first, ...later] = runs;
    const middle = later.toSorted((a, b) => a.ms / a.floor - b.ms / b.floor)[Math.floor(later.length / 2)];
    for (const [name, taken] of [
      ['full sync of 1,000,000 assignments, the first of a fresh worker', first],
      ['full sync of 1,000,000 assignments, compared with what was known', middle],
    ] as const) {
      if (!taken) throw new Error('Nothing was measured.');
      report({
        name,
        unit: 'ms',
        measured: taken.ms,
        budget: taken.floor * ratio,
        baseline: taken.floor,
        browser,
      });
    }
    const peak = await peakHeap(world.chromium, () => world.sync(true));
    report({
      name: 'full sync of 1,000,000 assignments: heap and buffers of the worker',
      unit: 'MB',
      measured: peak / megabyte,
      budget: 300,
      browser,
    });
    report({
      name: 'delta of 1,000 changes on 1,000,000 assignments, network aside',
      unit: 'ms',
      measured: await deltaMs(world, devices, say),
      budget: 1000,
      browser,
    });
  } finally {
    await world.close();
  }
};
