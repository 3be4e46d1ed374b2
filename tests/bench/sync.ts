import { expectBrowser } from '../browser/support/find-browsers.ts';
import {
  type AppleWorld,
  megabyte,
  openAppleWorld,
  peakHeap,
  type SimulatedApple,
  startApple,
} from './apple-world.ts';
import type { BenchContext, Benchmark } from './benchmark.ts';
import { deltaMs } from './delta.ts';
import { step } from './step.ts';

const ratio = 1.5;
const devices = 100_000;
const rounds = 3;
/** Milliseconds of a sync, and of only fetching and parsing the same pages. */
interface Pair {
  ms: number;
  floor: number;
}

/**
 * A full sync of 1,000,000 assignments with the rate out of the way, against only fetching and parsing the same pages in
 * the same worker just before and after it; what it takes of memory; and a look for 1,000 changes (design 9).
 */
export const run: Benchmark = async (context) => {
  const apple = await startApple({ devices, mostPerSecond: 1_000_000 });
  try {
    await step('the first sync of a fresh worker', () => measureFirst(apple, context));
    const world = await openAppleWorld(apple);
    try {
      await measureLater(world, context);
    } finally {
      await world.close();
    }
  } finally {
    await apple.close();
  }
};

/** A worker that has just begun has compiled nothing: it is compared with one that has just begun. */
async function measureFirst(apple: SimulatedApple, context: BenchContext): Promise<void> {
  const fresh = async <T>(act: (world: AppleWorld) => Promise<T>): Promise<T> => {
    const world = await openAppleWorld(apple);
    try {
      await world.setRate(100_000);
      return await act(world);
    } finally {
      await world.close();
    }
  };
  const bare = () => fresh((world) => world.bare());
  // The simulated Apple shall know its pages.
  const { rows, pages } = await bare();
  context.say(`fetch and JSON.parse alone: ${rows} rows, ${pages} pages`);
  const pairs = await alternate(bare, () => fresh((world) => world.firstSync()), context);
  reportMiddle('full sync of 1,000,000 assignments, the first of a fresh worker', pairs, context);
}

async function measureLater(world: AppleWorld, context: BenchContext): Promise<void> {
  const { say, report } = context;
  const { browser } = world;
  await world.setRate(100_000);
  // The compiler shall know both sides alike.
  await step('the sync before the measured ones', () => world.firstSync());
  const { rows } = await step('fetch and JSON.parse before the measured ones', () => world.bare());
  const pairs = await step('full syncs', () => alternate(world.bare, () => world.sync(true), context));
  if ((await world.countRows()) !== rows) throw new Error('The sync did not read what the bare loop read.');
  reportMiddle('full sync of 1,000,000 assignments, compared with what was known', pairs, context);
  const peak = await step('memory', () => peakHeap(world.chromium, () => world.sync(true)));
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
    measured: await step('delta', () => deltaMs(world, devices, say)),
    budget: 1000,
    browser,
  });
}

/** Each sync between two bare loops, since the load of a machine changes. */
async function alternate(
  bare: () => Promise<{ ms: number }>,
  sync: () => Promise<{ ms: number }>,
  { say }: BenchContext,
): Promise<Pair[]> {
  const pairs: Pair[] = [];
  let before = await bare();
  for (let round = 0; round < rounds; round++) {
    const { ms } = await sync();
    const after = await bare();
    const floor = (before.ms + after.ms) / 2;
    pairs.push({ ms, floor });
    say(`sync ${ms.toFixed(0)} ms, ${(ms / floor).toFixed(2)} times ${floor.toFixed(0)} ms`);
    before = after;
  }
  return pairs;
}

function reportMiddle(name: string, pairs: readonly Pair[], { report }: BenchContext): void {
  const middle = pairs.toSorted((a, b) => a.ms / a.floor - b.ms / b.floor)[Math.floor(pairs.length / 2)];
  if (!middle) throw new Error('Nothing was measured.');
  const { ms, floor } = middle;
  const browser = expectBrowser('chromium').path;
  report({ name, unit: 'ms', measured: ms, budget: floor * ratio, baseline: floor, browser });
}
