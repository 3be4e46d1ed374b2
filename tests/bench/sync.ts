import { z } from 'zod';
import { waitFor } from '../browser/support/wait-for.ts';
import { serialFor } from '../simulator/seeds/random.ts';
import { type AppleWorld, megabyte, openAppleWorld, peakHeap, type Run } from './apple-world.ts';
import type { Benchmark } from './benchmark.ts';

const ratio = 1.5;
const devices = 100_000;
const rounds = 3;
const changed = '1234509876';

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
      measured: await deltaMs(world, say),
      budget: 1000,
      browser,
    });
  } finally {
    await world.close();
  }
};

/** 500 gained and 500 lost, over all of the devices; the lost ones make it read the holders of their app again. */
async function deltaMs(world: AppleWorld, say: (line: string) => void): Promise<number> {
  const { apple } = world.simulator;
  const serial = (place: number) => serialFor(Math.floor((place * devices) / 1000), 'GG7');
  apple.buy('grid', changed, 'STDQ', 1000);
  for (let place = 0; place < 500; place++)
    apple.assign('grid', changed, 'STDQ', { serialNumber: serial(2 * place) });
  await world.sync(false);
  for (let place = 0; place < 500; place++) {
    apple.unassign('grid', changed, 'STDQ', { serialNumber: serial(2 * place) });
    apple.assign('grid', changed, 'STDQ', { serialNumber: serial(2 * place + 1) });
  }
  const run = await world.sync(false);
  const { ms, requests } = await networkMs(world, run);
  say(`delta ${run.ms} ms, of which ${ms} ms while one of ${requests} requests was open`);
  return run.ms - ms;
}

const Requests = z.array(z.object({ at: z.number(), ms: z.number() }));

/** How long at least one request was open during a run, by the product's own log of requests. */
async function networkMs({ rows, simulator }: AppleWorld, { startedAt, finishedAt }: Run) {
  const sent = simulator.log.count({ host: 'vpp.itunes.apple.com', since: startedAt });
  const requests = await waitFor(
    async () => {
      const own = Requests.parse(await rows('requests')).filter(
        ({ at }) => at >= startedAt && at <= finishedAt,
      );
      return own.length >= sent && own;
    },
    { message: 'all requests are in the log' },
  );
  let [ms, until] = [0, startedAt];
  for (const { at, ms: taken } of requests.toSorted((a, b) => a.at - b.at)) {
    ms += Math.max(0, at + taken - Math.max(at, until));
    until = Math.max(until, at + taken);
  }
  return { ms, requests: requests.length };
}
