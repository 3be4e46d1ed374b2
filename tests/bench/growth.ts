import { z } from 'zod';
import { bundleSeed } from '../browser/screens-page.ts';
import { openAppleWorld, startApple } from './apple-world.ts';
import type { Benchmark } from './benchmark.ts';

const sides = z.object({ ours: z.number(), naive: z.number() });
const Compared = z.object({
  store: z.number(),
  naiveBytes: z.number(),
  ourBytes: z.number(),
  byHolder: sides,
  byAsset: sides,
});

/**
 * How the cost grows with the assignments, beside the naive way: one row an assignment, by Dexie's `bulkPut`, answering
 * the same look-ups. It has no budget and is printed for the reader.
 */
export const run: Benchmark = async ({ say }) => {
  const code = await bundleSeed('../bench/growth-page.ts');
  for (const devices of [1_000, 10_000, 100_000]) {
    const apple = await startApple({ devices, mostPerSecond: 1_000_000 });
    const world = await openAppleWorld(apple);
    try {
      await world.setRate(100_000);
      await world.bare();
      await world.firstSync();
      const floor = await world.bare();
      const { ms } = await world.sync(true);
      const page = await world.chromium.openConsole('/settings');
      const found = Compared.parse(
        await page.evaluate(`(async () => { ${code}; return orchardistSeed.compare(); })()`),
      );
      say(`${floor.rows} assignments`);
      say(`  fetch and parse ${seconds(floor.ms)}, full sync ${seconds(ms)} (all of it)`);
      say(`  naive: only to store the rows ${seconds(found.store)}`);
      for (const [what, took] of [
        ['what a device holds', found.byHolder],
        ['who holds an app', found.byAsset],
      ] as const) {
        say(`  ${what}: ${took.ours.toFixed(1)} ms, naive ${took.naive.toFixed(1)} ms`);
      }
      say(`  on disk ${megabytes(found.ourBytes)}, all of the cache; naive ${megabytes(found.naiveBytes)}`);
    } finally {
      await world.close();
      await apple.close();
    }
  }
};

const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;
const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
