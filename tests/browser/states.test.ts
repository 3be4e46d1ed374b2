/** The states of each screen that its own test does not show: full, offline, loading and failed. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import common from '../../locales/en/common.json';
import errors from '../../locales/en/errors.json';
import { breakTable, holdTable, seriousViolations } from './screens-page.ts';
import { expectFine, full, openHolderWorld } from './support/holder-screens.ts';
import { errorsIn } from './support/launch-chromium.ts';

let world: Awaited<ReturnType<typeof openHolderWorld>>;
const excused = new Set<object>();

beforeAll(async () => {
  world = await openHolderWorld();
});
afterAll(() => world?.close());

const mainOf = (page: Page) => page.getByRole('main');
const north = '2049025000431439';

describe('60,000 assignments', () => {
  test.each([
    ['overview', '1 invitation is not accepted yet.'],
    ['tokens', 'North Campus'],
    ['apps', '12 apps and books'],
    ['settings', 'Who holds what'],
  ])('%s', async (screen, text) => {
    const page = await world.open(full, `/${screen}`);
    await mainOf(page).getByText(text).first().waitFor();
    await expectFine(page, `${screen}-60000`);
    await page.close();
  });

  test('the holders of an app are counted, found and scrolled through by keyboard', async () => {
    const page = await world.open(full, `/apps?open=361309726.STDQ.${north}&tab=holders`);
    await page.getByText('5,001 holders').waitFor();
    const holders = page.getByRole('grid', { name: 'Holders' });
    await holders.focus();
    await page.keyboard.press('End');
    await holders.getByText('z-unlisted').waitFor();
    await expectFine(page, 'apps-holders-60000');
    await page.close();
  });

  test('a row that the wheel has left behind is not named as active; the next key brings it back', async () => {
    const page = await world.open(full, `/apps?open=361309726.STDQ.${north}&tab=holders`);
    await page.getByText('5,001 holders').waitFor();
    const holders = page.getByRole('grid', { name: 'Holders' });
    const named = () =>
      holders.evaluate((grid) => {
        const id = grid.getAttribute('aria-activedescendant');
        return id === null
          ? null
          : (document.getElementById(id)?.getAttribute('aria-rowindex') ?? 'not drawn');
      });
    await holders.focus();
    await page.keyboard.press('ArrowDown');
    await expect.poll(named).toBe('3');
    await holders.hover();
    await page.mouse.wheel(0, 20_000);
    await holders.locator('[aria-rowindex="3"]').waitFor({ state: 'detached' });
    expect(await named()).toBeNull();
    await page.keyboard.press('ArrowDown');
    await expect.poll(named).toBe('4');
    await page.close();
  });
});

describe('offline', () => {
  test.each([
    ['apps', '12 apps and books'],
    ['settings', 'Who holds what'],
  ])('%s says so and shows what was read before', async (screen, text) => {
    const page = await world.open(full, `/${screen}`);
    await mainOf(page).getByText(text).first().waitFor();
    await world.plant(page, { ...full, offline: true });
    await page.getByText('Apple’s licence service cannot be reached.').waitFor();
    await mainOf(page).getByText(text).first().waitFor();
    await expectFine(page, `${screen}-offline`);
    await page.close();
  });
});

describe('while a write holds readers up', () => {
  test.each([
    ['apps', common.loading, '12 apps and books'],
    ['settings', 'Counting', 'Who holds what'],
  ])('%s names what comes', async (screen, text, after) => {
    const page = await world.open(full, `/${screen}`);
    const other = await world.chromium.openConsole('/people');
    const letGo = await holdTable(other, 'assetSets');
    try {
      await page.bringToFront();
      await page.reload();
      await mainOf(page).getByText(text).first().waitFor();
      await expectFine(page, `${screen}-loading`);
    } finally {
      // Else what comes after it waits without an end.
      await letGo();
    }
    await mainOf(page).getByText(after).first().waitFor();
    await Promise.all([page.close(), other.close()]);
  });

  test('devices names what comes, and says when its worker stays silent', async () => {
    const page = await world.open(full, '/settings');
    await page.evaluate(() => {
      Worker.prototype.postMessage = () => {};
      location.hash = '/devices';
    });
    await page.getByText('Reading what is stored …').waitFor();
    await expectFine(page, 'devices-loading');
    await page.getByText(errors['no-worker.title']).waitFor();
    await expectFine(page, 'devices-failed');
    await page.close();
  });
});

test.each(['apps', 'settings'])('%s says what failed, and the rail still works', async (screen) => {
  const before = world.chromium.consoleMessages.length;
  const page = await world.open(full, `/${screen}`);
  await breakTable(page, 'assetSets');
  await page.reload();
  await mainOf(page).getByText('The browser cannot open Orchardist’s storage.').waitFor();
  await mainOf(page).getByRole('button', { name: 'Copy report' }).waitFor();
  await expectFine(page, `${screen}-error`);
  await page.getByRole('link', { name: 'Tokens' }).press('Enter');
  await page.getByRole('heading', { name: 'North Campus' }).waitFor();
  await page.close();
  // React tells the console of what the screen has told already.
  for (const told of world.chromium.consoleMessages.slice(before)) excused.add(told);
});

test('settings without a token say how one is kept once there is one', async () => {
  const page = await world.open({ ...full, lists: [], notes: [], unlinked: true }, '/settings');
  await mainOf(page).getByText('Who holds what').first().waitFor({ state: 'detached' });
  await mainOf(page).getByRole('heading', { name: 'What is stored' }).waitFor();
  await expectFine(page, 'settings-empty');
  expect(await seriousViolations(page)).toEqual([]);
  await page.close();
});

test('no screen has written an error of its own to the console', () => {
  const own = errorsIn(world.chromium.consoleMessages).filter(
    (told) => told.source.includes('.html') && !excused.has(told),
  );
  expect(own).toEqual([]);
});
