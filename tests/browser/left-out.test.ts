/** A table that cannot be read takes what it is told by with it, and nothing that stands beside. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import errors from '../../locales/en/errors.json';
import { breakTable, expectFine } from './screens-page.ts';
import { openOrderWorld } from './support/order-screens.ts';

let world: Awaited<ReturnType<typeof openOrderWorld>>;

beforeAll(async () => {
  world = await openOrderWorld();
});
afterAll(() => world?.close());

async function reloadBroken(page: Page, table: string): Promise<void> {
  await world.plant(page, { scene: 'healthy', isEmpty: false });
  await breakTable(page, table);
  await page.reload();
}

const apps = ['/apps', 'Keynote'] as const;

/** What the top line, the rail and the lines around the screen read, each with a screen that does not. */
const aroundScreens = [
  ['views', ...apps],
  ['lists', ...apps],
  ['orders', ...apps],
  ['status', ...apps],
  ['locationNotes', ...apps],
  ['syncs', '/settings', 'Backup and restore'],
] as const;

test.each(aroundScreens)(
  'without %s the console shows its screen and the way to all others',
  async (table, path, text) => {
    const page = await world.chromium.openConsole(path);
    const screen = page.getByRole('main').getByText(text).first();
    await reloadBroken(page, table);
    await screen.waitFor();
    expect(await page.getByRole('button', { name: 'Search everywhere' }).isVisible()).toBe(true);
    await expectFine(page, `left-out-${table}`);
    await page.getByRole('link', { name: 'Tokens' }).press('Enter');
    await page.locator('.rail-link[aria-current=page]', { hasText: 'Tokens' }).waitFor();
    await page.goBack();
    await screen.waitFor();
    await page.close();
  },
);

test('a palette that cannot be read says so, closes, and is asked again', async () => {
  const page = await world.chromium.openConsole('/apps');
  await reloadBroken(page, 'views');
  await page.getByRole('main').getByText('Keynote').first().waitFor();
  for (const _ of ['first', 'again']) {
    await page.keyboard.press('Control+k');
    const dialog = page.getByRole('dialog', { name: 'Search everywhere' });
    await dialog.getByText(errors['storage-broken.title']).waitFor();
    await expectFine(page, 'left-out-palette');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  }
  expect(await page.getByRole('main').getByText('Keynote').first().isVisible()).toBe(true);
  await page.close();
});

const aroundSearch = ['orders', 'syncs', 'status', 'locationNotes', 'candidates', 'mdms', 'deliveries'];

test.each(aroundSearch)('without %s the popup answers a search and leads to the console', async (table) => {
  const page = await world.chromium.openPopupTab();
  await reloadBroken(page, table);
  await page.getByText('North Campus').first().waitFor();
  await expectFine(page, `popup-left-out-${table}`);
  await page.getByRole('combobox').pressSequentially('keyno');
  await page.getByRole('option', { name: /Keynote/ }).waitFor();
  expect(await page.getByRole('button', { name: 'Open the console' }).isVisible()).toBe(true);
  await page.close();
});

// The last one: the storage is of no use afterwards.
test.each(['console', 'popup'] as const)('storage of a newer version is named in the %s', async (name) => {
  const page = await (name === 'console'
    ? world.chromium.openConsole('/apps')
    : world.chromium.openPopupTab());
  await page.evaluate(`new Promise((resolve, reject) => {
    const opening = indexedDB.open('orchardist', 1_000_000);
    opening.onsuccess = () => resolve(opening.result.close());
    opening.onerror = () => reject(opening.error);
  })`);
  await page.reload();
  await page.getByText(errors['storage-newer.title']).waitFor();
  await page.getByText(errors['storage-newer.cure']).waitFor();
  await page.getByRole('button', { name: 'Copy report' }).waitFor();
  await expectFine(page, `storage-newer-${name}`);
  await page.close();
});
