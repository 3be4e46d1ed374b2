import type { HolderSeed } from '../browser/holders-seed.ts';
import { bundleSeed } from '../browser/screens-page.ts';
import { launchChromium } from '../browser/support/launch-chromium.ts';
import { startLoopbackHosts } from '../browser/support/loopback-hosts.ts';
import type { Benchmark } from './benchmark.ts';
import {
  installStopwatch,
  longestFrame,
  summary,
  untilAnswered,
  untilChanged,
  untilPainted,
  waitForSign,
  waitUntilIdle,
  written,
} from './stopwatch.ts';

/** Two of some size, and so many small ones that it is 3,000. */
const seed: HolderSeed = { devices: 2000, apps: 10, people: 200, retired: 0 };
const branches = 2998;
const rounds = 5;

/** 3,000 locations are listed, searched and watched without a stall (design 9, "first paint of any table"). */
export const run: Benchmark = async ({ say, report }) => {
  const net = await startLoopbackHosts(['vpp.itunes.apple.com', 'itunes.apple.com'], (_, response) =>
    response.writeHead(503).end(),
  );
  const chromium = await launchChromium({ net });
  const root = `chrome-extension://${chromium.extensionId}`;
  const note = (name: string, budget: number, taken: readonly (readonly number[])[]) => {
    const found = summary(taken);
    say(`${name}: ${written(found)}`);
    report({ name: `3,000 locations: ${name}`, unit: 'ms', ...found, budget, browser: chromium.found.path });
  };
  try {
    const planter = await chromium.openConsole('/settings');
    const code = await bundleSeed('holders-seed.ts');
    await planter.evaluate(
      `(async () => { ${code}; await orchardistSeed.seed(${JSON.stringify(seed)}); })()`,
    );
    const more = await bundleSeed('../bench/locations-page.ts');
    await planter.evaluate(`(async () => { ${more}; await orchardistSeed.plant(${branches}); })()`);
    await planter.close();
    say('planted');
    const taken = { fresh: [], changed: [], tokens: [], frames: [], tasks: [], keys: [] } as Record<
      'fresh' | 'changed' | 'tokens' | 'frames' | 'tasks' | 'keys',
      number[][]
    >;
    for (let round = 0; round < rounds; round++) {
      const first = await chromium.context.newPage();
      await installStopwatch(first);
      await first.goto('about:blank');
      await waitUntilIdle(first);
      taken.fresh.push([await untilPainted(first, `${root}/options.html#/overview`, hasTotals)]);
      await first.close();

      const page = await chromium.context.newPage();
      await installStopwatch(page);
      await page.goto(`${root}/options.html#/settings`);
      await waitForSign(page, `document.querySelector('main')?.childElementCount > 0`);
      await waitUntilIdle(page);
      taken.changed.push([await untilChanged(page, '/overview', hasTotals)]);
      taken.tokens.push([await untilChanged(page, '/tokens', hasRows)]);
      const { frame, task } = await longestFrame(page, async () => {
        await page.locator('main .table').hover();
        for (let turn = 0; turn < 30; turn++) await page.mouse.wheel(0, 240);
      });
      taken.frames.push([frame]);
      taken.tasks.push([task]);
      await page.close();

      const popup = await chromium.context.newPage();
      await popup.setViewportSize({ width: 400, height: 560 });
      await installStopwatch(popup);
      await popup.goto(`${root}/popup.html`);
      await popup.getByRole('combobox').fill(serial.slice(0, 6));
      await waitForSign(popup, hasHit(serial.slice(0, 6)));
      const answers: number[] = [];
      for (let end = 7; end <= 9; end++) {
        const key = serial.slice(end - 1, end);
        answers.push(await untilAnswered(popup, key, hasHit(serial.slice(0, end)), 'written'));
      }
      taken.keys.push(answers);
      await popup.close();
    }
    note('overview in a new tab', 300, taken.fresh);
    note('overview from another screen', 300, taken.changed);
    note('tokens from another screen', 300, taken.tokens);
    note('longest frame of a scroll of the tokens', 50, taken.frames);
    note('longest task of a scroll of the tokens', 50, taken.tasks);
    note('popup: answer to each further key', 16, taken.keys);
  } finally {
    await chromium.close();
    await net.close();
  }
};

/** Of one of the seed's devices. */
const serial = 'C020005TG5Q';
const hasTotals = `document.querySelector('main .totals-table tbody td.number')`;
const hasRows = `document.querySelector('main .table-row .cell:not(:empty, .tick-cell)')`;
const hasHit = (text: string) =>
  `document.querySelector('.popup-body .result')?.textContent.includes(${JSON.stringify(text)})`;
