import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { examples } from '../demo/examples.ts';
import { startSimulator } from '../simulator/start-simulator.ts';
import { root } from './support/build.ts';
import { createScreen } from './support/extension.ts';
import { focus, press, says, type } from './support/firefox-hands.ts';
import { readHoldings } from './support/holdings.ts';
import { type Firefox, launchFirefox } from './support/launch-firefox.ts';
import { waitFor } from './support/wait-for.ts';

const passphrase = 'seven apples in a row';
const pictures = join(root, 'test-output', 'firefox');

let simulator: Awaited<ReturnType<typeof startSimulator>>;
let firefox: Firefox;
let portal: Page;
let popup: Page;

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  simulator = await startSimulator({ seed: 'school', pageSize: 200 });
  firefox = await launchFirefox({ net: simulator, preferences: { 'ui.prefersReducedMotion': 1 } });
});
afterAll(async () => {
  await firefox?.close();
  await simulator?.close();
});

const picture = (page: Page, name: string) => page.screenshot({ path: join(pictures, `${name}.png`) });

async function lookUp(text: string): Promise<string> {
  await focus(popup, 'Search apps, books, serial numbers and people');
  await popup.evaluate('document.activeElement.select()');
  await popup.keyboard.type(text);
  return waitFor(
    async () => {
      const shown = await popup.evaluate(`document.querySelector('[role=listbox]')?.innerText ?? ''`);
      return z.string().parse(shown).includes(text) && z.string().parse(shown);
    },
    { message: `${text} is found` },
  );
}

test('the portal’s download is caught and the card leads to the popup', async () => {
  portal = await firefox.page('https://school.apple.com/');
  const download = await portal.waitForSelector('[data-row="0"]');
  await download?.click();
  const card = await waitFor(
    () =>
      portal.evaluate(() => {
        const host = document.documentElement.lastElementChild;
        const { right, bottom, height } = host?.getBoundingClientRect() ?? { right: 0, bottom: 0, height: 0 };
        // With the location named and both buttons there, it has its full height.
        return host?.localName === 'div' && height > 240 ? { right, bottom } : undefined;
      }),
    { message: 'the card is there' },
  );
  await picture(portal, 'card');
  // The closed root hides the button from selectors; it stands beside the one in the corner.
  await portal.mouse.click(card.right - 130, card.bottom - 32);
  popup = await firefox.openPopup();
  await says(popup, /PS01 Riverside Primary/);
  await says(popup, /Cisco Meraki/);
  await picture(popup, 'popup-link');
});

test('sealed with a passphrase, every licence is read', async () => {
  await type(popup, 'New passphrase', passphrase);
  await type(popup, 'The same once more', passphrase);
  await press(popup, 'Link it');
  await focus(popup, 'Search apps, books, serial numbers and people');
  const screen = createScreen(popup);
  const [row] = await screen.settled();
  const expected = [...new Set(simulator.apple.dumpAssignments('ps01'))];
  expect(await readHoldings(screen, row?.uId ?? '')).toEqual(expected);
  await says(popup, /ends in 21 days/);
});

test('an app, a serial number and a person are found as typed', async () => {
  const { app, serial, email } = examples(simulator);
  expect(await lookUp(app.name)).toMatch(/left of \d+/);
  expect(await lookUp(serial)).toMatch(/apps and books/);
  await picture(popup, 'popup-serial');
  await popup.keyboard.press('Enter');
  await says(popup, new RegExp(app.name));
  expect(await lookUp(email)).toContain(email);
});

test('locked, look-ups go on and a sync asks for the passphrase', async () => {
  const { serial } = examples(simulator);
  const screen = createScreen(popup);
  await screen.send('vault.lock', {});
  expect(await lookUp(serial)).toMatch(/apps and books/);
  await screen.send('location.sync', { uId: '2049025000431439' });
  await waitFor(async () => (await screen.syncs())[0]?.failure?.code === 'vault-locked', {
    message: 'the sync waits for the vault',
  });
  await screen.send('vault.unlock', { passphrase });
  await screen.settled();
});

test('the console shows the token and the apps', async () => {
  const console_ = await firefox.openConsole('/tokens');
  await says(console_, /PS01 Riverside Primary[\s\S]*Cisco Meraki/);
  await picture(console_, 'console-tokens');
  await console_.close();
  const apps = await firefox.openConsole('/apps');
  await says(apps, /Numbers/);
  await picture(apps, 'console-apps');
  await apps.close();
});

test('with Apple’s host withdrawn the popup says so, and a click brings it back', async () => {
  const screen = createScreen(popup);
  const host = { origins: ['https://vpp.itunes.apple.com/*'] };
  expect(await popup.evaluate(`browser.permissions.remove(${JSON.stringify(host)})`)).toBe(true);
  await screen.send('location.sync', { uId: '2049025000431439' });
  await says(popup, /does not let Orchardist reach Apple/);
  await picture(popup, 'popup-permission');
  await press(popup, 'Allow access');
  await screen.settled();
  expect(await popup.evaluate(`browser.permissions.contains(${JSON.stringify(host)})`)).toBe(true);
});

test('nothing was asked that should not be, and no page complained', async () => {
  expect(simulator.log.offences).toEqual([]);
  expect(simulator.log.crashes).toEqual([]);
  expect(firefox.consoleMessages.filter(({ type: kind }) => kind === 'error')).toEqual([]);
});
