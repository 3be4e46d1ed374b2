import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { z } from 'zod';
import { expectBuild } from '../browser/support/build.ts';
import { buildWithoutContentScripts } from '../browser/support/change-build.ts';
import { type Chromium, launchChromium } from '../browser/support/launch-chromium.ts';
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
  const scriptless = buildWithoutContentScripts();
  const browsers = {
    ours: await launchChromium({ net }),
    idle: await launchChromium({ net, extensionDir: scriptless.folder }),
    bare: await launchChromium({ net, withoutExtension: true }),
  };
  try {
    const { ours, idle, bare } = await takeTurns(browsers);
    say(
      `page loads: ${ours.toFixed(1)} ms with us, ${idle.toFixed(1)} ms with us but our scripts, ` +
        `${bare.toFixed(1)} ms without an extension`,
    );
    report({
      name: `portal page loaded with hook and card, times without them (median of ${rounds})`,
      unit: 'times',
      measured: ours / idle,
      budget: mostDelay,
      baseline: 1,
      browser: browsers.ours.found.path,
    });
  } finally {
    for (const browser of Object.values(browsers)) await browser.close();
    await net.close();
    scriptless.remove();
  }
};

type Kind = 'ours' | 'idle' | 'bare';

/** The middle load of each in milliseconds. Who comes first changes, as a rested machine is slower to begin. */
async function takeTurns(browsers: Record<Kind, Chromium>): Promise<Record<Kind, number>> {
  const kinds: Kind[] = ['ours', 'idle', 'bare'];
  const loads: Record<Kind, number[]> = { ours: [], idle: [], bare: [] };
  const pages = new Map<Kind, Page>();
  for (const kind of kinds) pages.set(kind, await browsers[kind].page('about:blank'));
  // The first ones warm the browsers up.
  for (let round = -6; round < rounds; round++) {
    const turn = round % kinds.length;
    for (const kind of [...kinds.slice(turn), ...kinds.slice(0, turn)]) {
      const page = pages.get(kind);
      const taken = page && (await loadMs(page));
      if (round >= 0 && taken) loads[kind].push(taken);
    }
  }
  return { ours: middle(loads.ours), idle: middle(loads.idle), bare: middle(loads.bare) };
}

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
