import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { urlOf } from '../simulator/portal/cell.ts';
import { type Simulator, startSimulator } from '../simulator/start-simulator.ts';
import { type Firefox, launchFirefox } from './support/launch-firefox.ts';
import { waitFor } from './support/wait-for.ts';

const folder = mkdtempSync(join(tmpdir(), 'orchardist-missed-'));
let simulator: Simulator;
let firefox: Firefox;
let settings: Page;
let portal: Page;

beforeAll(async () => {
  simulator = await startSimulator();
  firefox = await launchFirefox({
    net: simulator,
    preferences: {
      // The prompt of an optional permission is answered with yes, as no test can reach it.
      'extensions.webextOptionalPermissionPrompts': false,
      'browser.download.folderList': 2,
      'browser.download.dir': folder,
      'browser.helperApps.neverAsk.saveToDisk': 'application/octet-stream',
    },
  });
  settings = await firefox.openConsole('/settings');
  portal = await firefox.page(urlOf('school.apple.com', { delivery: 'attachment' }));
});
afterAll(async () => {
  await firefox?.close();
  await simulator?.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

const isListening = () =>
  firefox.evaluateInWorker('self.browser.permissions.contains({ permissions: ["downloads"] })');
const clickSwitch = async () => {
  await settings.bringToFront();
  await (await settings.waitForSelector('[aria-label="Downloads"] [role="switch"]'))?.click();
};
const download = async () => {
  await portal.bringToFront();
  await (await portal.waitForSelector('[data-row="0"]'))?.click();
};
const hasCard = () => portal.evaluate(() => document.documentElement.lastElementChild?.localName === 'div');
const said = () => settings.evaluate(() => document.body.textContent);

test('the switch in Settings asks for the permission, and downloads are noticed from then on', async () => {
  await clickSwitch();
  await waitFor(isListening, { message: 'the permission is given' });
  await download();
  await waitFor(hasCard, { message: 'the card asks for the file' });
  expect(await said()).toContain('1 content token could not be seen inside the page so far.');
});

test('the switch gives the permission back', async () => {
  await clickSwitch();
  await waitFor(async () => !(await isListening()), { message: 'the permission is gone' });
  expect(
    await settings.evaluate(
      () => document.querySelector<HTMLInputElement>('[aria-label="Downloads"] [role="switch"]')?.checked,
    ),
  ).toBe(false);
});
