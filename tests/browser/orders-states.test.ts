/** The states of the screens about orders and people to be invited that their own tests do not show. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Draft } from '../../components/orders/draft.ts';
import common from '../../locales/en/common.json';
import errors from '../../locales/en/errors.json';
import orders from '../../locales/en/orders.json';
import reconcile from '../../locales/en/reconcile.json';
import type { HolderSeed } from './holders-seed.ts';
import { breakTable, holdTable } from './screens-page.ts';
import { expectFine, full } from './support/holder-screens.ts';
import { errorsIn } from './support/launch-chromium.ts';
import { openOrderWorld } from './support/order-screens.ts';

let world: Awaited<ReturnType<typeof openOrderWorld>>;
const excused = new Set<object>();

beforeAll(async () => {
  world = await openOrderWorld();
});
afterAll(() => world?.close());

const north = '2049025000431439';
const few: HolderSeed = { devices: 30, apps: 3, people: 20, retired: 0 };
const mainOf = (page: Page) => page.getByRole('main');
const range = (count: number) => Array.from({ length: count }, (_, index) => index);
const serialOf = (index: number) => `C02${(index * 7919).toString(36).toUpperCase().padStart(8, '0')}`;

async function give(page: Page, lines: readonly string[]): Promise<void> {
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(lines.join('\n')) });
}

interface Screen {
  name: string;
  hash: string;
  draft?: (seed: HolderSeed) => Draft;
  /** What an admin does to see more than the beginning. */
  act?: (page: Page, seed: HolderSeed) => Promise<void>;
  /** What stands there once all is read. */
  ready: (seed: HolderSeed) => string | RegExp;
  /** While readers of a table are held up. */
  loading?: { table: string; text: string };
  /** A table that cannot be read, or the worker that does not start. */
  broken?: string;
}

const screens: readonly Screen[] = [
  {
    name: 'orders',
    hash: '/orders',
    ready: () => 'Partly done',
    loading: { table: 'orders', text: common.loading },
    broken: 'orders',
  },
  {
    name: 'new',
    hash: '/orders/new',
    draft: ({ devices }) => ({
      parts: [
        {
          uId: north,
          wish: { kind: 'take-all-back', clientUserIds: [], serialNumbers: range(devices).map(serialOf) },
        },
      ],
    }),
    ready: ({ devices }) => `Take every licence back that can be: ${devices.toLocaleString('en')} devices`,
    loading: { table: 'userSets', text: orders['plan.making'] },
    broken: 'worker',
  },
  {
    name: 'move',
    hash: `/orders/move?location=${north}`,
    act: (page, { people: count }) =>
      give(page, [
        'Serial Number,Email Address',
        ...range(count).map((index) => `${serialOf(index)},person${index}@39.school.example`),
        'C02NOBODY00,stranger@elsewhere.example',
      ]),
    ready: ({ people: count }) =>
      `${(count + 1).toLocaleString('en')} rows with a device and its person were read.`,
    loading: { table: 'users', text: common.loading },
    broken: 'users',
  },
  {
    name: 'reconcile',
    hash: `/orders/reconcile?location=${north}`,
    act: (page, { devices }) => give(page, ['Serial Number', ...range(devices - 5).map(serialOf)]),
    ready: () => '5 devices',
    loading: { table: 'leaves', text: reconcile.comparing },
    broken: 'worker',
  },
  {
    name: 'import',
    hash: `/people/import?location=${north}`,
    act: (page, { devices }) =>
      give(page, [
        'Email,Name',
        ...range(devices).map((index) => `new${index}@school.example,New ${index}`),
        'person1@39.school.example,Somebody known',
      ]),
    ready: ({ devices }) => `${devices.toLocaleString('en')} people can be created.`,
    loading: { table: 'userSets', text: common.loading },
    broken: 'worker',
  },
  {
    name: 'invitations',
    hash: `/people/invitations?location=${north}`,
    ready: () => 'person0@39.school.example',
    loading: { table: 'userSets', text: common.loading },
    broken: 'userSets',
  },
];

async function open(screen: Screen, holders: HolderSeed): Promise<Page> {
  const draft = screen.draft?.(holders);
  const page = await world.open(screen.hash, { holders, ...(draft && { draft }) });
  await screen.act?.(page, holders);
  return page;
}

const awaitReady = (page: Page, screen: Screen, seed: HolderSeed) =>
  mainOf(page).getByText(screen.ready(seed)).first().waitFor();

test.each(screens)('60,000 assignments: $name', async (screen) => {
  const page = await open(screen, full);
  await awaitReady(page, screen, full);
  await expectFine(page, `${screen.name}-60000`);
  await page.close();
});

describe.each([
  ['offline', { offline: true }, 'Apple’s licence service cannot be reached.'],
  ['locked', { locked: true }, 'Tokens are locked. Look-ups still work.'],
] as const)('%s', (state, facts, text) => {
  test.each(screens)('$name says so and still shows what is known', async (screen) => {
    const page = await open(screen, few);
    await awaitReady(page, screen, few);
    // Beside the open screen: the background takes up what it finds unfinished when a screen opens.
    await world.plant(page, { scene: 'healthy', isEmpty: false, holders: { ...few, ...facts } });
    await page.getByText(text).waitFor();
    await awaitReady(page, screen, few);
    await expectFine(page, `${screen.name}-${state}`);
    await page.close();
  });
});

const slow = screens.flatMap(({ loading, ...screen }) => (loading ? [{ ...screen, loading }] : []));

test.each(slow)('while a write holds readers up $name names what comes', async (screen) => {
  const page = await world.open(screen.hash, {
    holders: few,
    ...(screen.draft && { draft: screen.draft(few) }),
  });
  const other = await world.chromium.openConsole('/settings');
  const letGo = await holdTable(other, screen.loading.table);
  try {
    await page.bringToFront();
    await page.reload();
    await screen.act?.(page, few);
    await mainOf(page).getByText(screen.loading.text).first().waitFor();
    await expectFine(page, `${screen.name}-loading`);
  } finally {
    // Else what comes after it waits without an end.
    await letGo();
  }
  await awaitReady(page, screen, few);
  await Promise.all([page.close(), other.close()]);
});

const breakable = screens.flatMap(({ broken, ...screen }) => (broken ? [{ ...screen, broken }] : []));

test.each(breakable)('$name says what failed, and the rail still works', async (screen) => {
  const before = world.chromium.consoleMessages.length;
  const page = await world.open(screen.hash, {
    holders: few,
    ...(screen.draft && { draft: screen.draft(few) }),
  });
  if (screen.broken === 'worker') {
    await page.addInitScript(`
      const Real = Worker;
      window.Worker = function () { return new Real('/nothing.js', { type: 'module' }); };`);
  } else await breakTable(page, screen.broken);
  await page.reload();
  await screen.act?.(page, few);
  const title = errors[screen.broken === 'worker' ? 'no-worker.title' : 'storage-broken.title'];
  await mainOf(page).getByText(title).waitFor();
  await expectFine(page, `${screen.name}-error`);
  await page.getByRole('link', { name: 'Tokens' }).press('Enter');
  await page.getByRole('heading', { name: 'North Campus' }).waitFor();
  await page.close();
  // The browser and React tell the console of what the screen has told already.
  for (const told of world.chromium.consoleMessages.slice(before)) excused.add(told);
});

test('no screen has written an error of its own to the console', () => {
  const own = errorsIn(world.chromium.consoleMessages).filter(
    (told) =>
      told.source.includes('.html') && !told.text.includes('ERR_FILE_NOT_FOUND') && !excused.has(told),
  );
  expect(own).toEqual([]);
});
