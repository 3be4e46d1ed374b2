import type { Page } from 'playwright-core';
import { type HolderSeed, serialOf } from '../browser/holders-seed.ts';
import { openOrderWorld } from '../browser/support/order-screens.ts';
import type { Benchmark } from './benchmark.ts';
import { installStopwatch, summary, untilDone, waitUntilIdle, written } from './stopwatch.ts';

const seed: HolderSeed = { devices: 40_000, apps: 25, people: 0, retired: 0 };
const north = '2049025000431439';
const devices = 4000;
const items = 25 * devices;
const rounds = 5;

/**
 * 25 apps for 4,000 devices on a cache of 1,000,000 assignments, on the screen of a new order of the production build:
 * from the click that adds the devices, which is the last thing that the plan waits for, to the plan, painted: its
 * sentence and its first rows (design 9). Devices that hold nothing yet, and devices of which every other one holds it
 * all.
 */
export const run: Benchmark = async ({ say, report }) => {
  const world = await openOrderWorld();
  try {
    const planter = await world.chromium.openConsole('/settings');
    await world.plant(planter, { scene: 'healthy', isEmpty: true, holders: seed });
    await planter.close();
    say('planted');
    for (const [name, share] of [
      ['none held', 1],
      ['half held', 2],
    ] as const) {
      const taken: number[][] = [];
      for (let round = 0; round < rounds; round++) {
        const page = await composeOrder(world, serialsFor(share));
        const add = page.getByRole('button', { name: `Add ${said(devices)}` });
        const ms = await untilDone(page, {
          event: 'click',
          act: () => add.click(),
          sign: isPlanned(items / share),
        });
        say(`${name}: ${ms.toFixed(0)} ms`);
        taken.push([ms]);
        await page.close();
      }
      const found = summary(taken);
      say(`${name}: ${written(found)}`);
      report({
        name: `plan of 25 apps x 4,000 devices, ${name}`,
        unit: 'ms',
        ...found,
        budget: 1000,
        browser: world.chromium.found.path,
      });
    }
  } finally {
    await world.close();
  }
};

/** Every tenth device of the cache, so that all its leaves are read; every `share`-th of them is not known. */
const serialsFor = (share: number) =>
  Array.from({ length: devices }, (_, index) => `${serialOf(index * 10)}${index % share === 0 ? 'N' : ''}`);

/** A new order up to its last click: 25 apps are ticked, and the file of devices is read. */
async function composeOrder(
  { chromium }: Awaited<ReturnType<typeof openOrderWorld>>,
  serials: readonly string[],
): Promise<Page> {
  const page = await chromium.context.newPage();
  await installStopwatch(page);
  await page.goto(`chrome-extension://${chromium.extensionId}/options.html#/orders/new`);
  await page.getByRole('button', { name: 'Grant licences' }).click();
  await page.getByLabel('Location', { exact: true }).last().selectOption(north);
  await page.getByRole('button', { name: 'Choose …' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('App 0', { exact: true }).waitFor();
  await dialog.getByRole('grid').focus();
  await page.keyboard.press('Control+a');
  // The last one is a book.
  await dialog.getByRole('searchbox').fill('App 25');
  await dialog.getByText('App 24', { exact: true }).waitFor({ state: 'detached' });
  await dialog.getByRole('grid').focus();
  await page.keyboard.press(' ');
  await dialog.getByRole('button', { name: 'Take 25' }).click();
  await page.getByRole('button', { name: 'Add …' }).click();
  await dialog.locator('input[type=file]').setInputFiles({
    name: 'devices.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(serials.join('\n')),
  });
  await dialog.getByRole('button', { name: `Add ${said(devices)}` }).waitFor();
  await waitUntilIdle(page);
  return page;
}

/** The sentence, the rows of all items and the button that would send so many. */
const isPlanned = (licences: number) =>
  `document.querySelector('.plan-sentence')?.textContent.includes(' devices: ${said(licences)} licences in ') &&
  document.querySelector('.plan-items .filter-count')?.textContent.includes('${said(items)}') &&
  document.querySelector('.plan-items .table-row .cell:not(:empty)') &&
  document.querySelector('.plan-confirm button:not(:disabled)')`;

const said = (count: number) => count.toLocaleString('en');
