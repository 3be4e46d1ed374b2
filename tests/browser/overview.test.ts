/** Overview and Tokens over a filled cache: in every state, by keyboard alone, with many locations, fast. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  breakTable,
  bundleSeed,
  expectFine,
  holdTable,
  picture,
  putRow,
  seriousViolations,
  showScene,
} from './screens-page.ts';
import type { Scene } from './screens-seed.ts';
import { type Chromium, errorsIn, launchChromium } from './support/launch-chromium.ts';
import { startLoopbackHosts } from './support/loopback-hosts.ts';

let net: Awaited<ReturnType<typeof startLoopbackHosts>>;
let chromium: Chromium;
let seedCode: string;
const excused = new Set<object>();

const north = '2049025000431439';
const day = 86_400_000;

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

async function consoleOf(scene: Scene, hash: string): Promise<Page> {
  const page = await chromium.openConsole(hash);
  await showScene(page, seedCode, scene);
  await page.reload();
  return page;
}

async function expectNarrow(page: Page, name: string): Promise<void> {
  await page.setViewportSize({ width: 480, height: 800 });
  await picture(page, `${name}-480`);
  expect(await seriousViolations(page), `${name} at 480`).toEqual([]);
  const fits = await page.evaluate(
    () => document.documentElement.scrollWidth <= document.documentElement.clientWidth,
  );
  expect(fits, `${name} at 480`).toBe(true);
  await page.setViewportSize({ width: 1280, height: 800 });
}

const finishedSync = {
  ...{ state: 'done', kind: 'full', phase: 'swap', pagesDone: 1, rowsDone: 40 },
  ...{
    startedAt: Date.now() - 60_000,
    updatedAt: Date.now(),
    finishedAt: Date.now(),
    nextAt: Date.now() + day,
  },
};

/** Locations of every state, written at once. */
async function putLocations(page: Page, count: number): Promise<void> {
  const rows = Array.from({ length: count }, (_, index) => ({
    uId: `many-${index}`,
    locationName: `School ${String(index).padStart(3, '0')}`,
    orgName: 'Example School District',
    countryISO2ACode: 'DE',
    defaultPlatform: 'volumestore',
    websiteURL: 'https://school.apple.com',
    // Not whole days: the clock of a page may be some seconds behind, and a day more would be left.
    expiresAt: Date.now() + (index % 20 === 3 ? 11.5 : 90 + index) * day,
    fingerprint: '00000000',
    linkedAt: Date.now() - 30 * day,
    mdmInfo: { id: 'a1b2', name: 'Example MDM', metadata: '' },
    health: {
      state: index % 50 === 7 ? 'revoked' : index % 10 === 4 ? 'offline' : 'ok',
      since: Date.now() - day,
      checkedAt: Date.now() - 60_000,
    },
    totals: {
      assets: 40,
      unlimited: 2,
      total: 4000,
      available: 1000,
      assigned: 3000,
      assignedUnlimited: 120,
    },
    ...{ assetsAt: Date.now(), usersAt: Date.now(), holdingsAt: Date.now() },
  }));
  await page.evaluate(`(async () => {
    ${seedCode};
    for (const row of ${JSON.stringify(rows)}) {
      // First, or a background that wakes in between would begin to read a location that has no sync.
      await orchardistSeed.put('syncs', { ...${JSON.stringify(finishedSync)}, uId: row.uId });
      await orchardistSeed.put('locations', row);
    }
  })()`);
}

/** The location switch names every location too. */
const mainOf = (page: Page) => page.getByRole('main');

describe.each([
  ['/overview', 'overview', 'candidates', 'marks'],
  ['/tokens', 'tokens', 'candidates', 'timeline'],
] as const)('%s', (path, name, awaited, broken) => {
  test('empty: what to do first', async () => {
    const page = await consoleOf('empty', path);
    await page.getByRole('heading', { name: 'Link your first token' }).waitFor();
    await expectFine(page, `${name}-empty`);
    await expectNarrow(page, `${name}-empty`);
    if (path === '/overview') await mainOf(page).getByRole('link', { name: 'Link a token' }).press('Enter');
    await page.getByRole('button', { name: 'Choose a file' }).waitFor();
    await page.close();
  });

  test.each([
    ['healthy', path === '/overview' ? 'All is well.' : 'Library'],
    [
      'troubled',
      path === '/overview' ? 'The token of Library ends in 6 days.' : 'Someone revoked it on purpose',
    ],
    ['locked', path === '/overview' ? 'reading from Apple waits' : 'Locked'],
    ['syncing', path === '/overview' ? 'Under way' : 'Reading licences …'],
  ] as const)('%s', async (scene, text) => {
    const page = await consoleOf(scene === 'syncing' ? 'healthy' : scene, path);
    // A page that opens wakes the background, which would pick a running sync up.
    if (scene === 'syncing') await showScene(page, seedCode, scene);
    await mainOf(page).getByText(text).first().waitFor();
    await expectFine(page, `${name}-${scene}`);
    await expectNarrow(page, `${name}-${scene}`);
    await page.close();
  });

  test('offline: said with the age of what is shown', async () => {
    const page = await consoleOf('healthy', path);
    await putLocations(page, 5);
    await mainOf(page)
      .getByText(path === '/overview' ? 'Apple’s service could not be reached for School 004.' : 'Offline')
      .first()
      .waitFor();
    await expectFine(page, `${name}-offline`);
    await page.close();
  });

  test('many locations, wide and narrow', async () => {
    const page = await consoleOf('healthy', path);
    await putLocations(page, 200);
    await page.reload();
    await mainOf(page).getByText('School 003').first().waitFor();
    await expectFine(page, `${name}-many`);
    await expectNarrow(page, `${name}-many`);
    await page.close();
  });

  test('loading: the place of what comes is named while a write holds readers up', async () => {
    const page = await consoleOf('healthy', path);
    const other = await chromium.openConsole('/settings');
    const letGo = await holdTable(other, awaited);
    await page.bringToFront();
    await page.reload();
    await page.getByRole('heading', { level: 1 }).waitFor();
    if (path === '/overview') await page.getByText('Reading …').waitFor();
    await picture(page, `${name}-loading`);
    expect(await seriousViolations(page)).toEqual([]);
    await letGo();
    await page.getByText('Reading …').waitFor({ state: 'detached' });
    await mainOf(page).getByText('Library').first().waitFor();
    await Promise.all([page.close(), other.close()]);
  });

  test('error: what happened, what to do, and a report; the rail still works', async () => {
    const before = chromium.consoleMessages.length;
    const page = await consoleOf('healthy', path);
    await breakTable(page, broken);
    await page.reload();
    await page.getByText('The browser cannot open Orchardist’s storage.').waitFor();
    await page.getByRole('button', { name: 'Copy report' }).waitFor();
    await expectFine(page, `${name}-error`);
    await page.getByRole('link', { name: 'Settings' }).press('Enter');
    await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
    await page.close();
    // React tells the console of what the screen has told already.
    for (const told of chromium.consoleMessages.slice(before)) excused.add(told);
  });
});

describe('by keyboard alone', () => {
  test('from the overview to the cure: a short stock, an old invitation, a dead token', async () => {
    const page = await consoleOf('troubled', '');
    await putRow(page, seedCode, 'marks', { adamId: '361309726', pricingParam: 'STDQ', uId: '', low: 100 });
    await putRow(page, seedCode, 'personNotes', {
      uId: north,
      clientUserId: 'u-39-1000',
      invitations: [{ at: Date.now() - 40 * day, way: 'copy' }],
    });
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    await page.getByText('Pages: 0 licences are free, your mark is 100.').waitFor();
    await page.getByText('1 invitation is not accepted yet. 1 older').waitFor();
    await expectFine(page, 'overview-needs');
    await page.getByRole('link', { name: 'See its licences' }).press('Enter');
    await page.getByRole('heading', { name: 'Apps & Books' }).waitFor();
    expect(await page.getByRole('searchbox').inputValue()).toBe('361309726');
    await page.goBack();
    await page.getByText('The token of South Campus was revoked.').first().waitFor();
    await page
      .getByRole('listitem')
      .filter({ hasText: 'South Campus was revoked' })
      .getByRole('link', { name: 'Renew' })
      .press('Enter');
    await page.getByRole('heading', { name: 'Renew South Campus' }).waitFor();
    await page.close();
  });

  test('in the list of many: filtered by state, sorted by end, the detail beside', async () => {
    const page = await consoleOf('healthy', '/tokens');
    await putLocations(page, 200);
    const list = page.getByRole('grid', { name: 'Locations' });
    await list.waitFor();
    await page.getByLabel('State').selectOption('ending');
    await page.getByText('10 of 203 locations').waitFor();
    await page.getByRole('button', { name: 'Ends' }).press('Enter');
    expect(new URL(page.url()).hash).toContain('sort=-ends');
    await list.locator('[role=columnheader][aria-sort=descending]').waitFor();
    await list.focus();
    await page.keyboard.press('Enter');
    const detail = page.getByRole('complementary');
    await detail.getByText('This token ends in 12 days.').waitFor();
    await expectFine(page, 'tokens-list-detail');
    await expectNarrow(page, 'tokens-list-detail');
    await page.keyboard.press('Escape');
    await detail.waitFor({ state: 'detached' });
    await page.close();
  });

  test('Apple Business is asked about its built-in management once, and the answer can be changed', async () => {
    const page = await consoleOf('healthy', '/tokens');
    await putLocations(page, 1);
    const panel = page.getByRole('region', { name: 'School 000' });
    await panel.waitFor();
    expect(await page.getByText('Is Apple’s built-in device management on?').count()).toBe(0);
    await page.evaluate(`(async () => { ${seedCode}; await orchardistSeed.put('locations', {
      uId: 'many-0', locationName: 'Head office', orgName: 'Org', websiteURL: 'https://business.apple.com',
      expiresAt: ${Date.now() + 300 * day}, fingerprint: '0', linkedAt: 1,
      health: { state: 'ok', since: 1, checkedAt: ${Date.now()} } }); })()`);
    const office = page.getByRole('region', { name: 'Head office' });
    await office.getByText('Is Apple’s built-in device management on?').waitFor();
    await expectFine(page, 'tokens-built-in');
    await office.getByRole('button', { name: 'On', exact: true }).press('Enter');
    await office.getByText('Apple’s built-in device management is on.').waitFor();
    await page.reload();
    await office.getByText('Apple’s built-in device management is on.').waitFor();
    await office.getByRole('button', { name: 'Change the answer' }).press('Enter');
    await office.getByRole('button', { name: 'Off', exact: true }).press('Enter');
    await office.getByText('Is Apple’s built-in device management on?').waitFor({ state: 'detached' });
    await page.close();
  });
});

test('the overview lists 200 locations', async () => {
  const page = await consoleOf('healthy', '/overview');
  await putLocations(page, 200);
  // Fifty at first, so that the page stands at once.
  const rows = page.locator('.totals-table tbody tr');
  await expect.poll(() => rows.count()).toBe(50);
  await page.getByRole('button', { name: /^Show \d+ more locations$/ }).click();
  await expect.poll(() => rows.count()).toBeGreaterThanOrEqual(200);
  await page.close();
});

test('the sum says of how many locations it is, and how old it is', async () => {
  const page = await consoleOf('healthy', '/overview');
  await putLocations(page, 4);
  // Linked a moment ago; of its licences alone something was read.
  await page.evaluate(`(async () => {
    ${seedCode};
    for (const uId of ['many-1', 'many-2']) {
      const row = { uId, locationName: 'New ' + uId, orgName: 'Example School District', fingerprint: '00000000' };
      const times = { expiresAt: Date.now() + 90 * ${day}, linkedAt: Date.now() };
      const health = { state: 'ok', since: Date.now(), checkedAt: Date.now() };
      const totals = { assets: 1, unlimited: 0, total: 5, available: 5, assigned: 0, assignedUnlimited: 0 };
      await orchardistSeed.put('locations', { ...row, ...times, health, totals, assetsAt: Date.now() });
    }
  })()`);
  const rows = page.locator('.totals-table tbody tr');
  await expect.poll(() => rows.getByText('not yet').count()).toBe(2);
  const all = await rows.count();
  const sum = page.locator('.totals-table tfoot tr');
  await sum.getByText(`${all - 2} of ${all} locations read`).waitFor();
  await sum.getByText(/ago|just now/).waitFor();
  await expectFine(page, 'overview-part');
  await expectNarrow(page, 'overview-part');
  await page.close();
});

test('no screen has written an error to the console', () => {
  const ofScreens = errorsIn(chromium.consoleMessages).filter(
    (told) => told.source.includes('.html') && !excused.has(told),
  );
  expect(ofScreens).toEqual([]);
});
