/** Apps & Books over a filled cache: by keyboard alone, in every state, in both themes, narrow and zoomed. */
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  bundleSeed,
  crowd,
  expectFine,
  picture,
  putRow,
  seriousViolations,
  showScene,
} from './screens-page.ts';
import type { Scene } from './screens-seed.ts';
import { createScreen } from './support/extension.ts';
import { type Chromium, errorsIn, launchChromium } from './support/launch-chromium.ts';
import { startLoopbackHosts } from './support/loopback-hosts.ts';
import { waitFor } from './support/wait-for.ts';

let net: Awaited<ReturnType<typeof startLoopbackHosts>>;
let chromium: Chromium;
let seedCode: string;

const north = '2049025000431439';
const south = '2049025000431440';
const library = '2049025000431441';
const keynote = '409183694';
const hour = 3_600_000;

beforeAll(async () => {
  net = await startLoopbackHosts(['vpp.itunes.apple.com', 'itunes.apple.com'], (_, response) =>
    response.writeHead(503).end(),
  );
  chromium = await launchChromium({ net });
  seedCode = await bundleSeed();
});
afterAll(async () => {
  await chromium?.close();
  await net?.close();
});

async function consoleOf(scene: Scene, hash: string, extra = 0): Promise<Page> {
  const page = await chromium.openConsole(hash);
  await showScene(page, seedCode, scene, extra);
  await page.reload();
  return page;
}

const tableOf = (page: Page) => page.getByRole('treegrid', { name: 'Apps & Books' });
/** What the element with the focus is called. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : undefined;
    return element?.getAttribute('aria-label') ?? label ?? element?.textContent ?? '';
  });

/** Presses Tab until the element with this name has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let press = 0; press < 60; press += 1) {
    if ((await focused(page)).includes(name)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to “${name}”; last was “${await focused(page)}”.`);
}

async function savedFile(page: Page, act: () => Promise<void>): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), act()]);
  return readFile(await download.path(), 'utf8');
}

const narrow = async (page: Page, name: string) => {
  await page.setViewportSize({ width: 480, height: 800 });
  await picture(page, `${name}-480`);
  expect(await seriousViolations(page), `${name} at 480`).toEqual([]);
  const fits = await page.evaluate(
    () => document.documentElement.scrollWidth <= document.documentElement.clientWidth,
  );
  expect(fits, `${name} at 480`).toBe(true);
  await page.setViewportSize({ width: 1280, height: 800 });
};

describe('by keyboard alone', () => {
  test('filters, opens the tree, ticks, opens the detail, searches holders, sets a mark and exports', async () => {
    const page = await consoleOf('healthy', '/apps');
    await tableOf(page).waitFor();
    await tabTo(page, 'Search apps');
    await page.keyboard.type('keynote');
    await page.getByText('1 of 15 apps and books').waitFor();

    await tabTo(page, 'Apps & Books');
    await page.keyboard.press('ArrowRight');
    await page.getByRole('row', { name: /Library/ }).waitFor();
    expect(await tableOf(page).getAttribute('aria-rowcount')).toBe('5');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await page.getByText('1 app or book ticked').waitFor();
    await page.keyboard.press('Home');
    await page.keyboard.press('Space');
    await page.getByText('1 app or book ticked, as 3 rows, one a location').waitFor();
    await picture(page, 'apps-tree-ticked');
    // A column for them takes no room before there is one.
    const lowMarks = page.getByRole('columnheader', { name: 'Low mark' });
    expect(await lowMarks.count()).toBe(0);

    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Keynote' }).waitFor();
    await page.getByRole('table', { name: 'Counts by location' }).waitFor();
    await tabTo(page, 'Counts');
    await page.keyboard.press('ArrowRight');
    const holders = page.getByRole('grid', { name: 'Holders' });
    await holders.waitFor();
    await page.getByText('616 holders').waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
      'Search the holders',
    );
    await page.keyboard.type('39x00001');
    await page.getByText('10 of 616 holders').waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('616 holders').waitFor();
    await page.keyboard.type('person3@');
    await page.getByText('3 of 616 holders').waitFor();

    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('ArrowLeft');
    await tabTo(page, 'Low mark over all locations');
    await page.keyboard.type('many');
    await page.keyboard.press('Enter');
    await page.getByText('Enter a whole number').waitFor();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('5000');
    await page.keyboard.press('Enter');
    await page.getByText('so it is short').waitFor();
    expect(await createScreen(page).rows('marks')).toEqual([
      { adamId: keynote, pricingParam: 'STDQ', uId: '', low: 5000 },
    ]);
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: 'Keynote' }).waitFor({ state: 'detached' });
    await lowMarks.waitFor();

    await tabTo(page, 'Export');
    const csv = await savedFile(page, async () => {
      await page.keyboard.press('Enter');
      await page.getByRole('menuitem', { name: 'Table (CSV)' }).waitFor();
      await page.keyboard.press('Enter');
    });
    const [header, ...lines] = csv.trimEnd().split('\r\n');
    expect(header).toBe(
      '\ufeffadam_id,name,type,pricing,location,location_uid,total,assigned,available,retired,device_assignable,revocable,platforms,low_mark,as_of',
    );
    expect(lines.map((line) => line.split(',').slice(0, 6).join())).toEqual([
      `${keynote},Keynote,App,STDQ,Library,${library}`,
      `${keynote},Keynote,App,STDQ,North Campus,${north}`,
      `${keynote},Keynote,App,STDQ,South Campus,${south}`,
    ]);
    await page.close();
  });

  test('ticks outlive a search, and the bar says what is hidden', async () => {
    const page = await consoleOf('healthy', '/apps?q=keynote');
    await tableOf(page).focus();
    await page.keyboard.press('Space');
    await page.getByText('1 app or book ticked').waitFor();
    await page.getByRole('searchbox').fill('numbers');
    await page.getByText('1 of them is hidden by the filters').waitFor();
    await tableOf(page).focus();
    await page.keyboard.press('Control+A');
    await page.getByText('2 apps and books ticked').waitFor();
    await page.getByRole('button', { name: 'Take off all ticks' }).press('Enter');
    await page.getByText('ticked').waitFor({ state: 'detached' });
    await page.close();
  });
});

describe('numbers', () => {
  test('of all locations are sums, of one location its own; unlimited is never a number', async () => {
    const page = await consoleOf('healthy', '/apps?q=keynote');
    const row = tableOf(page).getByRole('row').nth(1);
    await row.getByText('3 locations').waitFor();
    // 14 x (40 + 3 + 1) assigned, 11 free in each of three locations.
    expect(await row.getByRole('gridcell').allTextContents()).toEqual(
      expect.arrayContaining(['649', '616', '33']),
    );
    await page.getByLabel('Location').selectOption(south);
    await row.getByText('South Campus').waitFor();
    expect(await row.getByRole('gridcell').allTextContents()).toEqual(
      expect.arrayContaining(['53', '42', '11']),
    );
    await page.goto(page.url().replace('keynote', 'microsoft+word'));
    await row.getByText('Microsoft Word').waitFor();
    expect((await row.textContent())?.match(/unlimited/g)).toHaveLength(3);
    await page.close();
  });

  test('that do not add up are found and told', async () => {
    const page = await consoleOf('healthy', '/apps?show=odd-counts');
    await page.getByText('Nothing fits these filters').waitFor();
    const odd = {
      uId: north,
      adamId: keynote,
      pricingParam: 'STDQ',
      productType: 'App',
      unlimited: false,
      totalCount: 10,
      availableCount: -2,
      assignedCount: 12,
      deviceAssignable: true,
      revocable: true,
      supportedPlatforms: ['iOS'],
      asOf: Date.now(),
    };
    await putRow(page, seedCode, 'assetSets', { uId: north, assets: [odd] });
    await page.getByText('Odd counts').waitFor();
    await tableOf(page).focus();
    await page.keyboard.press('Enter');
    await page.getByText('Apple’s counts do not add up in North Campus').waitFor();
    await expectFine(page, 'apps-odd');
    await page.close();
  });

  test('over time are a chart and a table; one reading is said in words', async () => {
    const page = await consoleOf('healthy', `/apps?open=${keynote}.STDQ.${south}&tab=history`);
    await page.getByText('Since linking there was one reading').waitFor();
    const now = Date.now();
    const points = Array.from({ length: 60 }, (_, day) => ({
      at: now - (60 - day) * 24 * hour,
      total: day < 30 ? 40 : 53,
      available: (day < 30 ? 40 : 53) - Math.round(day * 0.7),
      assigned: Math.round(day * 0.7),
    }));
    await putRow(page, seedCode, 'histories', { uId: south, adamId: keynote, pricingParam: 'STDQ', points });
    await page.locator('.history-plot canvas').waitFor();
    const table = page.getByRole('table', { name: 'Counts over time' });
    await page.getByText('Show as a table').press('Enter');
    expect(await table.getByRole('row').count()).toBe(62);
    await page.getByText('Show as a table').press('Enter');
    await expectFine(page, 'apps-history');
    await narrow(page, 'apps-history');
    await page.getByLabel('Location').last().selectOption({ label: 'All locations' });
    await page.getByText('Together only since').waitFor();
    await page.close();
  });
});

describe('100,000 holders', () => {
  test('are searched and exported while the page stays alive', async () => {
    const page = await consoleOf('healthy', '/apps');
    await crowd(page, seedCode, 100_000);
    await page.goto(page.url().replace('/apps', `/apps?open=${keynote}.STDQ.${north}&tab=holders`));
    await page.reload();
    await page.getByText('100,000 holders').waitFor();
    await page.evaluate(() => {
      const tasks: number[] = [];
      Object.assign(window, { longTasks: tasks });
      new PerformanceObserver((list) =>
        tasks.push(...list.getEntries().map(({ duration }) => duration)),
      ).observe({ type: 'longtask' });
    });
    const field = page.getByRole('searchbox', { name: 'Search the holders' });
    await field.pressSequentially('c00799');
    await page.getByText('100 of 100,000 holders').waitFor();
    await field.fill('');
    await field.pressSequentially('person99@');
    await page.getByText('1 of 100,000 holders').waitFor();
    await picture(page, 'apps-holders-crowd');
    await page.getByLabel('Kind').selectOption('user');
    await page.getByText('1 of 100,000 holders').waitFor();
    await field.fill('');
    await page.getByText('20,000 of 100,000 holders').waitFor();
    const csv = await savedFile(page, async () => {
      await page.getByRole('complementary').getByRole('button', { name: 'Export' }).click();
      await page.getByRole('menuitem', { name: 'Table (CSV)' }).click();
    });
    expect(csv.trimEnd().split('\r\n')).toHaveLength(20_001);
    expect(csv).toContain(`,p00099,person99@crowd.example,${keynote},STDQ,North Campus,${north}`);
    const tasks = z.array(z.number()).parse(await page.evaluate('longTasks'));
    const longest = Math.max(0, ...tasks);
    console.log(`longest task with 100,000 holders: ${longest} ms`);
    // Not the budget of 50 ms, which the benchmark measures: a walk in one go would take seconds, whatever runs beside.
    expect(longest).toBeLessThan(2000);
    await page.close();
  });
});

describe('states', () => {
  test.each([
    ['empty', 'Link the token of a location to see its apps and books.'],
    ['locked', 'Tokens are locked. Look-ups still work.'],
    ['troubled', 'The token of South Campus was revoked.'],
    ['syncing', '15 apps and books'],
  ] as const)('%s', async (scene, text) => {
    const page = await consoleOf(scene, '/apps');
    await page.getByText(text).first().waitFor();
    await expectFine(page, `apps-${scene}`);
    await page.close();
  });

  test('partial: a location that was never read is in no sum, which is said', async () => {
    const page = await consoleOf('healthy', '/apps');
    await putRow(page, seedCode, 'locations', {
      uId: 'new',
      locationName: 'West Campus',
      orgName: 'Example School District',
      expiresAt: Date.now() + 1e10,
      fingerprint: '00000001',
      linkedAt: Date.now(),
      health: { state: 'ok', since: 0, checkedAt: Date.now() },
    });
    await page.getByText('The apps and books of West Campus have not been read yet').waitFor();
    await expectFine(page, 'apps-partial');
    await page.getByLabel('Location').selectOption('new');
    await page.getByText('Apps and books appear as soon as the first sync has read them.').waitFor();
    await page.close();
  });

  test('full, wide and narrow, with the detail over the whole width and a way back', async () => {
    const page = await consoleOf('healthy', '/apps', 300);
    await tableOf(page).waitFor();
    await expectFine(page, 'apps-full');
    await narrow(page, 'apps-full');
    await page.getByRole('row', { name: /Keynote/ }).click();
    await page.getByRole('table', { name: 'Counts by location' }).waitFor();
    await expectFine(page, 'apps-detail');
    await narrow(page, 'apps-detail');
    await page.getByRole('tab', { name: 'Holders' }).click();
    await page.getByRole('grid', { name: 'Holders' }).waitFor();
    await expectFine(page, 'apps-holders');
    await narrow(page, 'apps-holders');
    await page.setViewportSize({ width: 480, height: 800 });
    await page.getByRole('button', { name: 'Back to the list' }).click();
    await tableOf(page).waitFor();
    await page.close();
  });

  test('an app that is gone says so', async () => {
    const page = await consoleOf('healthy', '/apps?open=1.STDQ');
    await page.getByText('This app or book is not in the location any more.').waitFor();
    await page.keyboard.press('Escape');
    await waitFor(() => !page.url().includes('open='), { message: 'the detail is closed' });
    await page.close();
  });

  test('no screen has written an error to the console', () => {
    const ofScreens = errorsIn(chromium.consoleMessages).filter(({ source }) => source.includes('.html'));
    expect(ofScreens).toEqual([]);
  });
});
