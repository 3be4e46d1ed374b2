import type { Page } from 'playwright-core';
import { z } from 'zod';
import type { HolderSeed } from '../browser/holders-seed.ts';
import { bundleSeed } from '../browser/screens-page.ts';
import { launchChromium } from '../browser/support/launch-chromium.ts';
import { startLoopbackHosts } from '../browser/support/loopback-hosts.ts';
import type { Benchmark } from './benchmark.ts';

const seed: HolderSeed = { devices: 100_000, apps: 10, people: 100_000, retired: 300_000 };

/** The tables over 1,000,000 assignments (design 9): first rows, an answer to a key stroke, scrolling, long tasks. */
export const run: Benchmark = async ({ say, report }) => {
  const net = await startLoopbackHosts(['vpp.itunes.apple.com'], (_, response) =>
    response.writeHead(503).end(),
  );
  const chromium = await launchChromium({ net });
  try {
    const browser = chromium.found.path;
    const planter = await chromium.openConsole('/settings');
    const code = await bundleSeed('holders-seed.ts');
    await planter.evaluate(
      `(async () => { ${code}; await orchardistSeed.seed(${JSON.stringify(seed)}); })()`,
    );
    await planter.close();
    say('planted');
    for (const [screen, letters] of [
      ['apps', 'app1'],
      ['people', '3142'],
      ['devices', 'Z8K'],
    ] as const) {
      const page = await chromium.openConsole('/settings');
      await page.evaluate(watchPage);
      const first = await measure(page, screen, 'first');
      report({ name: `${screen}: first rows`, unit: 'ms', measured: first, budget: 300, browser });
      say(`${screen}: all read after ${await measure(page, screen, 'whole')} ms`);
      await page.getByRole('searchbox').focus();
      const slowest: number[] = [];
      for (const letter of letters) slowest.push(await answerTo(page, letter));
      say(`${screen}: answers ${slowest.map((ms) => ms.toFixed(0)).join(', ')} ms`);
      report({
        name: `${screen}: answer to a key`,
        unit: 'ms',
        measured: Math.max(...slowest),
        budget: 50,
        browser,
      });
      await page.getByRole('searchbox').fill('');
      const frame = await longestFrame(page);
      report({
        name: `${screen}: longest frame of a scroll`,
        unit: 'ms',
        measured: frame,
        budget: 50,
        browser,
      });
      const longest = z.number().parse(await page.evaluate('longestTask'));
      report({
        name: `${screen}: longest task of the page`,
        unit: 'ms',
        measured: longest,
        budget: 50,
        browser,
      });
      await page.close();
    }
  } finally {
    await chromium.close();
    await net.close();
  }
};

const watchPage = `
  window.longestTask = 0;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longestTask = Math.max(longestTask, duration);
  }).observe({ type: 'longtask' });
`;

/** Milliseconds from a change of screen to its first row, or to the end of reading. */
async function measure(page: Page, screen: string, what: 'first' | 'whole'): Promise<number> {
  const sign =
    what === 'first'
      ? `document.querySelector('.table-row .cell:not(:empty)')`
      : `/rows|of/.test(document.querySelector('.filter-count')?.textContent ?? '') && !/so far/.test(document.querySelector('.filter-count').textContent)`;
  const taken: unknown = await page.evaluate(`new Promise((resolve) => {
    window.began ??= performance.now();
    location.hash = '/${screen}';
    const look = () => (${sign}) ? resolve(performance.now() - began) : requestAnimationFrame(look);
    look();
  })`);
  return Math.round(z.number().parse(taken));
}

/** Milliseconds between two frames, at most, over sixty that scroll: small steps and a leap now and then. */
async function longestFrame(page: Page): Promise<number> {
  const taken: unknown = await page.evaluate(`(async () => {
    const grid = document.querySelector('.table');
    const frame = () => new Promise(requestAnimationFrame);
    let longest = 0;
    let before = await frame();
    for (let step = 0; step < 60; step += 1) {
      grid.scrollTop += step % 10 === 9 ? 50_000 : 120;
      const at = await frame();
      longest = Math.max(longest, at - before);
      before = at;
    }
    return longest;
  })()`);
  return z.number().parse(taken);
}

/** Milliseconds from a key to the count of what it leaves. */
async function answerTo(page: Page, letter: string): Promise<number> {
  await page.evaluate(`
    window.answered = new Promise((resolve) => {
      addEventListener('keydown', () => {
        const began = performance.now();
        const bar = document.querySelector('.filter-count');
        const before = bar.textContent;
        const look = () => bar.textContent !== before || performance.now() - began > 3000
          ? resolve(performance.now() - began) : setTimeout(look);
        look();
      }, { once: true, capture: true });
    });
    undefined;
  `);
  await page.keyboard.press(letter);
  return z.number().parse(await page.evaluate('answered'));
}
