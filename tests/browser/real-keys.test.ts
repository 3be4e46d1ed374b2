/**
 * What only a real keyboard reaches in Chromium: its shortcuts, its menu, and its prompt for a host. The prompt is refused here; it
 * begins on _Deny_ and tells nobody when it stands, so that the way to _Allow_ could not be pressed surely.
 */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { urlOfZoo } from '../simulator/mdm/zoo/create-zoo.ts';
import type { ZooPage } from '../simulator/mdm/zoo/pages.ts';
import { type Display, hasKeyboard, openDisplay } from './support/display.ts';
import { createScreen } from './support/extension.ts';
import { type Chromium, launchChromium } from './support/launch-chromium.ts';
import { startZoo, takenIn, zooConsole } from './support/zoo-world.ts';

describe.skipIf(!hasKeyboard)('real keys (need Xvfb and xdotool)', () => {
  let display: Display;
  let world: Awaited<ReturnType<typeof startZoo>>;
  let chromium: Chromium;
  let screen: ReturnType<typeof createScreen<Page>>;

  beforeAll(async () => {
    display = await openDisplay();
    world = await startZoo();
    chromium = await launchChromium({ net: world.simulator, headed: true });
    screen = createScreen(await chromium.openConsole('/tokens'));
    await screen.link(world.token);
    await screen.send('mdm.save', zooConsole);
  });
  afterAll(async () => {
    await chromium?.close();
    await world?.simulator.close();
    await display?.close();
  });

  async function open(name: ZooPage): Promise<Page> {
    const page = await chromium.page(urlOfZoo(name));
    await page.bringToFront();
    display.focus(`Console: ${name}`);
    return page;
  }
  const isTaken = (page: Page) => async () => (await takenIn(page)).length > 0;

  test('the shortcut places the token on the page in front', async () => {
    const page = await open('plain');
    await display.pressUntil(['alt+shift+l'], isTaken(page), 'the page has the token');
    expect(await takenIn(page)).toMatchObject([{ field: 'token', text: world.token }]);
  });

  test('so does the entry of the context menu, above the source and the inspector', async () => {
    const page = await open('textarea');
    await display.chooseFromMenu(3, isTaken(page));
    expect(await takenIn(page)).toMatchObject([{ field: 'token', text: world.token }]);
    expect(world.zoo.saves).toEqual([]);
  });

  test('a host that is refused in the browser’s prompt leaves nothing saved, and that is said', async () => {
    const { page } = screen;
    await page.bringToFront();
    await page.evaluate(`location.hash = '/mdm?add=page:other'`);
    await page.getByLabel('Your name for it').fill('Refused');
    await page.getByLabel('Address of the console').fill('https://refused.example.org');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    display.focus('Orchardist');
    const refusal = page.getByText('The browser does not let Orchardist reach refused.example.org.');
    await display.pressUntil(['Escape'], () => refusal.isVisible(), 'the form says that it may not');
    expect(await screen.rows('mdms')).toHaveLength(1);
  });
});
