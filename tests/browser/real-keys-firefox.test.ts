/** What only a real keyboard reaches in Firefox: its shortcuts, its menu, and its prompt for a host. */
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { urlOfZoo } from '../simulator/mdm/zoo/create-zoo.ts';
import type { ZooPage } from '../simulator/mdm/zoo/pages.ts';
import { type Display, hasKeyboard, openDisplay } from './support/display.ts';
import { createScreen } from './support/extension.ts';
import { press, says, type } from './support/firefox-hands.ts';
import { type Firefox, launchFirefox } from './support/launch-firefox.ts';
import { waitFor } from './support/wait-for.ts';
import { startZoo, takenIn, zooConsole } from './support/zoo-world.ts';

describe.skipIf(!hasKeyboard)('real keys (need Xvfb and xdotool)', () => {
  let display: Display;
  let world: Awaited<ReturnType<typeof startZoo>>;
  let firefox: Firefox;
  let screen: ReturnType<typeof createScreen<Page>>;

  beforeAll(async () => {
    display = await openDisplay();
    world = await startZoo();
    const preferences = { 'extensions.webextOptionalPermissionPrompts': true };
    firefox = await launchFirefox({ net: world.simulator, headed: true, preferences });
    screen = createScreen(await firefox.openConsole('/tokens'));
    await screen.link(world.token);
    await screen.send('mdm.save', zooConsole);
  });
  afterAll(async () => {
    await firefox?.close();
    await world?.simulator.close();
    await display?.close();
  });

  async function open(name: ZooPage): Promise<Page> {
    const page = await firefox.page(urlOfZoo(name));
    await page.bringToFront();
    display.focus(`Console: ${name}`);
    return page;
  }
  const isTaken = (page: Page) => async () => (await takenIn(page)).length > 0;

  test('the shortcut alone lets us into the page in front, and places the token there', async () => {
    const page = await open('plain');
    await display.pressUntil(['alt+shift+l'], isTaken(page), 'the page has the token');
    expect(await takenIn(page)).toMatchObject([{ field: 'token', text: world.token }]);
  });

  test('so does the last entry of the context menu', async () => {
    const page = await open('textarea');
    await display.chooseFromMenu(1, isTaken(page));
    expect(await takenIn(page)).toMatchObject([{ field: 'token', text: world.token }]);
    expect(world.zoo.saves).toEqual([]);
  });

  /** Fills the form of a console and saves it, which has Firefox ask. */
  async function saveConsole(name: string, host: string): Promise<void> {
    const { page } = screen;
    await page.bringToFront();
    await page.evaluate(`location.hash = '/mdm?add=page:other'`);
    await type(page, 'Your name for it', name);
    await type(page, 'Address of the console', `https://${host}`);
    await press(page, 'Save');
    display.focus('Orchardist');
  }
  const isAllowed = async (host: string) =>
    (await screen.page.evaluate(`browser.permissions.contains({ origins: ['https://${host}/*'] })`)) === true;
  const text = async () => String(await screen.page.evaluate('document.body.innerText'));

  test('a host that is refused in the browser’s prompt leaves nothing saved, and that is said', async () => {
    await saveConsole('Refused', 'refused.example.org');
    const isSaid = async () => (await text()).includes('does not let Orchardist reach refused.example.org');
    await display.pressUntil(['alt+d'], isSaid, 'the form says that it may not');
    expect(await isAllowed('refused.example.org')).toBe(false);
    expect(await screen.rows('mdms')).toHaveLength(1);
  });

  test('a host that is allowed there is what the form named, and the console is saved', async () => {
    await screen.page.evaluate(`location.hash = '/mdm'`);
    await saveConsole('Allowed', 'allowed.example.org');
    await display.pressUntil(['alt+a'], () => isAllowed('allowed.example.org'), 'the host is allowed');
    await says(screen.page, /Allowed/);
    await waitFor(async () => (await screen.rows('mdms')).length === 2, { message: 'it is saved' });
  });
});
