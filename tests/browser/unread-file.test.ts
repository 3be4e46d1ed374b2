/** A file that is gone before it is read: every place where one can be chosen says so, and takes the next. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import errors from '../../locales/en/errors.json';
import type { HolderSeed } from './holders-seed.ts';
import { expectFine, openHolderWorld } from './support/holder-screens.ts';

let world: Awaited<ReturnType<typeof openHolderWorld>>;

beforeAll(async () => {
  world = await openHolderWorld();
});
afterAll(() => world?.close());

const north = '2049025000431439';
const few: HolderSeed = { devices: 30, apps: 3, people: 20, retired: 0, lists: [], notes: [] };

/** Chooses a real file, and lets the page hear of it when the file is gone. */
async function chooseGone(input: Locator): Promise<void> {
  const file = join(mkdtempSync(join(tmpdir(), 'orchardist-gone-')), 'gone.csv');
  writeFileSync(file, 'Serial Number\nC0200000000');
  await input.evaluate(() =>
    window.addEventListener('change', (event) => event.stopImmediatePropagation(), {
      capture: true,
      once: true,
    }),
  );
  await input.setInputFiles(file);
  rmSync(dirname(file), { recursive: true });
  await input.dispatchEvent('change');
}

interface Place {
  name: string;
  hash: string;
  reach?: (page: Page) => Promise<void>;
  /** What stands there once this text was read. */
  next: { text: string; tells: string };
}

const places: readonly Place[] = [
  {
    name: 'import',
    hash: `/people/import?location=${north}`,
    next: { text: 'Email,Name\nnew@school.example,New', tells: '1 person can be created.' },
  },
  {
    name: 'move',
    hash: `/orders/move?location=${north}`,
    next: {
      text: 'Serial Number,Email Address\nC0200000000,person1@39.school.example',
      tells: '1 row with a device and its person was read.',
    },
  },
  {
    name: 'reconcile',
    hash: `/orders/reconcile?location=${north}`,
    next: { text: 'Serial Number\nC0200000000', tells: 'The list names 1 device' },
  },
  {
    name: 'lists',
    hash: '/devices',
    reach: (page) => page.getByRole('button', { name: 'Lists of devices' }).press('Enter'),
    next: { text: 'Serial Number\nC0200000000', tells: '1 serial number found.' },
  },
  {
    name: 'backup',
    hash: '/settings',
    next: { text: '{', tells: errors['backup-refused.not-json.title'] },
  },
  {
    name: 'token',
    hash: '/tokens',
    reach: (page) => page.getByRole('button', { name: 'Renew' }).first().press('Enter'),
    next: { text: 'a,b\n1,2', tells: errors['not-a-token.csv.title'] },
  },
];

test.each(places)('$name says that a file cannot be read, and takes the next', async (place) => {
  const page = await world.open(few, place.hash);
  await place.reach?.(page);
  const input = page.locator('input[type=file]');
  const refusal = page.getByText(errors['file-unread.title']);
  await chooseGone(input);
  await refusal.waitFor();
  await refusal.scrollIntoViewIfNeeded();
  expect(await page.getByText(errors['file-unread.cure']).isVisible()).toBe(true);
  await expectFine(page, `unread-${place.name}`);
  const { text, tells } = place.next;
  await input.setInputFiles({ name: 'next.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await page.getByText(tells).first().waitFor();
  expect(await refusal.count()).toBe(0);
  await page.close();
});
