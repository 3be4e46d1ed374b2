import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { examples } from '../demo/examples.ts';
import { passphrase, tellStory } from '../demo/story.ts';
import { startSimulator } from '../simulator/start-simulator.ts';
import { root } from './support/build.ts';
import { createScreen } from './support/extension.ts';
import { readHoldings } from './support/holdings.ts';
import { errorsIn, launchChromium } from './support/launch-chromium.ts';
import { waitFor } from './support/wait-for.ts';

const uId = '2049025000431439';
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

test('kept for the session only, the token is asked for again and known by its location', async () => {
  const begin = await launchChromium({ net: simulator, profileDir });
  const first = createScreen(await begin.openPopupTab());
  await first.send('vault.keep', { keep: { mode: 'session' }, current: passphrase });
  await begin.close();

  const chromium = await launchChromium({ net: simulator, profileDir });
  try {
    const screen = createScreen(await chromium.openPopupTab());
    await screen.send('location.sync', { uId });
    await waitFor(async () => (await screen.syncs())[0]?.failure?.code === 'token-missing', {
      message: 'the sync waits for the token',
    });
    expect(await screen.link(simulator.tokens.ps01 ?? '')).toBe(uId);
    await screen.settled();
    expect(await screen.rows('locations')).toHaveLength(1);
    expect(simulator.log.offences).toEqual([]);
  } finally {
    await chromium.close();
  }
});
