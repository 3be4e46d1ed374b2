import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { examples } from '../demo/examples.ts';
import { passphrase, tellStory } from '../demo/story.ts';
import { startSimulator } from '../simulator/start-simulator.ts';
import { root } from './support/build.ts';
import { createCardReader } from './support/card-reader.ts';
import { createScreen } from './support/extension.ts';
import { readHoldings } from './support/holdings.ts';
import { errorsIn, launchChromium } from './support/launch-chromium.ts';
import { waitFor } from './support/wait-for.ts';

const uId = '2049025000431439';
const locationName = 'PS01 Riverside Primary';
const pictures = join(root, 'test-output', 'journey');

let simulator: Awaited<ReturnType<typeof startSimulator>>;
let profileDir: string;

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  profileDir = mkdtempSync(join(tmpdir(), 'orchardist-journey-'));
  simulator = await startSimulator({ seed: 'school', pageSize: 200 });
});
afterAll(async () => {
  await simulator?.close();
  rmSync(profileDir, { recursive: true, force: true, maxRetries: 5 });
});

/** The demo's stage without its lines on the terminal. */
const quietStage = {
  step: <T>(_: string, work: () => Promise<T>) => work(),
  picture: async () => undefined,
};
const picture = (page: Page, name: string) => page.screenshot({ path: join(pictures, `${name}.png`) });
const stored = () => [...new Set(simulator.apple.dumpAssignments('ps01'))];

test('the story of the demo, with the whole truth in the cache at its end', async () => {
  const chromium = await launchChromium({ net: simulator, profileDir });
  try {
    await tellStory(quietStage, chromium, simulator);
    const screen = createScreen(await chromium.openPopupTab());
    expect(await readHoldings(screen, uId)).toEqual(stored());
    expect(errorsIn(chromium.consoleMessages)).toEqual([]);
  } finally {
    await chromium.close();
  }
});

test('after a restart of the browser look-ups answer at once, and a sync waits for the passphrase', async () => {
  const chromium = await launchChromium({ net: simulator, profileDir });
  try {
    const popup = await chromium.openPopupTab();
    const screen = createScreen(popup);
    const { serial } = examples(simulator);
    await popup.getByRole('combobox').fill(serial);
    await popup.getByRole('option').filter({ hasText: serial }).waitFor();

    const asked = simulator.log.count({ host: 'vpp.itunes.apple.com' });
    await screen.send('location.sync', { uId });
    await waitFor(async () => (await screen.syncs())[0]?.failure?.code === 'vault-locked', {
      message: 'the sync waits for the vault',
    });
    expect(simulator.log.count({ host: 'vpp.itunes.apple.com' })).toBe(asked);
    await screen.send('vault.unlock', { passphrase });
    await screen.settled();
    expect(await readHoldings(screen, uId)).toEqual(stored());
  } finally {
    await chromium.close();
  }
});

test('kept for the session only, look-ups outlive a restart; the token is asked for again and known by its location', async () => {
  const begin = await launchChromium({ net: simulator, profileDir });
  const first = createScreen(await begin.openPopupTab());
  await first.send('vault.keep', { keep: { mode: 'session' }, current: passphrase });
  await begin.close();

  const chromium = await launchChromium({ net: simulator, profileDir });
  try {
    const popup = await chromium.openPopupTab();
    const screen = createScreen(popup);
    const kept = JSON.stringify(await popup.evaluate('chrome.storage.session.get(null)'));
    expect(kept).not.toContain(simulator.tokens.ps01);
    const { serial } = examples(simulator);
    const lookUp = async () => {
      await popup.getByRole('combobox').fill(serial);
      const option = popup.getByRole('option').filter({ hasText: serial });
      await option.waitFor();
      expect(await option.textContent()).toMatch(/\d+ apps? (or|and) books?.* ago|just now/);
      await popup.getByRole('combobox').fill('');
    };
    await lookUp();
    await screen.send('location.sync', { uId });
    await waitFor(async () => (await screen.syncs())[0]?.failure?.code === 'token-missing', {
      message: 'the sync waits for the token',
    });
    await popup.getByText(`${locationName} needs its token again after the restart.`).waitFor();
    await picture(popup, 'token-missing');
    await lookUp();
    expect(await readHoldings(screen, uId)).toEqual(stored());

    expect(await screen.link(simulator.tokens.ps01 ?? '')).toBe(uId);
    await screen.settled();
    expect(await screen.rows('locations')).toHaveLength(1);
    expect(simulator.log.offences).toEqual([]);
  } finally {
    await chromium.close();
  }
});

const facts = z.object({
  locations: z.tuple([
    z.object({
      uId: z.literal(uId),
      linkedAt: z.number(),
      renewedAt: z.number().optional(),
      expiresAt: z.number(),
      fingerprint: z.string(),
    }),
  ]),
  /** Named by hand. */
  apps: z.array(z.object({ adamId: z.string(), customName: z.string().optional() })),
});

test('renewed in place through the portal and its card: the end moves in the open screens, nothing else is lost', async () => {
  const chromium = await launchChromium({ net: simulator, profileDir });
  try {
    const tokens = await chromium.openConsole('/tokens');
    const screen = createScreen(tokens);
    await screen.link(simulator.tokens.ps01 ?? '');
    await screen.settled();
    await screen.send('app.name', { adamId: '361304891', name: 'Sums' });
    const read = async () =>
      facts.parse({ locations: await screen.rows('locations'), apps: await screen.rows('apps') });
    const before = await read();
    const region = tokens.getByRole('region', { name: locationName, exact: true });
    await region.getByText(/, in 2\d days$/).waitFor();
    await picture(tokens, 'renewal-before');

    simulator.apple.issueToken('ps01', { expiresInDays: 300 });
    const portal = await chromium.page('https://school.apple.com/');
    const card = await createCardReader(portal);
    await portal.locator('[data-row="0"]').click();
    await waitFor(() => card.has('button', 'Renew'), { message: 'the card offers to renew' });
    await picture(portal, 'renewal-card');

    const popup = await chromium.openPopup(portal);
    await popup.getByRole('heading', { name: `A new token for ${locationName}` }).waitFor();
    await picture(popup, 'renewal-popup');
    await popup.close();
    await card.click('button', 'Renew');
    await waitFor(async () => (await card.texts()).includes('Renewed'), { message: 'the card says so' });

    await region.getByText(/, in (299|30[01]) days$/).waitFor();
    await screen.settled();
    await tokens.bringToFront();
    await picture(tokens, 'renewal-after');
    const after = await read();
    const [was, is] = [before.locations[0], after.locations[0]];
    expect(is.linkedAt).toBe(was.linkedAt);
    expect(is.renewedAt ?? 0).toBeGreaterThan(was.renewedAt ?? 0);
    expect(is.fingerprint).not.toBe(was.fingerprint);
    expect(after.apps).toEqual(before.apps);
    expect(after.apps).toContainEqual({ adamId: '361304891', customName: 'Sums' });
    expect(await readHoldings(screen, uId)).toEqual(stored());
    expect(await screen.rows('candidates')).toEqual([]);

    // Apple is asked with the new token from now on.
    simulator.apple.setTokenState(simulator.tokens.ps01 ?? '', 'revoked');
    await screen.send('location.sync', { uId });
    await screen.settled();
    expect(simulator.log.offences).toEqual([]);
  } finally {
    await chromium.close();
  }
});
