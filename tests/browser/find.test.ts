/** The palette, saved views and the backup in the console, by keyboard alone. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { startSimulator } from '../simulator/start-simulator.ts';
import { bundleSeed, expectFine, picture, putRow, showScene } from './screens-page.ts';
import type { Scene } from './screens-seed.ts';
import { createScreen } from './support/extension.ts';
import { type Chromium, errorsIn, launchChromium } from './support/launch-chromium.ts';
import { waitFor } from './support/wait-for.ts';

let simulator: Awaited<ReturnType<typeof startSimulator>>;
let chromium: Chromium;
let seedCode: string;
const north = '2049025000431439';

beforeAll(async () => {
  simulator = await startSimulator({ seed: 'school' });
  chromium = await launchChromium({ net: simulator });
  seedCode = await bundleSeed();
});
afterAll(async () => {
  await chromium?.close();
  await simulator?.close();
});

async function consoleOf(scene: Scene, hash: string): Promise<Page> {
  const page = await chromium.openConsole(hash);
  await showScene(page, seedCode, scene);
  await page.evaluate(`chrome.storage.local.remove('recent')`);
  await page.reload();
  await page.getByRole('button', { name: 'Search everywhere' }).waitFor();
  return page;
}

const box = (page: Page) => page.getByRole('combobox', { name: /^Search apps, people/ });
const chosen = (page: Page) => page.locator('dialog').getByRole('option', { selected: true });
const hashOf = (page: Page) => decodeURIComponent(new URL(page.url()).hash);

/** Ctrl+K, the text, and Enter once its answer is chosen. */
async function goTo(page: Page, text: string, answer: RegExp): Promise<void> {
  await page.getByRole('button', { name: 'Search everywhere' }).waitFor();
  await page.keyboard.press('Control+k');
  await box(page).waitFor();
  await page.keyboard.type(text);
  await chosen(page).filter({ hasText: answer }).waitFor();
  await page.keyboard.press('Enter');
  await box(page).waitFor({ state: 'detached' });
}

describe('the palette', () => {
  test.each([
    ['an app', 'keyno', /Keynote/, '#/apps?open=409183694.STDQ', 'Keynote'],
    [
      'a device',
      'C0239X000011',
      /C0239X000011/,
      '#/devices?q=C0239X000011&open=C0239X000011',
      'C0239X000011',
    ],
    [
      'a person',
      'u-39-1003',
      /person3@/,
      `#/people?q=u-39-1003&open=${north}/u-39-1003`,
      'person3@school.example',
    ],
    ['a location', 'north', /North Campus/, `#/tokens?open=${north}`, 'North Campus'],
    ['a screen', 'tok', /Tokens/, '#/tokens', 'Tokens'],
    [
      'an act',
      'renew the token of north',
      /Renew/,
      `#/tokens?renew=${north}&open=${north}`,
      'Renew North Campus',
    ],
    ['a part of the settings', 'how tokens', /How tokens are kept/, '#/settings', 'How tokens are kept'],
  ] as const)('leads to %s by keyboard alone', async (_, text, answer, hash, heading) => {
    const page = await consoleOf('healthy', '/tokens');
    await goTo(page, text, answer);
    await waitFor(() => hashOf(page).replaceAll('+', ' ') === hash, {
      message: `${hashOf(page)} is ${hash}`,
    });
    await page.getByRole('heading', { name: heading, exact: true }).first().waitFor();
    await page.close();
  });

  test('is closed by Escape, and the focus is where it was', async () => {
    const page = await consoleOf('healthy', '/apps');
    const table = page.getByRole('treegrid', { name: 'Apps & Books' });
    await table.focus();
    await page.keyboard.press('/');
    await box(page).waitFor();
    await page.keyboard.type('north');
    await page.keyboard.press('Escape');
    await box(page).waitFor({ state: 'detached' });
    expect(await table.evaluate((element) => element === document.activeElement)).toBe(true);
    // Where one types, a slash is a slash.
    const search = page.getByRole('searchbox');
    await search.focus();
    await page.keyboard.press('/');
    expect(await search.inputValue()).toBe('/');
    expect(await box(page).count()).toBe(0);
    await page.close();
  });

  test('groups what it finds, and what has the text inside comes last', async () => {
    const page = await consoleOf('healthy', '/tokens');
    await page.getByRole('button', { name: 'Search everywhere' }).press('Enter');
    await page.getByRole('group', { name: 'Go to' }).waitFor();
    await expectFine(page, 'find-empty');
    await box(page).fill('586');
    await page.getByRole('group', { name: 'Containing “586”' }).getByRole('option').first().waitFor();
    const groups = await page.getByRole('group').allTextContents();
    expect(groups[0]).toContain('Microsoft Word');
    expect(groups.at(-1)).toContain('C0239X000586');
    await page.keyboard.press('ArrowUp');
    expect(await chosen(page).textContent()).toContain('C0239X000586');
    await expectFine(page, 'find-inside');
    await box(page).fill('lib');
    await page
      .locator('dialog')
      .getByRole('option', { name: /^Library/ })
      .waitFor();
    await page.getByRole('option', { name: 'Sync Library now' }).waitFor();
    await expectFine(page, 'find-location');
    await page.setViewportSize({ width: 480, height: 800 });
    await picture(page, 'find-480');
    await box(page).fill('nothing like this');
    await page.getByText('Nothing found for “nothing like this”.').waitFor();
    await picture(page, 'find-none-480');
    await page.close();
  });

  test('answers Enter for what was typed, not for what was found before', async () => {
    const page = await consoleOf('healthy', '/tokens');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('keynote');
    await chosen(page).filter({ hasText: 'Keynote' }).waitFor();
    await box(page).selectText();
    // In one task: no answer can have come between the two.
    await box(page).evaluate((element: HTMLInputElement) => {
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(element, 'pages');
      element.dispatchEvent(new Event('input', { bubbles: true }));
      element.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    });
    await waitFor(() => hashOf(page).startsWith('#/apps?open=361309726'), { message: 'Pages is opened' });
    await page.close();
  });

  test('begins with what was chosen last', async () => {
    const page = await consoleOf('healthy', '/tokens');
    await goTo(page, 'keyno', /Keynote/);
    await goTo(page, 'C0239X000011', /C0239X000011/);
    await goTo(page, 'settings', /Settings/);
    await page.keyboard.press('Control+k');
    const group = page.getByRole('group', { name: 'Chosen last' });
    await group.getByRole('option').nth(2).waitFor();
    const texts = await group.getByRole('option').allTextContents();
    expect(texts.map((text) => /Settings|C0239X000011|Keynote/.exec(text)?.[0])).toEqual([
      'Settings',
      'C0239X000011',
      'Keynote',
    ]);
    await picture(page, 'find-recent');
    // The screen scrolls, the page does not.
    const isLonger = await page.evaluate(() => document.documentElement.scrollHeight > innerHeight);
    expect(isLonger).toBe(false);
    await page.close();
  });

  test('asks for the passphrase, and does not open over that question', async () => {
    const page = await consoleOf('locked', '/apps');
    await goTo(page, 'unlock', /Unlock tokens/);
    await page.getByRole('dialog', { name: 'Unlock your tokens' }).waitFor();
    // No palette over a question.
    await page.keyboard.press('Control+k');
    expect(await box(page).count()).toBe(0);
    await page.keyboard.press('Escape');
    await page.close();
  });
});

describe('the keyword in the address bar', () => {
  test('is one that the browser takes suggestions from, and leads to a place of the console', async () => {
    const page = await consoleOf('healthy', '/tokens');
    const worker = await chromium.serviceWorker();
    // The address bar itself cannot be driven: its events are, through the browser's own bindings.
    const suggested = z
      .array(z.object({ content: z.string(), description: z.string() }))
      .parse(
        await worker.evaluate(
          `new Promise((resolve) => chrome.omnibox.onInputChanged.dispatch('micro', resolve))`,
        ),
      );
    expect(suggested.map(({ description }) => description).join()).toContain('<dim>App · ');
    expect(suggested[0]?.content).toMatch(/^\/apps\?open=\d+\.STDQ$/);
    const opened = chromium.context.waitForEvent('page');
    await worker.evaluate(`chrome.omnibox.onInputEntered.dispatch('keynote', 'newForegroundTab')`);
    const tab = await opened;
    await tab.getByRole('heading', { name: 'Keynote' }).waitFor();
    await tab.close();
    const searching = chromium.context.waitForEvent('page');
    await worker.evaluate(`chrome.omnibox.onInputEntered.dispatch('no such thing', 'newBackgroundTab')`);
    const other = await searching;
    await box(other).waitFor();
    expect(await box(other).inputValue()).toBe('no such thing');
    await other.close();
    await page.close();
  });
});

describe('a saved view', () => {
  test('is saved, known again, opened after a reload, renamed and deleted', async () => {
    const page = await consoleOf('healthy', `/apps?sort=-assigned&q=micro&location=${north}`);
    await page.getByRole('button', { name: 'Save this view' }).press('Enter');
    await page.getByRole('dialog').waitFor();
    await expectFine(page, 'view-dialog');
    await page.keyboard.type('Microsoft at North');
    await page.keyboard.press('Enter');
    const rail = page.getByRole('navigation');
    const link = rail.getByRole('link', { name: 'Microsoft at North' });
    await link.waitFor();
    expect(await link.getAttribute('aria-current')).toBe('true');
    const act = page.getByRole('button', { name: 'Saved view: Microsoft at North' });
    await act.waitFor();
    await expectFine(page, 'view-saved');
    await page.setViewportSize({ width: 480, height: 800 });
    await picture(page, 'view-saved-480');
    await page.setViewportSize({ width: 1280, height: 800 });

    await rail.getByRole('link', { name: 'Tokens' }).press('Enter');
    await act.waitFor({ state: 'detached' });
    await page.reload();
    await goTo(page, 'microsoft at', /Microsoft at North/);
    await act.waitFor();
    expect(hashOf(page)).toContain('q=micro');
    expect(await page.getByRole('searchbox').inputValue()).toBe('micro');

    await act.press('Enter');
    await page.getByRole('menuitem', { name: 'Rename' }).press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.type('Office');
    await page.keyboard.press('Enter');
    const renamed = page.getByRole('button', { name: 'Saved view: Office' });
    await renamed.press('Enter');
    await page.getByRole('menuitem', { name: 'Delete' }).press('Enter');
    await page.getByRole('button', { name: 'Save this view' }).waitFor();
    await page.getByRole('button', { name: 'Undo' }).press('Enter');
    await renamed.waitFor();
    await page.close();
  });

  test('of a location that is gone says so and offers the way out', async () => {
    const page = await consoleOf('healthy', '/tokens');
    const gone = { id: 'v1', name: 'Old school', path: '/apps', query: 'location=99', createdAt: 1 };
    await putRow(page, seedCode, 'views', gone);
    const link = page.getByRole('navigation').getByRole('link', { name: /Old school/ });
    await link.waitFor();
    expect(await link.textContent()).toBeDefined();
    await link.press('Enter');
    await page.getByText('This view is of a location that is no longer linked.').waitFor();
    await expectFine(page, 'view-gone');
    await page.getByRole('button', { name: 'Show all locations' }).press('Enter');
    await page.getByRole('treegrid').getByText('Keynote').waitFor();
    expect(hashOf(page)).toBe('#/apps');
    await page.close();
  });
});

describe('a backup', () => {
  test('brings names, marks, lists and views back after a wipe, and changes nothing the second time', async () => {
    const page = await consoleOf('healthy', '/settings');
    const screen = createScreen(page);
    await screen.send('person.note', { uId: north, clientUserId: 'u-39-1003', name: 'Ada', notes: '=1+1' });
    await screen.send('asset.mark', { adamId: '409183694', pricingParam: 'STDQ', uId: '', low: 5 });
    await screen.send('list.save', { name: 'Cart', kind: 'device', ids: ['C0239X000011'] });
    await screen.send('view.save', { name: 'Short', path: '/apps', query: 'show=none-left' });
    await screen.send('app.name', { adamId: '409183694', name: 'Slides' });
    await goTo(page, 'backup and', /Backup and restore/);
    const panel = page.getByRole('region', { name: 'Backup and restore' });
    await waitFor(() => page.evaluate(() => document.activeElement?.id === 'setting-backup'), {
      message: 'the part of the settings has the focus',
    });
    await expectFine(page, 'backup');

    const download = page.waitForEvent('download');
    await panel.getByRole('button', { name: 'Save a backup' }).press('Enter');
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^orchardist-backup-as-of-\d{4}-\d\d-\d\d-\d{4}\.json$/);
    const json = readFileSync((await file.path()) ?? '', 'utf8');

    await screen.send('app.wipe', {});
    expect(await screen.rows('lists')).toEqual([]);
    const give = async (name: string, text: string) => {
      const chooser = page.waitForEvent('filechooser');
      await panel.getByRole('button', { name: 'Choose a backup file' }).press('Enter');
      await (await chooser).setFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
    };
    await give('half.json', json.slice(0, 80));
    await panel.getByText('This file is no backup, or only a part of one.').waitFor();
    await give('other.json', json.replace('"low":5', '"low":"five"'));
    await panel.getByText('The fault is at “marks.0.low”').waitFor();
    await expectFine(page, 'backup-refused');
    expect(await screen.rows('lists')).toEqual([]);

    await give('mine.json', json);
    await panel.getByText('5 entries are added.').waitFor();
    await expectFine(page, 'backup-trial');
    expect(await screen.rows('lists')).toEqual([]);
    await panel.getByRole('button', { name: 'Restore 5 entries' }).press('Enter');
    await panel.getByText('Restored: 5 entries.').waitFor();
    expect(await screen.rows('lists')).toMatchObject([{ name: 'Cart', ids: ['C0239X000011'] }]);
    expect(await screen.rows('views')).toMatchObject([{ name: 'Short' }]);
    expect(await screen.rows('marks')).toMatchObject([{ low: 5 }]);
    expect(await screen.rows('personNotes')).toMatchObject([{ name: 'Ada', notes: '=1+1' }]);
    expect(await screen.rows('apps')).toMatchObject([{ customName: 'Slides' }]);

    await give('mine.json', json);
    await panel.getByText('Nothing: its 5 entries are here already.').waitFor();
    await page.close();
  });
});

test('a backup from the palette holds nothing of a linked token', async () => {
  const page = await consoleOf('empty', '/settings');
  const screen = createScreen(page);
  const token = simulator.tokens.ps01 ?? '';
  await screen.link(token);
  await screen.settled();
  await screen.send('person.note', { uId: north, clientUserId: 'u-1', name: 'Ada' });
  await screen.send('location.note', { uId: north, builtIn: 'off' });
  const download = page.waitForEvent('download');
  await goTo(page, 'save a backup', /Save a backup/);
  const json = readFileSync((await (await download).path()) ?? '', 'utf8');
  expect(JSON.parse(json)).toMatchObject({ people: [{ name: 'Ada' }], locations: [{ builtIn: 'off' }] });
  const { token: bearer } = z
    .object({ token: z.string().min(20) })
    .parse(JSON.parse(Buffer.from(token, 'base64').toString('utf8')));
  for (const secret of [token, bearer]) expect(json).not.toContain(secret);
  await page.close();
});

test('nothing on these ways was an error', () => {
  expect(errorsIn(chromium.consoleMessages)).toEqual([]);
});
