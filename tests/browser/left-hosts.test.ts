/** Hosts that were allowed for an MDM that never came to be. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { zooHost } from '../simulator/mdm/zoo/create-zoo.ts';
import { createScreen } from './support/extension.ts';
import { type Chromium, launchChromium } from './support/launch-chromium.ts';
import { waitFor } from './support/wait-for.ts';
import { startZoo, zooConsole } from './support/zoo-world.ts';

const left = 'https://left.example.org/*';
const needed = `https://${zooHost}/*`;
const Origins = z.array(z.string());

let world: Awaited<ReturnType<typeof startZoo>>;
let chromium: Chromium;
let screen: ReturnType<typeof createScreen<Page>>;

beforeAll(async () => {
  world = await startZoo();
  chromium = await launchChromium({ net: world.simulator });
  screen = createScreen(await chromium.openConsole('/tokens'));
});
afterAll(async () => {
  await chromium?.close();
  await world?.simulator.close();
});

const allowed = async () =>
  Origins.parse(await screen.page.evaluate('chrome.permissions.getAll().then(({ origins }) => origins)'));

test('go back to the browser as it starts; those of the manifest and of an MDM that is set up stay', async () => {
  const before = await allowed();
  await screen.send('mdm.save', zooConsole);
  const extensions = await chromium.page('chrome://extensions');
  for (const host of [left, needed]) {
    await extensions.evaluate(
      `chrome.developerPrivate.addHostPermission('${chromium.extensionId}', '${host}')`,
    );
  }
  await extensions.close();
  // What was allowed there is granted without a prompt, which cannot be answered without a display.
  const wish = JSON.stringify({ origins: [left, needed] });
  expect(await screen.page.evaluate(`chrome.permissions.request(${wish})`)).toBe(true);
  expect(await allowed()).toEqual(expect.arrayContaining([left, needed]));
  const worker = await chromium.serviceWorker();
  await worker.evaluate('chrome.runtime.onStartup.dispatch()');
  await waitFor(async () => !(await allowed()).includes(left), { message: 'the host is given back' });
  expect((await allowed()).sort()).toEqual([...before, needed].sort());
});
