/** The design system as docs/UI.md shows it: axe, keyboard, right-to-left, and a long table's speed. */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundleKit, drawKit } from './kit/open-kit.ts';
import { seriousViolations } from './screens-page.ts';
import { root } from './support/build.ts';
import { type Chromium, errorsIn, launchChromium } from './support/launch-chromium.ts';
import { startLoopbackHosts } from './support/loopback-hosts.ts';

let net: Awaited<ReturnType<typeof startLoopbackHosts>>;
let chromium: Chromium;
let kit: Awaited<ReturnType<typeof bundleKit>>;

beforeAll(async () => {
  net = await startLoopbackHosts(['vpp.itunes.apple.com'], (_, response) => response.writeHead(503).end());
  chromium = await launchChromium({ net, viewport: { width: 720, height: 900 } });
  kit = await bundleKit();
});
afterAll(async () => {
  await chromium?.close();
  await net?.close();
});

async function openKit(options: Parameters<typeof drawKit>[2] = {}): Promise<Page> {
  const page = await chromium.page(`chrome-extension://${chromium.extensionId}/manifest.json`);
  // Without motion, or a colour is caught on its way.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await drawKit(page, kit, options);
  return page;
}

/** What stands before `open` is pressed in a part that opens over the page. */
const opened: Record<string, (page: Page, part: Locator) => Promise<void>> = {
  dialog: async (page, part) => {
    await part.getByRole('button').click();
    await page.getByRole('dialog').waitFor();
  },
  'confirm-dialog': async (page, part) => {
    await part.getByRole('button').click();
    await page.getByRole('alertdialog').waitFor();
  },
  menu: async (page, part) => {
    await part.getByRole('button').click();
    await page.getByRole('menu').waitFor();
  },
  'column-choice': async (page) => {
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('menu').waitFor();
  },
  'export-button': async (page) => {
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('menu').waitFor();
  },
  toast: async (page, part) => {
    await part.getByRole('button', { name: 'Save' }).click();
    await part.getByRole('button', { name: 'Warn' }).click();
    await page.getByText('View saved.').waitFor();
  },
  table: async (page, part) => {
    const grid = part.getByRole('grid');
    await grid.focus();
    for (const key of ['ArrowDown', 'Enter', 'ArrowDown', 'Space', 'ArrowDown', 'ArrowDown', 'Shift+Space'])
      await page.keyboard.press(key);
    await part.getByText('3 ticked').waitFor();
  },
};

describe('axe finds nothing serious', () => {
  const looks = [
    ['light', { colorScheme: 'light' }],
    ['dark', { colorScheme: 'dark' }],
    ['high contrast', { contrast: 'more' }],
    ['forced colours', { forcedColors: 'active' }],
  ] as const;
  test.each(looks)('in %s, at rest and with each part opened', async (_, media) => {
    const page = await openKit();
    await page.emulateMedia({ ...media, reducedMotion: 'reduce' });
    expect(await seriousViolations(page)).toEqual([]);
    for (const [name, open] of Object.entries(opened)) {
      await open(page, page.locator(`#${name}`));
      expect(await seriousViolations(page), name).toEqual([]);
      await page.keyboard.press('Escape');
    }
    await page.close();
  });
});

describe('by keyboard alone', () => {
  const active = (grid: Locator) =>
    grid.evaluate((one) => {
      const id = one.getAttribute('aria-activedescendant');
      const row = id === null ? null : document.getElementById(id);
      return {
        index: row?.getAttribute('aria-rowindex'),
        selected: row?.getAttribute('aria-selected'),
        current: row?.getAttribute('aria-current'),
        expanded: row?.getAttribute('aria-expanded'),
        level: row?.getAttribute('aria-level'),
      };
    });

  test('a table opens, ticks, ticks ranges and all', async () => {
    const page = await openKit({ only: 'table' });
    const grid = page.getByRole('grid');
    const press = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    expect(await grid.getAttribute('aria-multiselectable')).toBe('true');
    // Tab leads through the tick of the heading and the headings; the grid itself is one stop.
    await grid.focus();
    await press('ArrowDown', 'Enter');
    expect(await active(grid)).toMatchObject({ index: '3', current: 'true', selected: 'false' });
    await press('Space');
    expect(await active(grid)).toMatchObject({ selected: 'true' });
    await press('End', 'Shift+Space');
    await page.getByText('39 ticked').waitFor();
    const all = page.getByRole('checkbox', { name: 'Select all rows' });
    expect(await all.evaluate((box) => box instanceof HTMLInputElement && box.indeterminate)).toBe(true);
    await press('Space', 'ArrowUp', 'ArrowUp', 'Shift+Space');
    await page.getByText('36 ticked').waitFor();
    await press('Control+a');
    await page.getByText('40 ticked').waitFor();
    expect(await all.isChecked()).toBe(true);
    await all.press('Space');
    await page.getByText('0 ticked').waitFor();
    await page.close();
  });

  test('a click on a tick ticks and does not open; with Shift it ticks the range; the keys go on from there', async () => {
    const page = await openKit({ only: 'table' });
    const tick = (row: number) => page.locator(`[aria-rowindex="${row}"] .tick-cell`);
    await tick(3).click();
    await tick(6).click({ modifiers: ['Shift'] });
    await page.getByText('4 ticked').waitFor();
    expect(await page.locator('[aria-current]').count()).toBe(0);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await page.getByText('5 ticked').waitFor();
    expect(await active(page.getByRole('grid'))).toMatchObject({ index: '7', selected: 'true' });
    // After another sort the last tick stands elsewhere: Shift ticks one row, not a range of strangers.
    await page.getByRole('button', { name: 'Name' }).click();
    await tick(9).click({ modifiers: ['Shift'] });
    await page.getByText('6 ticked').waitFor();
    await page.close();
  });

  test.each([
    ['ltr', 'ArrowRight', 'ArrowLeft'],
    ['rtl', 'ArrowLeft', 'ArrowRight'],
  ] as const)('a tree folds and unfolds, %s', async (direction, inward, outward) => {
    const page = await openKit({ only: 'tree', direction });
    const grid = page.getByRole('treegrid');
    const before = Number(await grid.getAttribute('aria-rowcount'));
    await grid.focus();
    await page.keyboard.press('ArrowDown');
    expect(await active(grid)).toMatchObject({ level: '1', expanded: 'false' });
    await page.keyboard.press(inward);
    expect(await active(grid)).toMatchObject({ expanded: 'true' });
    expect(Number(await grid.getAttribute('aria-rowcount'))).toBe(before + 1);
    await page.keyboard.press(inward);
    expect(await active(grid)).toMatchObject({ level: '2', expanded: null });
    await page.keyboard.press(outward);
    expect(await active(grid)).toMatchObject({ level: '1', index: '3' });
    await page.keyboard.press(outward);
    expect(await active(grid)).toMatchObject({ expanded: 'false' });
    expect(Number(await grid.getAttribute('aria-rowcount'))).toBe(before);
    await page.getByRole('button', { name: 'Expand', includeHidden: true }).first().click();
    expect(Number(await grid.getAttribute('aria-rowcount'))).toBe(before + 1);
    await page.close();
  });

  test('a dialog keeps the focus inside, Escape closes it and gives the focus back', async () => {
    const page = await openKit({ only: 'dialog' });
    const opener = page.getByRole('button', { name: 'Save view …' });
    await opener.press('Enter');
    await page.getByRole('dialog', { name: 'Save this view' }).waitFor();
    for (let tabs = 0; tabs < 4; tabs += 1) {
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.closest('[role=dialog]') !== null)).toBe(true);
    }
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expect.poll(() => opener.evaluate((one) => one === document.activeElement)).toBe(true);
    await page.close();
  });

  test('a menu opens, moves, acts and closes; a choice stays open', async () => {
    const page = await openKit();
    await page.getByRole('button', { name: 'More' }).press('Enter');
    await page.getByRole('menu').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByText('Chosen: calendar').waitFor();
    await page.getByRole('menu').waitFor({ state: 'detached' });

    await page.getByRole('button', { name: 'Columns' }).press('Enter');
    const items = page.getByRole('menuitemcheckbox');
    await items.first().waitFor();
    // The column that names the row is no choice.
    expect(await items.allTextContents()).toEqual(['Total', 'Assigned', 'In use']);
    expect(await items.first().getAttribute('aria-checked')).toBe('false');
    await page.keyboard.press('Home');
    await page.keyboard.press('Space');
    await expect.poll(() => items.first().getAttribute('aria-checked')).toBe('true');
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
    await page.close();
  });

  test('a toast waits while it has the focus, and goes when it is closed', async () => {
    const page = await openKit({ only: 'toast' });
    await page.clock.install();
    await page.getByRole('button', { name: 'Save' }).press('Enter');
    await page.getByRole('button', { name: 'Warn' }).press('Enter');
    const region = page.getByRole('region', { name: 'Messages' });
    await region.getByText('View saved.').waitFor();
    await region.getByRole('button', { name: 'Undo' }).focus();
    await page.clock.runFor(60_000);
    expect(await region.getByRole('button', { name: 'Close message' }).count()).toBe(2);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await region.getByText('View saved.').waitFor({ state: 'detached' });
    // The focus goes on to the other message, and from there on by hand.
    expect(await region.evaluate((one) => one.contains(document.activeElement))).toBe(true);
    await page.clock.runFor(60_000);
    expect(await region.getByRole('button', { name: 'Close message' }).count()).toBe(1);
    await page.getByRole('button', { name: 'Save' }).focus();
    await page.clock.runFor(60_000);
    await region.getByText('it is tried again').waitFor({ state: 'detached' });
    await page.close();
  });
});

test('an export saves every row, says its age in the name, and leaves the page alive', async () => {
  const page = await openKit({ only: 'filter-bar' });
  await page.getByRole('button', { name: 'Export' }).press('Enter');
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Table (CSV)' }).press('Enter');
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^apps-as-of-2026-11-2\d-\d{4}\.csv$/);
  const text = readFileSync(await file.path(), 'utf8');
  expect(text.split('\r\n')).toHaveLength(50_000 + 2);
  expect(text.startsWith('\uFEFFname,total\r\n')).toBe(true);
  expect(text).toContain("\r\n'=SUM(A1:A9) 3,");
  await page.getByText(/^50,000 rows saved as apps/).waitFor();
  await page.close();
});

describe('a table of 100,000 rows', () => {
  const drawnRows = (page: Page) => page.evaluate('kitDrawn.rows').then(Number);

  test('draws the rows in sight alone, and while scrolling those alone that come into sight', async () => {
    const page = await openKit({ only: 'long-table' });
    const grid = page.getByRole('grid');
    expect(await grid.getAttribute('aria-rowcount')).toBe('100001');
    const first = await drawnRows(page);
    expect(first).toBeLessThan(60);
    await grid.evaluate((one) => one.scrollTo(0, 36 * 3));
    await page.locator('[aria-rowindex="15"]').waitFor();
    expect((await drawnRows(page)) - first).toBeLessThan(10);
    await grid.focus();
    await page.keyboard.press('End');
    await page.locator('[aria-rowindex="100001"]').waitFor();
    await page.keyboard.press('Control+a');
    await page.getByText('100000 ticked').waitFor();
    expect(await drawnRows(page)).toBeLessThan(300);
    await page.close();
  });
});

describe('right to left and small', () => {
  test('nothing stands out of the page at 480 px, from either side', async () => {
    for (const direction of ['ltr', 'rtl'] as const) {
      const page = await openKit({ direction });
      await page.setViewportSize({ width: 480, height: 800 });
      expect(
        await page.evaluate(
          () => document.documentElement.scrollWidth <= document.documentElement.clientWidth,
        ),
        direction,
      ).toBe(true);

      await page.close();
    }
  });
});

/** Pictures for docs/UI.md; looked at in test-output, and put in their place with WRITE_UI_PICTURES=1. */
test.each(['light', 'dark'] as const)('a picture of every part, %s', async (colorScheme) => {
  const all = await openKit();
  const names = await all.locator('.kit-part').evaluateAll((parts) => parts.map(({ id }) => id));
  await all.close();
  const asOwn = names.filter((name) => name !== 'long-table').map((name) => ({ name, only: name }));
  const inBar = ['column-choice', 'export-button'].map((name) => ({ name, only: 'filter-bar' }));
  for (const { name, only } of [...asOwn, ...inBar]) {
    const page = await openKit({ only });
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width: 640, height: 280 });
    await opened[name]?.(page, page.locator(`#${only}`));
    const isOver = name !== 'table' && opened[name] !== undefined;
    await picture(isOver ? page : page.locator(`#${only}`), `${name}-${colorScheme}`);
    await page.close();
  }
});

test('no part has written an error to the console', () => {
  const ofKit = errorsIn(chromium.consoleMessages).filter(({ source }) => source.endsWith('manifest.json'));
  expect(ofKit.filter(({ text }) => !text.includes('breaks on purpose'))).toEqual([]);
});

async function picture(of: Page | Locator, name: string): Promise<void> {
  const folder = process.env.WRITE_UI_PICTURES
    ? join(root, 'docs', 'images', 'ui')
    : join(root, 'test-output', 'ui');
  mkdirSync(folder, { recursive: true });
  await of.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
}
