/** The production build over what an older version left. */
import type { Page } from 'playwright-core';
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { startSimulator } from '../simulator/start-simulator.ts';
import { createScreen } from './support/extension.ts';
import { expectedScreens, shownLines } from './support/frozen-screens.ts';
import { type Chromium, errorsIn, launchChromium } from './support/launch-chromium.ts';
import { plantFrozen } from './support/plant-frozen.ts';
import { waitFor } from './support/wait-for.ts';

const toClose: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of toClose.splice(0).reverse()) await close();
});

test.each([1, 2, 3, 4, 5])(
  'what version %i left stands on the screens, also when the worker dies while it is brought up to date',
  async (version) => {
    const simulator = await startSimulator();
    toClose.push(() => simulator.close());
    const chromium = await launchChromium({ net: simulator });
    toClose.push(() => chromium.close());
    const origin = `chrome-extension://${chromium.extensionId}`;
    const plain = await chromium.page(`${origin}/_locales/en/messages.json`);
    // A worker that is killed as it starts may be taken for dead too soon: it writes this row once it is up.
    const first = await chromium.openConsole('/tokens');
    await waitFor(() => hasStarted(plain), { message: 'the first worker is up' });
    await first.close();
    const plant = async () => {
      await chromium.killWorker();
      return plantFrozen(plain, version);
    };
    const planted = await waitFor(plant, { message: 'it is planted' });
    const before = chromium.consoleMessages.length;

    await chromium.serviceWorker();
    if (version < 5) await waitFor(planted.isInTheWay, { message: 'the worker wants to update it' });
    await chromium.killWorker();
    await chromium.serviceWorker();
    await Promise.all([planted.release(), chromium.killWorker()]);

    await expectScreens(chromium, version);
    await chromium.killWorker();
    await expectScreens(chromium, version);
    // What Dexie says of the page that was in the way.
    const isOurs = ({ text }: { text: string }) => !text.includes('blocked by other connection');
    expect(errorsIn(chromium.consoleMessages.slice(before)).filter(isOurs)).toEqual([]);
  },
);

/** Whether the worker has got so far as to say how it keeps tokens. */
async function hasStarted(plain: Page): Promise<boolean> {
  // A database that is not there yet would be made by looking into it.
  const isThere = `indexedDB.databases().then((all) => all.some(({ name, version }) => name === 'orchardist' && version > 1))`;
  if (!(await plain.evaluate(isThere))) return false;
  const status = z.array(z.object({ key: z.string() })).parse(await createScreen(plain).rows('status'));
  return status.some(({ key }) => key === 'vault');
}

async function expectScreens(chromium: Chromium, version: number): Promise<void> {
  const page = await chromium.openConsole('/tokens');
  for (const [route, lines] of Object.entries(expectedScreens(version))) {
    expect(lines.length, route).toBeGreaterThan(1);
    await page.evaluate(`location.hash = ${JSON.stringify(route)}`);
    // The columns that are expected, in an order that does not matter.
    const columns = Object.keys(lines[0] ?? {});
    const plain = (all: Record<string, string>[]) =>
      all.map((line) => columns.map((column) => `${column}: ${line[column]}`).join(', ')).toSorted();
    await expect
      .poll(async () => plain(await shownLines(page)), { timeout: 30_000, message: route })
      .toEqual(plain(lines));
  }
  await page.close();
}
