import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type Cell, urlOf } from '../simulator/portal/cell.ts';
import { type Simulator, startSimulator } from '../simulator/start-simulator.ts';
import { expectBuild, root } from './support/build.ts';
import { createCardReader } from './support/card-reader.ts';
import { looseSend } from './support/cdp.ts';
import { createScreen } from './support/extension.ts';
import { type Chromium, errorsIn, launchChromium } from './support/launch-chromium.ts';
import { waitFor } from './support/wait-for.ts';

const host = 'business.apple.com';
const missedTitle = 'Drop the content token here';
const pictures = join(root, 'test-output');
const folder = mkdtempSync(join(tmpdir(), 'orchardist-missed-'));
const Manifest = z.looseObject({
  permissions: z.array(z.string()),
  optional_permissions: z.array(z.string()),
});

/**
 * The production build but for one thing: no headless browser answers the prompt of an optional permission, so
 * `downloads` stands among the required ones here.
 */
function buildWithDownloads(): string {
  const copy = join(folder, 'extension');
  cpSync(expectBuild('chromium'), copy, { recursive: true });
  const path = join(copy, 'manifest.json');
  const manifest = Manifest.parse(JSON.parse(readFileSync(path, 'utf8')));
  manifest.permissions.push('downloads');
  manifest.optional_permissions = manifest.optional_permissions.filter((name) => name !== 'downloads');
  writeFileSync(path, JSON.stringify(manifest));
  return copy;
}

const Statuses = z.array(z.looseObject({ key: z.string(), value: z.unknown() }));
const Missed = z.object({ count: z.number(), at: z.number().optional() });

let simulator: Simulator;
beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  simulator = await startSimulator();
});
afterAll(async () => {
  await simulator?.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** A portal page in a browser that names its downloads itself, as Playwright's own names would hide them. */
async function openPortal(chromium: Chromium, cell: Partial<Cell> = {}) {
  const page = await chromium.page(urlOf(host, { delivery: 'attachment', ...cell }));
  const send = looseSend(await page.context().newCDPSession(page));
  await send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
  const card = await createCardReader(page);

  return {
    page,
    card,
    download: () => page.locator('[data-row="0"]').click(),
    /** Drags files onto the card, as a person does. */
    async drop(...files: string[]) {
      const box = await card.boxOf('region', 'Orchardist');
      const at = { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 };
      const data = { items: [], files, dragOperationsMask: 1 };
      for (const type of ['dragEnter', 'dragOver', 'drop'])
        await send('Input.dispatchDragEvent', { type, ...at, data });
    },
  };
}
type Portal = Awaited<ReturnType<typeof openPortal>>;

function write(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe('with the permission', () => {
  let chromium: Chromium;
  let screen: ReturnType<typeof createScreen<Page>>;
  let portal: Portal;

  beforeAll(async () => {
    chromium = await launchChromium({ net: simulator, extensionDir: buildWithDownloads() });
    screen = createScreen(await chromium.openConsole('/settings'));
  });
  afterAll(() => chromium?.close());
  beforeEach(async () => {
    await session('remove("last-capture")');
  });
  afterEach(async () => {
    await screen.send('download.dismiss', {});
    await portal.page.close();
  });

  const session = (call: string) => screen.page.evaluate(`chrome.storage.session.${call}`);
  const isJudging = async () =>
    Object.keys(Object(await session('get(null)'))).some((key) => key.startsWith('download:'));
  const status = async () => {
    const row = Statuses.parse(await screen.rows('status')).find(({ key }) => key === 'missed-download');
    return row ? Missed.parse(row.value) : { count: 0 };
  };
  const missedCard = () => portal.card.boxOf('heading', missedTitle);
  const noCard = () =>
    waitFor(async () => !(await portal.card.has('region', 'Orchardist')), { message: 'the card is gone' });

  test('a navigation to the file is noticed, in the portal, the popup and the console', async () => {
    portal = await openPortal(chromium);
    await portal.download();
    await missedCard();
    await portal.page.screenshot({ path: join(pictures, 'missed-card.png') });
    expect(await status()).toEqual({ count: 1, at: expect.any(Number) });
    await screen.page.getByText('1 content token could not be seen inside the page so far.').waitFor();

    const popup = await chromium.openPopup(portal.page);
    await popup.getByText('A content token was downloaded, but Orchardist could not see inside.').waitFor();
    await popup.close();

    await portal.page.reload();
    await missedCard();
    expect(errorsIn(chromium.consoleMessages)).toEqual([]);
  });

  test('the file is taken when it is dropped on the card; another one is refused', async () => {
    portal = await openPortal(chromium);
    await portal.download();
    await missedCard();
    await portal.drop(write('devices.csv', 'serialNumber,model\r\n'));
    await waitFor(async () => (await portal.card.texts()).some((text) => text.includes('no content token')), {
      message: 'the card refuses the file',
    });
    await portal.page.screenshot({ path: join(pictures, 'missed-card-refused.png') });
    await portal.drop(write('sToken_for_Dropped.vpptoken', simulator.tokens.tiny ?? ''));
    await portal.card.boxOf('heading', 'Content token noticed');
    expect((await status()).at).toBeUndefined();
    expect(await screen.rows('candidates')).toMatchObject([{ source: 'portal' }]);
    expect(new URL(portal.page.url()).host).toBe(host);
    // Until then it grows, and with the same heading.
    await portal.card.boxOf('button', 'Link it');
    await portal.card.click('button', 'Not now');
    await noCard();
  });

  test('the card leads to the Tokens page', async () => {
    portal = await openPortal(chromium);
    await portal.download();
    await missedCard();
    const [tokens] = await Promise.all([
      chromium.context.waitForEvent('page'),
      portal.card.click('button', 'Open the Tokens page'),
    ]);
    await tokens.getByRole('heading', { name: 'Tokens', exact: true }).waitFor();
    await tokens.close();
    await noCard();
  });

  test('Not now ends it, also after a reload', async () => {
    portal = await openPortal(chromium);
    await portal.download();
    await missedCard();
    await portal.card.click('button', 'Not now');
    await noCard();
    await waitFor(async () => (await status()).at === undefined, { message: 'it is forgotten' });
    await portal.page.reload();
    await portal.page.locator('[data-row="0"]').waitFor();
    expect(await portal.card.has('heading', missedTitle)).toBe(false);
  });

  test('a worker that is killed in between forgets nothing', async () => {
    const { count } = await status();
    portal = await openPortal(chromium);
    await portal.download();
    await waitFor(isJudging, { message: 'the download waits for its verdict' });
    await chromium.killWorker();
    await chromium.serviceWorker();
    await missedCard();
    expect((await status()).count).toBe(count + 1);
  });

  test.each(['fetch', 'graphql'] as const)(
    'a download that the page hook saw (%s) is none',
    async (delivery) => {
      const { count } = await status();
      portal = await openPortal(chromium, { delivery });
      await portal.download();
      await waitFor(isJudging, { message: 'the download waits for its verdict' });
      await waitFor(async () => !(await isJudging()), { message: 'the verdict is there' });
      expect(await portal.card.has('heading', missedTitle)).toBe(false);
      expect(await status()).toEqual({ count });
      await portal.card.click('button', 'Not now');
      await noCard();
    },
  );

  test.each(['csv', 'p7m'] as const)('another file of the portal (%s) is none', async (file) => {
    const { count } = await status();
    const other = await openPortal(chromium, { file });
    await other.download();
    await other.page.close();
    // The token after it is noticed, and it alone.
    portal = await openPortal(chromium);
    await portal.download();
    await missedCard();
    expect((await status()).count).toBe(count + 1);
  });
});

describe('without the permission', () => {
  let chromium: Chromium;
  beforeAll(async () => {
    chromium = await launchChromium({ net: simulator });
  });
  afterAll(() => chromium?.close());

  test('the popup over the portal takes the token by hand, linked or not', async () => {
    const portal = await openPortal(chromium);
    await portal.download();
    let popup = await chromium.openPopup(portal.page);
    await popup.getByText('Nothing caught?').waitFor();
    await popup.getByLabel('Paste the token').fill(simulator.tokens.tiny ?? '');
    await popup.getByRole('button', { name: 'Check it' }).click();
    await popup.getByText('PS01').first().waitFor();
    await popup.close();

    const screen = createScreen(await chromium.openConsole('/settings'));
    await screen.link(simulator.tokens.tiny ?? '');
    popup = await chromium.openPopup(portal.page);
    await popup.getByText('Token not caught?').click();
    await popup.getByLabel('Paste the token').waitFor();
    await popup.close();

    popup = await chromium.openPopup(screen.page);
    await popup.getByText('PS01').first().waitFor();
    expect(await popup.getByText('Token not caught?').count()).toBe(0);
    await popup.close();
    expect(errorsIn(chromium.consoleMessages)).toEqual([]);
  });

  test('Settings offer it, switched off', async () => {
    const page = await chromium.openConsole('/settings');
    const notice = page.getByRole('switch', { name: 'Notice downloads that cannot be seen inside the page' });
    await notice.waitFor();
    expect(await notice.isChecked()).toBe(false);
    await page.screenshot({ path: join(pictures, 'settings-downloads.png') });
  });
});
