import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { readToken } from '../../lib/token/read-token.ts';
import { makeToken } from '../unit/token/make-token.ts';
import { type Chromium, errorsIn, launchChromium } from './support/launch-chromium.ts';
import { listenToPortal, startPortals } from './support/portal-bench.ts';

const token = makeToken();
const mark = makeToken({ orgName: 'The mark that comes last' });
const host = 'https://business.apple.com';

let net: Awaited<ReturnType<typeof startPortals>>;
let chromium: Chromium;
let portal: Awaited<ReturnType<typeof listenToPortal>>;
let page: Page;

beforeAll(async () => {
  net = await startPortals({ tokenText: () => token, fileName: () => 'sToken_for_North.vpptoken' });
  chromium = await launchChromium({ net });
  portal = await listenToPortal(await chromium.serviceWorker());
  page = await chromium.context.newPage();
});
afterAll(async () => {
  await chromium?.close();
  await net?.close();
});
beforeEach(() => portal.forget());

async function visit(kind: string) {
  await page.goto(`${host}/hostile/${kind}`);
  await page.locator('html[data-done="yes"]').waitFor();
}

/** In a page of its own, because the first one may have used up what a minute allows. */
async function sendMark() {
  const other = await chromium.page(`${host}/`);
  await other.evaluate((text) => void URL.createObjectURL(new Blob([text])), mark);
  await portal.expectCapture(mark);
  await other.close();
}

test('forged reports that are no token end in the page', async () => {
  await visit('forged');
  await sendMark();
  expect(await portal.captures()).toEqual([mark]);
});

test('a forged card-changed message of the page shows no card', async () => {
  await visit('forged');
  await sendMark();
  expect(await page.evaluate(() => document.documentElement.children.length)).toBe(2);
});

test('a flood of inventions ends at the limit, and nothing but tokens passes', async () => {
  await visit('flood');
  await expect.poll(async () => (await portal.captures()).length).toBe(10);
  await sendMark();
  const captures = await portal.captures();
  expect(captures).toHaveLength(11);
  expect(captures.every((text) => readToken(text).ok)).toBe(true);
});

test('bodies of 5 MB are left alone', async () => {
  await visit('big');
  expect(await page.locator('html').getAttribute('data-size')).toBe(String(5 * 1024 * 1024));
  await sendMark();
  expect(await portal.captures()).toEqual([mark]);
});

test('a page that replaces everything hears no error of ours', async () => {
  const before = errorsIn(chromium.consoleMessages).length;
  await visit('overrides');
  await sendMark();
  const captures = await portal.captures();
  expect(captures.filter((text) => text !== token && text !== mark)).toEqual([]);
  expect(errorsIn(chromium.consoleMessages).slice(before)).toEqual([]);
});
