/** The console in Firefox, by keyboard alone: from what needs the admin to its cure, through every screen. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { examples } from '../demo/examples.ts';
import { startSimulator } from '../simulator/start-simulator.ts';
import { createScreen } from './support/extension.ts';
import { focus, key, says, type } from './support/firefox-hands.ts';
import { errorsIn } from './support/launch-chromium.ts';
import { type Firefox, launchFirefox } from './support/launch-firefox.ts';
import { waitFor } from './support/wait-for.ts';

const north = 'PS01 Riverside Primary';
const folder = mkdtempSync(join(tmpdir(), 'orchardist-console-'));
let simulator: Awaited<ReturnType<typeof startSimulator>>;
let firefox: Firefox;
let page: Page;
let screen: ReturnType<typeof createScreen<Page>>;

beforeAll(async () => {
  simulator = await startSimulator({
    seed: 'school',
    config: { limits: { maxRequestPerSecond: 1_000_000 } },
  });
  firefox = await launchFirefox({
    net: simulator,
    preferences: {
      'ui.prefersReducedMotion': 1,
      'browser.download.folderList': 2,
      'browser.download.dir': folder,
      'browser.helperApps.neverAsk.saveToDisk': 'text/csv',
      // Its reputation check of a download would ask a server that no test reaches.
      'browser.safebrowsing.downloads.enabled': false,
    },
  });
  page = await firefox.openConsole('/overview');
  screen = createScreen(page);
  await screen.setSettings({ requestsPerSecond: 500 });
  await screen.link(simulator.tokens.ps01 ?? '');
  await screen.settled();
});
afterAll(async () => {
  await firefox?.close();
  await simulator?.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

const hash = async () => decodeURIComponent(z.string().parse(await page.evaluate('location.hash')));
const goTo = async (route: string) => {
  await page.evaluate(`location.hash = ${JSON.stringify(route)}`);
  await waitFor(async () => (await hash()) === `#${route}`, { message: `the address is ${route}` });
};
const press = (pressed: Parameters<Page['keyboard']['press']>[0]) => page.keyboard.press(pressed);
const focusTable = () =>
  waitFor(() => page.evaluate(`(${focusTableInPage.toString()})()`), { message: 'there is a table' });

function focusTableInPage(): boolean {
  const table = document.querySelector<HTMLElement>('main [role=grid], main [role=treegrid]');
  table?.focus();
  return table !== null && table === document.activeElement;
}

/** Firefox puts an empty file in the folder first and moves the written one over it when its checks are done. */
const savedText = (ending: string) =>
  waitFor(
    () => {
      const written = readdirSync(folder).filter((name) => name.endsWith(ending));
      return written.map((name) => readFileSync(join(folder, name), 'utf8')).find((text) => text !== '');
    },
    { message: `a written ${ending} file is in the folder`, timeout: 60_000 },
  );

/** Chooses in the browser's own list by typing the beginning of the choice. */
const choose = (label: string, begin: string) => type(page, label, begin);

async function paste(name: string, text: string): Promise<void> {
  await focus(page, name);
  await page.evaluate(`(${pasteInPage.toString()})(${JSON.stringify(text)})`);
}

async function pasteToken(token: string): Promise<void> {
  await paste('Paste the token', token);
  await key(page, 'Check it');
}

/** As the browser pastes: typing hundreds of signs takes a WebDriver seconds. */
function pasteInPage(text: string): void {
  document.execCommand('insertText', false, text);
}

test('the overview leads to its cure, which refuses another location’s token and renews with the right one', async () => {
  await says(page, /The token of PS01 Riverside Primary ends in 21 days\./);
  await key(page, 'Renew');
  await says(page, new RegExp(`Renew ${north}`));
  await key(page, 'Paste its text');
  await pasteToken(simulator.tokens.ps02 ?? '');
  await says(page, /This token opens .*PS02.*, not .*PS01 Riverside Primary.*Nothing was changed\./);
  await key(page, 'Not now');
  await waitFor(async () => (await screen.rows('candidates')).length === 0, { message: 'it is put aside' });

  await pasteToken(simulator.apple.issueToken('ps01', { expiresInDays: 300 }));
  await key(page, `Renew ${north}`);
  await says(page, /, in (299|300) days/);
  expect(await screen.rows('locations')).toHaveLength(1);
  await screen.settled();
  await goTo('/overview');
  await says(page, /All is well\./);
});

test('serial numbers are pasted into a list, and its view is kept in the rail', async () => {
  const { serial } = examples(simulator);
  await goTo('/devices');
  await says(page, /[\d,]+ rows/);
  await key(page, 'Lists of devices');
  await paste('Serial numbers', `Serial Number\n${serial}\n${serial.toLowerCase()}\nNEWONE00001\nSHORT`);
  await key(page, 'Read it');
  await says(page, /2 serial numbers found\./);
  await says(page, /1 came more than once and counts once\./);
  await says(page, /Line 5: shorter than 8 characters\./);
  await type(page, 'Name of the list', 'Cart 4');
  await press('Enter');
  await says(page, /2 of [\d,]+ rows/);
  expect(await screen.rows('lists')).toMatchObject([{ name: 'Cart 4', ids: [serial, 'NEWONE00001'].sort() }]);

  await key(page, 'Save this view');
  await type(page, 'Name', 'Cart at the gate');
  await press('Enter');
  await says(page, /The view “Cart at the gate” is saved\./);
  await goTo('/overview');
  await key(page, 'Cart at the gate');
  await says(page, /2 of [\d,]+ rows/);
  expect(await hash()).toMatch(/^#\/devices\?.*list=/);
});

test('an app is found, opened, marked, and the list saved as a file', async () => {
  await goTo('/apps');
  await type(page, 'Search apps and books', 'equation');
  await says(page, /1 of \d+ apps and books/);
  await focusTable();
  await press('ArrowDown');
  await press('Enter');
  // With one location linked, it is that location's.
  await type(page, `Low mark of ${north}`, '100000');
  await press('Enter');
  await says(page, /so it is short/);
  await press('Escape');
  await waitFor(async () => !(await hash()).includes('open='), { message: 'the detail is closed' });
  await key(page, 'Export');
  await key(page, 'Table (CSV)');
  const text = await savedText('.csv');
  expect(text).toMatch(/^\uFEFFadam_id,name,/);
  expect(text).toContain("1099318842,'=Equation Lab,App,STDQ,");
  await goTo('/overview');
  await says(page, /=Equation Lab.*: [\d,]+ licences? (is|are) free, your mark is 100,000\./);
});

test('a person gets a name that stands in the list', async () => {
  const { email } = examples(simulator);
  await goTo('/people');
  await type(page, 'Search people', email);
  await says(page, /1 of [\d,]+ rows/);
  await focusTable();
  await press('Home');
  await press('Enter');
  await type(page, 'Name', 'Ada Byte', 'aside');
  await press('Enter');
  await says(page, /Saved/);
  await press('Escape');
  await waitFor(async () => !(await hash()).includes('open='), { message: 'the detail is closed' });
  await says(page, /Ada Byte/);
  expect(await screen.rows('personNotes')).toMatchObject([{ name: 'Ada Byte' }]);
});

test('a setting outlives a reload, and another language is spoken at once', async () => {
  await goTo('/settings');
  await choose('Look for changes every', '4');
  const kept = () => page.evaluate(`browser.storage.local.get('settings').then((all) => all.settings)`);
  await waitFor(async () => JSON.stringify(await kept()).includes('"syncMinutes":240'), {
    message: 'the choice is kept',
  });
  await page.close();
  page = await firefox.openConsole('/settings');
  const value = `[...document.querySelectorAll('select')].find((one) => one.labels[0].textContent === 'Look for changes every')?.value`;
  await page.waitForFunction(`${value} === '240'`);

  await choose('Language of Orchardist', 'العربية');
  await page.waitForFunction(
    `document.documentElement.dir === 'rtl' && document.documentElement.lang === 'ar'`,
  );
  const saysInArabic = `document.querySelector('.rail').textContent.includes('الإعدادات')`;
  await page.waitForFunction(saysInArabic);
});

test('nothing was asked that should not be, and no page complained', () => {
  expect(simulator.log.offences).toEqual([]);
  expect(simulator.log.crashes).toEqual([]);
  expect(errorsIn(firefox.consoleMessages)).toEqual([]);
});
