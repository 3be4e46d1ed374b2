/** Popup and console in each language: nothing is left in English, nothing is cut, Arabic runs from right to left. */

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { languages } from '../../locales/languages.ts';
import { bundleSeed, picture, seriousViolations, showScene } from './screens-page.ts';
import type { Scene } from './screens-seed.ts';
import { englishPatterns, overflowsOn, textsOn } from './support/foreign-texts.ts';
import { type Chromium, errorsIn, launchChromium } from './support/launch-chromium.ts';
import { startLoopbackHosts } from './support/loopback-hosts.ts';
import { waitFor } from './support/wait-for.ts';

let net: Awaited<ReturnType<typeof startLoopbackHosts>>;
let chromium: Chromium;
let seedCode: string;

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

const choose = (page: Page, language: string) =>
  page.evaluate(`chrome.storage.local.set({ settings: { language: ${JSON.stringify(language)} } })`);
/** Undefined until the page is drawn: before, it has the language of its file. */
const spoken = (page: Page) =>
  page
    .evaluate(() => {
      const { lang, dir } = document.documentElement;
      return document.querySelector('#root > *') ? { lang, dir } : undefined;
    })
    .catch(() => undefined);

async function expectForeign(page: Page, code: string, name: string) {
  const texts = await waitFor(
    async () => {
      const all = await textsOn(page);
      return all.length > 5 && all;
    },
    { message: `${name} is drawn` },
  );
  const left = englishPatterns(code).flatMap(({ text, pattern }) =>
    texts.filter((shown) => pattern.test(shown)).map((shown) => `${shown} (${text})`),
  );
  expect(left, name).toEqual([]);
}

const others = Object.values(languages).filter(({ code }) => code !== 'en');

/** What is on a screen: nothing of it in English, nothing cut. */
async function expectFine(page: Page, code: string, name: string) {
  await expectForeign(page, code, name);
  expect(await overflowsOn(page), name).toEqual([]);
  await picture(page, `words-${code}-${name}`);
}

async function open(page: Page, code: string, scene: Scene) {
  await choose(page, code);
  await waitFor(async () => (await spoken(page))?.lang === code, {
    // A browser that has just started takes seconds to say whether there is a policy.
    timeout: 30_000,
    message: `the page speaks ${code}`,
  });
  await showScene(page, seedCode, scene);
  await page.reload();
}

const opened = ['/apps', '/people', '/devices'] as const;

describe.each(others)('in $name', ({ code, direction }) => {
  test('the popup, from the first token to the holders of an app', async () => {
    const page = await chromium.openPopupTab();
    await open(page, code, 'empty');
    await page.getByRole('textbox').waitFor();
    expect(await spoken(page)).toEqual({ lang: code, dir: direction });
    await expectFine(page, code, 'popup-empty');
    await open(page, code, 'candidate-first');
    await page.locator('input[type=password]').first().waitFor();
    await expectFine(page, code, 'popup-candidate');
    await open(page, code, 'troubled');
    await page.getByRole('combobox').fill('Keynote');
    await page.getByRole('option').first().waitFor();
    await expectFine(page, code, 'popup-results');
    await page.keyboard.press('Enter');
    await page.locator('.detail').getByText('North Campus').waitFor();
    await expectFine(page, code, 'popup-detail');
    await page.close();
  });

  test.each(['empty', 'troubled'] as const)('every screen of the console, %s', async (scene) => {
    const page = await chromium.openConsole();
    await open(page, code, scene);
    await page.locator('.rail-link').first().waitFor();
    expect(await spoken(page)).toEqual({ lang: code, dir: direction });
    const links = await page
      .locator('.rail-link')
      .evaluateAll((all) => all.map((one) => one.getAttribute('href')));
    expect(links.length).toBeGreaterThan(2);
    for (const href of links) {
      await page.locator(`.rail-link[href="${href}"]`).click();
      await page.locator(`.rail-link[href="${href}"][aria-current="page"]`).waitFor();
      // Nothing is under way in these scenes but the reading of what is stored.
      await waitFor(async () => (await page.getByRole('progressbar').count()) === 0, {
        message: 'all was read',
      });
      for (const width of [480, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        await expectFine(page, code, `${href?.replaceAll(/\W/g, '')}-${scene}-${width}`);
      }
      // What axe finds does not depend on the language but on the direction, and English is looked at elsewhere.
      if (direction === 'rtl') expect(await seriousViolations(page), `${href}`).toEqual([]);
    }
    await page.close();
  });
});

test.each(others)('what opens over and beside a screen in $name', async ({ code }) => {
  const page = await chromium.openConsole(opened[0]);
  await open(page, code, 'troubled');
  for (const path of opened) {
    await page.evaluate((hash) => location.assign(hash), `#${path}`);
    await page.locator(`.rail-link[href="#${path}"][aria-current="page"]`).waitFor();
    await page.locator('[role=row][aria-rowindex="3"]').getByText(/\w/).first().click();
    await page.locator('.beside-detail').waitFor();
    await waitFor(async () => (await page.getByRole('progressbar').count()) === 0, {
      message: 'all was read',
    });
    await expectFine(page, code, `${path.slice(1)}-pane`);
  }
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('option').first().waitFor();
  await expectFine(page, code, 'palette');
  await page.close();
});

const north = '2049025000431439';
const below = [
  '/orders/new',
  '/orders/move',
  '/orders/reconcile',
  '/people/import',
  '/people/invitations',
] as const;
const listed = [
  'Seriennummer;E-Mail',
  'C0239X000010;person0@school.example',
  'C0239X000011;nobody@elsewhere.example',
  'C0239X000010;person0@school.example',
].join('\n');

test.each(others)(
  'what lies below a screen in $name, with a list that was read',
  async ({ code, direction }) => {
    const page = await chromium.openConsole(below[0]);
    await open(page, code, 'troubled');
    for (const path of below) {
      await page.evaluate((hash) => location.assign(hash), `#${path}?location=${north}`);
      await page.locator('main .screen-head h1').waitFor();
      const file = page.locator('input[type=file]');
      if ((await file.count()) > 0) {
        await file.setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(listed) });
        await page.locator('main :is(.finding, .state, .import-fields)').first().waitFor();
      }
      await waitFor(async () => (await page.getByRole('progressbar').count()) === 0, {
        message: 'all was read',
      });
      for (const width of [480, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        await expectFine(page, code, `${path.slice(1).replace('/', '-')}-${width}`);
      }
      if (direction === 'rtl') expect(await seriousViolations(page), path).toEqual([]);
    }
    await page.close();
  },
);

test('an open page and the icon follow a new choice', async () => {
  const page = await chromium.openConsole('/settings');
  await choose(page, 'auto');
  await waitFor(async () => (await spoken(page))?.lang === 'en', { message: 'English again' });
  await showScene(page, seedCode, 'candidate-first');
  await page.getByLabel('Language of Orchardist').selectOption('ja');
  await page.getByRole('heading', { name: '言語' }).waitFor();
  const title = async () => z.string().parse(await page.evaluate('chrome.action.getTitle({})'));
  await waitFor(async () => (await title()).includes('トークン'), { message: 'the icon speaks Japanese' });
  await choose(page, 'nonsense');
  await page.getByRole('heading', { name: 'Language' }).waitFor();
  await page.close();
});

test('the browser’s own language is followed without a choice', async () => {
  const arabic = await launchChromium({ net, locale: 'ar-EG' });
  const page = await arabic.openPopupTab();
  await page.locator('#root > *').first().waitFor();
  expect(await spoken(page)).toEqual({ lang: 'ar', dir: 'rtl' });
  await arabic.close();
});

test('nothing was complained about', () => {
  expect(errorsIn(chromium.consoleMessages)).toEqual([]);
});
