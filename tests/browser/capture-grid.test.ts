import { readFileSync } from 'node:fs';
import type { Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type Cell,
  deliveries,
  fileKinds,
  languages,
  shells,
  urlOf,
  variants,
} from '../simulator/portal/cell.ts';
import { makeToken } from '../unit/token/make-token.ts';
import { type Chromium, errorsIn, launchChromium } from './support/launch-chromium.ts';
import { listenToPortal, startPortals } from './support/portal-bench.ts';

const token = makeToken({ orgName: 'Ökologisches Gymnasium 🌳' });
// Sent through the hook after the act under test: what came before it has arrived by then.
const mark = makeToken({ orgName: 'The mark that comes last' });

let net: Awaited<ReturnType<typeof startPortals>>;
let chromium: Chromium;
let bare: Chromium;
let portal: Awaited<ReturnType<typeof listenToPortal>>;
let page: Page;
let barePage: Page;

beforeAll(async () => {
  net = await startPortals({ tokenText: () => token, fileName: () => 'sToken_for_North_Campus.vpptoken' });
  // Wide enough that the card, which the background shows by the way, lies beside the button.
  chromium = await launchChromium({ net, viewport: { width: 1600, height: 900 } });
  bare = await launchChromium({ net, withoutExtension: true });
  portal = await listenToPortal(await chromium.serviceWorker());
  page = await chromium.context.newPage();
  barePage = await bare.context.newPage();
});
afterAll(async () => {
  await chromium?.close();
  await bare?.close();
  await net?.close();
});
beforeEach(() => portal.forget());

async function openCell(on: Page, host: string, cell: Partial<Cell>): Promise<Frame> {
  await on.goto(urlOf(host, cell));
  const frame = cell.shell === 'frame' ? on.frame('MainPortal') : on.mainFrame();
  if (!frame) throw new Error('The portal has no MainPortal frame.');
  return frame;
}

/** Clicks the download and gives the bytes that reached the disk, and their name. */
async function download(on: Page, frame: Frame) {
  const [file] = await Promise.all([on.waitForEvent('download'), frame.locator('[data-row="0"]').click()]);
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path(), 'utf8') };
}

async function sendMark(frame: Frame) {
  await frame.evaluate((text) => void URL.createObjectURL(new Blob([text])), mark);
  await portal.expectCapture(mark);
}

const hosts = ['school.apple.com', 'business.apple.com'] as const;

describe.each(shells)('in a %s page', (shell) => {
  describe.each([...deliveries, ...variants])('by %s', (delivery) => {
    const isOnGrid = deliveries.some((one) => one === delivery);
    test.each(isOnGrid ? languages : ['none' as const])('in %s', async (language) => {
      const before = errorsIn(chromium.consoleMessages).length;
      const host = hosts[languages.indexOf(language) % 2] ?? hosts[0];
      const frame = await openCell(page, host, { shell, delivery, language });
      const { name, bytes } = await download(page, frame);
      await sendMark(frame);

      expect(bytes).toBe(token);
      expect(name).toMatch(/^sToken_for_North.Campus\.vpptoken$/);
      // A navigation to a file is hidden from every page hook: there the popup's manual way is left.
      expect(await portal.captures()).toEqual(delivery === 'attachment' ? [mark] : [token, mark]);
      expect(errorsIn(chromium.consoleMessages).slice(before)).toEqual([]);
    });

    test('the file is the same without the extension', async () => {
      const cell = { shell, delivery, language: 'en' } as const;
      const withUs = await download(page, await openCell(page, hosts[0], cell));
      const without = await download(barePage, await openCell(barePage, hosts[0], cell));
      expect(withUs).toEqual(without);
    });
  });
});

describe.each(fileKinds.filter((file) => file !== 'token'))('a %s file', (file) => {
  test.each(deliveries)('by %s is left alone', async (delivery) => {
    const frame = await openCell(page, hosts[0], { file, delivery, shell: 'hash' });
    await download(page, frame);
    await sendMark(frame);
    expect(await portal.captures()).toEqual([mark]);
  });
});

test('a token in a frame without an address of its own is seen', async () => {
  await page.goto(urlOf(hosts[0], {}));
  await page.evaluate(async (text) => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    await new Promise((resolve) => setTimeout(resolve));
    const inner: unknown = frame.contentWindow?.window;
    const { Blob, URL }: typeof globalThis = Object(inner);
    URL.createObjectURL(new Blob([text]));
  }, token);
  await portal.expectCapture(token);
});

test('nothing of ours runs in the sign-in frame', async () => {
  await page.goto(urlOf(hosts[0], { shell: 'frame' }));
  const signIn = page.frame('aid-auth-widget');
  const main = page.frame('MainPortal');
  if (!signIn || !main) throw new Error('A frame is missing.');
  await signIn.evaluate((text) => void URL.createObjectURL(new Blob([text])), token);
  await signIn.evaluate(
    (text) => dispatchEvent(new CustomEvent('orchardist:capture', { detail: text })),
    token,
  );
  await sendMark(main);
  expect(await portal.captures()).toEqual([mark]);
});

describe('hints', () => {
  test.each([
    ['by link', { delivery: 'data', language: 'none' }, 'link'],
    ['by label', { delivery: 'fetch', language: 'ja' }, 'label'],
    ['by route', { delivery: 'fetch', language: 'none' }, 'route'],
  ] as const)('%s are told once', async (_, cell, hint) => {
    await page.goto(urlOf(hosts[0], { ...cell, shell: 'hash' }));
    const told = async () => (await portal.heard()).filter(({ bus }) => bus === 'portal.hint');
    await expect.poll(told, { timeout: 30_000 }).toMatchObject([{ input: { hint } }]);
  });
});
