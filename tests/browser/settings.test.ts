/** Settings: what leaves, what is stored, and how the background works. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { startSimulator } from '../simulator/start-simulator.ts';
import { seriousViolations } from './screens-page.ts';
import { root } from './support/build.ts';
import { createScreen } from './support/extension.ts';
import { type Chromium, errorsIn, launchChromium } from './support/launch-chromium.ts';
import { waitFor } from './support/wait-for.ts';

const pictures = join(root, 'test-output', 'settings');
let simulator: Awaited<ReturnType<typeof startSimulator>>;
let chromium: Chromium;

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  simulator = await startSimulator({ seed: 'school' });
  chromium = await launchChromium({ net: simulator });
});
afterAll(async () => {
  await chromium?.close();
  await simulator?.close();
});

test('tell every request that left, without a secret, and what is stored with its size', async () => {
  const page = await chromium.openConsole('/settings');
  const screen = createScreen(page);
  const token = simulator.tokens.ps01 ?? '';
  await screen.link(token);
  await screen.settled();

  await page.reload();
  await page.getByRole('button', { name: /^Show the \d+ requests$/ }).click();
  const list = page.getByRole('grid', { name: 'What left this browser' });
  await list.getByText('/mdm/v2/assignments').first().waitFor();
  expect(await list.getByText('vpp.itunes.apple.com').count()).toBeGreaterThan(0);
  const rows = JSON.stringify(await screen.rows('requests'));
  expect(rows).not.toContain(token);
  expect(rows).not.toContain('?');

  const sizes = page.getByRole('region', { name: 'What is stored' });
  await sizes.getByRole('row', { name: /^Who holds what/ }).waitFor();
  await sizes.getByRole('row', { name: /^Apps and books with their counts/ }).waitFor();

  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.screenshot({ path: join(pictures, `settings-${colorScheme}.png`), fullPage: true });
    await sizes.scrollIntoViewIfNeeded();
    await page.screenshot({ path: join(pictures, `settings-stored-${colorScheme}.png`) });
    expect(await seriousViolations(page)).toEqual([]);
  }
  await page.setViewportSize({ width: 480, height: 800 });
  await page.screenshot({ path: join(pictures, 'settings-480.png') });
  expect(errorsIn(chromium.consoleMessages)).toEqual([]);
  await page.close();
});

test('keep a choice at once, for the background too', async () => {
  const page = await chromium.openConsole('/settings');
  const screen = createScreen(page);
  await page.getByLabel('Look for changes every').selectOption({ label: '4 hours' });
  await page.reload();
  expect(await page.getByLabel('Look for changes every').inputValue()).toBe('240');
  const before = (await screen.syncs())[0];
  await screen.send('location.sync', { uId: before?.uId });
  const done = await waitFor(
    async () => {
      const [row] = z.array(syncRow).parse(await screen.rows('syncs'));
      return row?.state === 'done' && row.finishedAt !== before?.finishedAt && row;
    },
    { timeout: 30_000, message: 'the next sync is done' },
  );
  expect(done.nextAt).toBe((done.finishedAt ?? 0) + 4 * 3_600_000);
  await page.close();
});

test('keep the days before the end of a token at which it is warned, and warn by them', async () => {
  const page = await chromium.openConsole('/settings');
  const part = page.getByRole('region', { name: 'Warnings before a token ends' });
  const field = part.getByLabel('Days before the end');
  expect(await field.inputValue()).toBe('60, 30, 14, 7, 1');

  await field.fill('30, soon');
  await part.getByText('“soon” is not a whole number.').waitFor();
  expect(await part.getByRole('button', { name: 'Save days' }).isDisabled()).toBe(true);
  await field.press('Enter');
  await page.reload();
  expect(await field.inputValue()).toBe('60, 30, 14, 7, 1');

  // Every token ends within a year.
  await field.fill('7 365,7');
  await field.press('Enter');
  await part.getByRole('status').getByText('Saved').waitFor();
  expect(await field.inputValue()).toBe('365, 7');
  await page.reload();
  expect(await field.inputValue()).toBe('365, 7');
  await page.goto(page.url().replace(/#.*/, '#/overview'));
  await page
    .getByText(/ ends in \d+ days\./)
    .first()
    .waitFor();
  await page.close();
});

test('a policy sets the days before the end, and the field says so', async () => {
  const page = await chromium.openConsole('/overview');
  await page.addInitScript(
    `chrome.storage.managed.get = async () => ({ locked: { warningDays: [45, 10] } })`,
  );
  await page.goto(page.url().replace(/#.*/, '#/settings'));
  await page.reload();
  const part = page.getByRole('region', { name: 'Warnings before a token ends' });
  await part.getByText('Set by your organisation.').waitFor();
  const field = part.getByLabel('Days before the end');
  expect(await field.inputValue()).toBe('45, 10');
  expect(await field.isDisabled()).toBe(true);
  await part.scrollIntoViewIfNeeded();
  await page.screenshot({ path: join(pictures, 'settings-policy.png') });
  expect(await seriousViolations(page)).toEqual([]);
  await page.close();
});

const syncRow = z.object({
  state: z.string(),
  finishedAt: z.number().optional(),
  nextAt: z.number().optional(),
});
