import { z } from 'zod';
import type { HolderSeed } from '../browser/holders-seed.ts';
import { bundleSeed } from '../browser/screens-page.ts';
import { type Chromium, launchChromium } from '../browser/support/launch-chromium.ts';
import { startLoopbackHosts } from '../browser/support/loopback-hosts.ts';
import type { Benchmark } from './benchmark.ts';

const seed: HolderSeed = { devices: 40_000, apps: 25, people: 0, retired: 0 };
const holders = 4000;

/**
 * 25 apps for 4,000 devices on a cache of 1,000,000 assignments, from the click to the plan: what the cache knows of
 * them is read, too (design 9). Devices that hold nothing yet, and devices of which every other one holds it all.
 */
export const run: Benchmark = async ({ say, report }) => {
  const net = await startLoopbackHosts(['vpp.itunes.apple.com'], (_, response) =>
    response.writeHead(503).end(),
  );
  const chromium = await launchChromium({ net });
  try {
    const planter = await chromium.openConsole('/settings');
    const code = await bundleSeed('holders-seed.ts');
    await planter.evaluate(
      `(async () => { ${code}; await orchardistSeed.seed(${JSON.stringify(seed)}); })()`,
    );
    say('planted');
    await planter.close();
    const picked = wanted.parse(await call(chromium, 'pick', holders));
    const fresh = (serial: string, index: number, share: number) =>
      index % share === 0 ? `${serial}N` : serial;
    for (const [name, share] of [
      ['none held', 1],
      ['half held', 2],
    ] as const) {
      const serialNumbers = picked.serialNumbers.map((serial, index) => fresh(serial, index, share));
      const { read, plan, batches, counts } = outcome.parse(
        await call(chromium, 'plan', { ...picked, serialNumbers }),
      );
      const items = Object.values(counts).reduce((sum, count) => sum + count, 0);
      say(
        `${name}: read ${read.toFixed(0)} ms, planned ${plan.toFixed(0)} ms, ${items} items, ${batches} requests`,
      );
      if (items !== 25 * holders) throw new Error('The plan is not of 100,000 items.');
      report({
        name: `plan of 25 apps x 4,000 devices, ${name}`,
        unit: 'ms',
        measured: read + plan,
        budget: 1000,
        browser: chromium.found.path,
      });
    }
  } finally {
    await chromium.close();
    await net.close();
  }
};

const wanted = z.object({
  uId: z.string(),
  assets: z.array(z.object({ adamId: z.string(), pricingParam: z.string() })).length(25),
  serialNumbers: z.array(z.string()).length(holders),
});
const outcome = z.object({
  read: z.number(),
  plan: z.number(),
  batches: z.number(),
  counts: z.record(z.string(), z.number()),
});

/** In a page of its own, so that nothing is warm but what the browser itself keeps. */
async function call(chromium: Chromium, name: 'pick' | 'plan', argument: unknown): Promise<unknown> {
  const page = await chromium.openConsole('/settings');
  const code = await bundleSeed('../bench/plan-page.ts');
  try {
    return await page.evaluate(
      `(async () => { ${code}; return orchardistSeed.${name}(${JSON.stringify(argument)}); })()`,
    );
  } finally {
    await page.close();
  }
}
