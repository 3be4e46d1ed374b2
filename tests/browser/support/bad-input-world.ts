import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { z } from 'zod';
import { wordsForFailure } from '../../../components/ui/failure-words.ts';
import type { Failure } from '../../../lib/platform/errors.ts';
import common from '../../../locales/en/common.json';
import { type SimulatorOptions, startSimulator } from '../../simulator/start-simulator.ts';
import { looseSend } from './cdp.ts';
import { createScreen } from './extension.ts';
import { readHoldings } from './holdings.ts';
import { type Chromium, type ChromiumOptions, launchChromium } from './launch-chromium.ts';
import { waitFor } from './wait-for.ts';

export const passphrase = 'seven apples in a row';
const Facts = z.array(
  z.object({
    uId: z.string(),
    locationName: z.string(),
    orgName: z.string(),
    expiresAt: z.number(),
    fingerprint: z.string(),
    linkedAt: z.number(),
    renewedAt: z.number().optional(),
  }),
);
const Candidates = z.array(z.object({ id: z.string(), proof: z.object({ state: z.string() }).loose() }));

export type World = Awaited<ReturnType<typeof openWorld>>;

/** A simulated Apple without a limit, a browser, and the console with the first location linked (sealed) and read. */
export async function openWorld(
  options: SimulatorOptions = {},
  browser: (chromiumNet: ChromiumOptions) => Promise<Chromium> = launchChromium,
) {
  const simulator = await startSimulator({
    seed: 'school',
    config: { limits: { maxRequestPerSecond: 1_000_000 } },
    ...options,
  });
  const { apple, tokens } = simulator;
  const chromium = await browser({ net: simulator });
  const page = await chromium.openConsole('/tokens');
  page.setDefaultTimeout(15_000);
  const screen = createScreen(page);
  await screen.setSettings({ requestsPerSecond: 500 });
  const [key = ''] = apple.locationKeys();
  const { uId } = apple.expectLocation(key);

  async function offer(text: string): Promise<string> {
    const given = await screen.send('token.offer', { text, source: 'paste' });
    return z.object({ candidateId: z.string() }).parse(given).candidateId;
  }
  const link = (candidateId: string, more: object = {}) =>
    screen.send('candidate.link', { candidateId, ...more });

  await link(await offer(tokens[key] ?? ''), { keep: { mode: 'sealed', passphrase } });
  await screen.settled();

  const candidates = async () => Candidates.parse(await screen.rows('candidates'));
  /** All that a refusal must leave as it is. */
  const takeStock = async () => {
    const locations = Facts.parse(await screen.rows('locations'));
    return {
      locations,
      holdings: await Promise.all(locations.map((row) => readHoldings(screen, row.uId))),
      header: await screen.rows('header', 'orchardist-vault'),
      sealed: await screen.rows('records', 'orchardist-vault'),
    };
  };
  const before = await takeStock();
  expect(before.holdings[0]?.length).toBeGreaterThan(0);

  return {
    simulator,
    apple,
    tokens,
    chromium,
    page,
    screen,
    key,
    uId,
    offer,
    link,
    candidates,
    takeStock,
    /** As if the time that Apple asked for had passed: a new worker that knows nothing of the pause. */
    async endPause(): Promise<void> {
      await chromium.killWorker();
      await page.evaluate(
        `chrome.storage.session.get(null).then((all) =>
          chrome.storage.session.remove(Object.keys(all).filter((key) => key.startsWith('governor:'))))`,
      );
    },
    /** Nothing that was linked and read is lost, and a sync goes through. */
    async expectUnharmed(): Promise<void> {
      expect(await takeStock()).toEqual(before);
      await screen.send('location.sync', { uId });
      await screen.settled(15_000);
      expect(await takeStock()).toEqual(before);
      expect(simulator.log.offences).toEqual([]);
      expect(simulator.log.crashes).toEqual([]);
    },
    async close(): Promise<void> {
      await chromium.close();
      await simulator.close();
    },
  };
}

/** The panel that says this failure, with its title and its cure, which a place may say in words of its own. */
export async function expectWords(
  within: Page | Locator,
  failure: Failure,
  cure = wordsForFailure(failure).cure,
): Promise<Locator> {
  const { title } = wordsForFailure(failure);
  expect(title).not.toContain('.title');
  // Until the token's state is known as well, the failed sync says it in words of its own.
  const panel = within.getByRole('alert').filter({ hasText: title }).filter({ hasText: cure }).first();
  await panel.waitFor();
  return panel;
}

/** The console's place for a token of this location. */
export async function openRenewal(page: Page, uId: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, `#/tokens?renew=${uId}`);
  await page.locator('input[type=file]').waitFor({ state: 'attached' });
}

export function chooseFile(page: Page, content: string | Uint8Array, name = 'sToken_for_PS01.vpptoken') {
  const file = { name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) };
  return page.locator('input[type=file]').setInputFiles(file);
}

/** Drags a file from outside the browser onto the drop field. */
export async function dropFile(page: Page, content: string | Uint8Array, name: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'orchardist-drop-'));
  const path = join(folder, name);
  writeFileSync(path, content);
  const box = await page.locator('.drop').boundingBox();
  if (!box) throw new Error('There is no place to drop.');
  const session = await page.context().newCDPSession(page);
  const send = looseSend(session);
  const at = { x: box.x + box.width / 2, y: box.y + 12 };
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'])
    await send('Input.dispatchDragEvent', { type, ...at, data });
  await session.detach();
  // The page reads the file some time after the drop.
  await waitFor(() => page.getByRole('alert').count(), { message: 'the drop is answered' });
  rmSync(folder, { recursive: true, force: true });
}

/** Puts the waiting token aside, as its button does. */
export async function putAside(page: Page): Promise<void> {
  await page.getByRole('button', { name: common['candidate.later'] }).first().click();
  await page.getByRole('button', { name: common['candidate.later'] }).first().waitFor({ state: 'detached' });
}
