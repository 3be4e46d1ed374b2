import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { z } from 'zod';
import { expectBuild } from '../browser/support/build.ts';
import { launchChromium } from '../browser/support/launch-chromium.ts';
import { zippedSizeOf } from '../browser/support/page-scripts.ts';
import { startPortals } from '../browser/support/portal-bench.ts';
import { urlOf } from '../simulator/portal/cell.ts';
import { makeToken } from '../unit/token/make-token.ts';
import type { Benchmark } from './benchmark.ts';
import { middle } from './stopwatch.ts';

const kB = 1000;
const host = 'school.apple.com';
const rounds = 60;
/** Loads of one page differ by more than this among themselves; a delay below it cannot be measured. */
const mostDelay = 1.1;

/** What the product adds to the pages that it looks at, and to what a popup loads (design 9). */
export const run: Benchmark = async ({ say, report }) => {
  const build = expectBuild('chromium');
  const sizes = [
    { name: 'portal hook', measured: sizeOf(build, 'portal-hook.js'), budget: 5 },
    { name: 'popup code, zipped', measured: zippedSizeOf(build, 'popup.html') / kB, budget: 150 },
  ];
  for (const size of sizes) report({ ...size, unit: 'kB' });

  const token = makeToken();
  const net = await startPortals({ tokenText: () => token, fileName: () => 'sToken_for_North.vpptoken' });
  const chromium = await launchChromium({ net });
  const bare = await launchChromium({ net, withoutExtension: true });
  try {
    const [ours, theirs] = [await chromium.page('about:blank'), await bare.page('about:blank')];
    const loads: { ours: number[]; theirs: number[] } = { ours: [], theirs: [] };
    // The first ones warm the browsers up.
    for (let round = -5; round < rounds; round++) {
      const taken = [await loadMs(ours), await loadMs(theirs)] as const;
      if (round < 0) continue;
      loads.ours.push(taken[0]);
      loads.theirs.push(taken[1]);
    }
    const [measured, baseline] = [middle(loads.ours), middle(loads.theirs)];
    say(`page loads: ${measured.toFixed(1)} ms with us, ${baseline.toFixed(1)} ms without`);
    report({
      name: `portal page loaded with us, times without (median of ${rounds})`,
      unit: 'times',
      measured: measured / baseline,
      budget: mostDelay,
      baseline: 1,
      browser: chromium.found.path,
    });
  } finally {
    await chromium.close();
    await bare.close();
    await net.close();
  }
};

const sizeOf = (build: string, script: string) =>
  readFileSync(join(build, 'content-scripts', script)).length / kB;

/** From the beginning of the navigation to the end of the page's load event. */
async function loadMs(page: Page): Promise<number> {
  await page.goto(urlOf(host, {}), { waitUntil: 'load' });
  return z
    .number()
    .positive()
    .parse(
      await page.evaluate(
        `new Promise((resolve) => setTimeout(() => resolve(performance.getEntriesByType('navigation')[0].loadEventEnd)))`,
      ),
    );
}
