/** Tab reaches all that can be worked with on every screen, and what no other test does by keys is done by keys here. */
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { bundleSeed, picture, showScene } from './screens-page.ts';
import type { Scene } from './screens-seed.ts';
import { openWorld, passphrase, type World } from './support/bad-input-world.ts';
import { errorsIn } from './support/launch-chromium.ts';
import { walkByTab } from './support/tab-stops.ts';
import { waitFor } from './support/wait-for.ts';

const north = '2049025000431439';
let world: World;
let seedCode: string;

beforeAll(async () => {
  world = await openWorld();
  seedCode = await bundleSeed();
});
afterAll(() => world?.close());

async function consoleOf(scene: Scene, hash: string): Promise<Page> {
  const page = await world.chromium.openConsole(hash);
  await showScene(page, seedCode, scene);
  await page.reload();
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
}

const startedAt = async () => (await world.screen.syncs())[0]?.startedAt ?? 0;
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });
/** Chooses as a person does: the list has the focus, and the beginning of the choice is typed. */
async function choose(page: Page, label: string, begin: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).focus();
  await page.keyboard.type(begin);
}

async function saved(page: Page, act: () => Promise<void>): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), act()]);
  return readFile(await download.path(), 'utf8');
}

describe('a linked location', () => {
  test('is read again, read from the start, and its calendar is saved', async () => {
    const { page, screen } = world;
    for (const act of ['Sync now', 'Read everything again']) {
      const before = await startedAt();
      await button(page, act).press('Enter');
      await waitFor(async () => (await startedAt()) > before, { message: `${act}: it is read` });
      await screen.settled();
    }
    const file = await saved(page, () => button(page, 'Calendar file').press('Enter'));
    expect(file).toContain('BEGIN:VCALENDAR');
  });

  test('gets company by a chosen file', async () => {
    const { page, screen, tokens } = world;
    await button(page, 'Link a token').press('Enter');
    const choosing = page.waitForEvent('filechooser');
    await button(page, 'Choose a file').press('Enter');
    const buffer = Buffer.from(tokens.ps02 ?? '');
    const file = { name: 'sToken.vpptoken', mimeType: 'application/octet-stream', buffer };
    await (await choosing).setFiles(file);
    await button(page, 'Link it').press('Enter');
    await page.getByRole('region', { name: /^=PS02/ }).waitFor();
    await screen.settled();
    await page
      .getByRole('region', { name: /^=PS02/ })
      .getByRole('button', { name: 'Unlink' })
      .press('Enter');
    await page.getByRole('alertdialog').waitFor();
    // The safe answer has the focus, the other one is a Tab away.
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: /^=PS02/ }).waitFor({ state: 'detached' });
  });
});

test('the settings lock, unlock, change how tokens are kept, show the requests and wipe', async () => {
  const page = await world.chromium.openConsole('/settings');
  await button(page, 'Lock now').press('Enter');
  await page.getByLabel('Passphrase', { exact: true }).focus();
  await page.keyboard.type(passphrase);
  await page.keyboard.press('Enter');
  await button(page, 'Change').press('Enter');
  await page.keyboard.type(passphrase);
  await page.getByRole('radio').first().focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await picture(page, 'keyboard-keep');
  await button(page, 'Cancel').press('Enter');
  await choose(page, 'Look for changes every', '4');
  await waitFor(
    async () => JSON.stringify(await page.evaluate(`chrome.storage.local.get('settings')`)).includes('240'),
    {
      message: 'the choice is kept',
    },
  );
  await button(page, /^Show the \d+ requests$/).press('Enter');
  const requests = page.getByRole('grid', { name: 'What left this browser' });
  await requests.focus();
  await page.keyboard.press('End');
  await requests.getByText('/mdm/v2/service/config').last().waitFor();
  await button(page, 'Hide the requests').press('Enter');
  await requests.waitFor({ state: 'detached' });
  await button(page, 'Wipe everything').press('Enter');
  await page.getByRole('alertdialog').waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await waitFor(async () => (await world.screen.rows('locations')).length === 0, { message: 'all is gone' });
  await page.close();
});

describe('Tab reaches all that can be worked with, and the focus is seen', () => {
  test.each([
    ['empty', '/tokens'],
    ['healthy', '/overview'],
    ['troubled', '/overview'],
    ['troubled', '/tokens'],
    ['candidate-first', '/tokens'],
    ['locked', '/settings'],
    ['healthy', '/settings'],
    ['healthy', '/apps'],
    ['healthy', `/apps?open=409183694.STDQ.${north}`],
    ['healthy', `/apps?open=409183694.STDQ.${north}&tab=holders`],
    ['healthy', '/people'],
    ['healthy', `/people?open=${encodeURIComponent(`${north}/u-39-1003`)}`],
    ['healthy', '/devices?open=C0239X000011'],
  ] as const)('%s %s', async (scene, hash) => {
    const page = await consoleOf(scene, hash);
    await waitFor(async () => (await page.getByRole('progressbar').count()) === 0, {
      message: 'all was read',
    });
    if (hash.includes('open=')) await page.getByRole('complementary').getByRole('heading').first().waitFor();
    if (hash.includes('tab=holders')) await page.getByText(/^[\d,]+ holders$/).waitFor();
    const { missed, ringless, count } = await walkByTab(page);
    expect({ missed, ringless }).toEqual({ missed: [], ringless: [] });
    expect(count).toBeGreaterThan(8);
    await page.close();
  });
});

describe('the frame', () => {
  test('leads to every screen and narrows them to one location', async () => {
    const page = await consoleOf('healthy', '/overview');
    const rail = page.getByRole('navigation');
    for (const name of ['Apps & Books', 'People', 'Devices', 'Tokens', 'Settings', 'Overview']) {
      await rail.getByRole('link', { name }).press('Enter');
      await page.getByRole('heading', { name, level: 1 }).waitFor();
    }
    await choose(page, 'Location', 'Libr');
    await waitFor(() => page.url().includes('location=2049025000431441'), {
      message: 'one location is shown',
    });
    await page.close();
  });

  test('asks for the passphrase from the top line and from the overview', async () => {
    const page = await consoleOf('locked', '/overview');
    for (const place of ['main', 'region'] as const) {
      await page.getByRole(place).getByRole('button', { name: 'Unlock' }).first().press('Enter');
      await page.getByRole('dialog', { name: 'Unlock your tokens' }).waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
    await page.close();
  });
});

describe('tables', () => {
  test('of apps: filters, columns, the export of what is ticked, a mark set and removed', async () => {
    const page = await consoleOf('healthy', '/apps');
    await choose(page, 'Type', 'Book');
    await page.getByText('1 of 15 apps and books').waitFor();
    await page.keyboard.press('Home');
    await page.getByText('15 apps and books', { exact: true }).waitFor();
    await choose(page, 'Pricing', 'P');
    await page.getByText('1 of 15 apps and books').waitFor();
    await button(page, 'Clear filters').press('Enter');
    await button(page, 'Columns').press('Enter');
    await page.getByRole('menuitemcheckbox', { name: 'Pricing' }).press('Space');
    await page.keyboard.press('Escape');
    await page.getByRole('columnheader', { name: 'Pricing' }).waitFor();

    const table = page.getByRole('treegrid', { name: 'Apps & Books' });
    await table.focus();
    await page.keyboard.press('Space');
    const bar = page.getByRole('region', { name: 'What is ticked' });
    const json = await saved(page, async () => {
      await bar.getByRole('button', { name: 'Export' }).press('Enter');
      await page.getByRole('menuitem', { name: 'Data (JSON)' }).press('Enter');
    });
    // A name that a spreadsheet would run is data in JSON.
    expect(JSON.parse(json)).toMatchObject([{ name: '=SUM(A1:A9)', location: 'Library' }, {}, {}]);
    // The ticked one is unlimited, and cannot run short.
    await table.focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByLabel('Low mark over all locations').focus();
    await page.keyboard.type('9');
    await page.keyboard.press('Enter');
    await button(page, 'Remove mark').press('Enter');
    await button(page, 'Remove mark').waitFor({ state: 'detached' });
    expect(await page.getByLabel('Low mark over all locations').inputValue()).toBe('');
    await page.close();
  });

  test.each([
    ['/people', 'People', 'Notes', 'client_user_id'],
    ['/devices', 'Devices', 'Saved lists', 'serial_number'],
  ])('%s: columns, ticked rows alone, their export as data', async (path, label, column, id) => {
    const page = await consoleOf('healthy', path);
    const table = page.getByRole('grid', { name: label });
    await page.getByText(/^[\d,]+ rows$/).waitFor();
    await button(page, 'Columns').press('Enter');
    await page.getByRole('menuitemcheckbox', { name: column }).press('Space');
    await page.keyboard.press('Escape');
    expect(page.url()).toContain('hide=');
    await table.focus();
    for (const key of ['Home', 'Space', 'ArrowDown', 'Space']) await page.keyboard.press(key);
    const bar = page.getByRole('region', { name: 'Ticked rows' });
    await bar.getByText('2 rows ticked').waitFor();
    await button(page, 'Show them alone').press('Enter');
    await page.getByText(/^2 of [\d,]+ rows$/).waitFor();
    const json = await saved(page, async () => {
      await bar.getByRole('button', { name: 'Export' }).press('Enter');
      await page.getByRole('menuitem', { name: 'Data (JSON)' }).press('Enter');
    });
    const rows = z.array(z.record(z.string(), z.unknown())).parse(JSON.parse(json));
    expect(new Set(rows.map((row) => row[id])).size).toBe(2);
    await button(page, 'Untick all').press('Enter');
    await bar.waitFor({ state: 'detached' });
    await page.close();
  });
});

test('nothing on these ways was an error', () => {
  expect(errorsIn(world.chromium.consoleMessages)).toEqual([]);
});
