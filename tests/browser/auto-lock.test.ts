/** The whole way from what the browser says of the computer to the vault, in the build that goes to the stores. */
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { startSimulator } from '../simulator/start-simulator.ts';
import { createScreen } from './support/extension.ts';
import { launchChromium } from './support/launch-chromium.ts';
import { waitFor } from './support/wait-for.ts';

const passphrase = 'seven apples in a row';

const toClose: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of toClose.splice(0).reverse()) await close();
});

async function setUp() {
  const simulator = await startSimulator();
  toClose.push(() => simulator.close());
  const chromium = await launchChromium({ net: simulator });
  toClose.push(() => chromium.close());
  const page = await chromium.openConsole('/settings');
  const screen = createScreen(page);
  const [token] = Object.values(simulator.tokens);
  const { candidateId } = z
    .object({ candidateId: z.string() })
    .parse(await screen.send('token.offer', { text: token, source: 'paste' }));
  await screen.send('candidate.link', { candidateId, keep: { mode: 'sealed', passphrase } });
  await screen.settled();
  const hasKey = async () =>
    Object.keys(
      z.record(z.string(), z.unknown()).parse(await page.evaluate(`chrome.storage.session.get('vault-key')`)),
    ).length > 0;
  return { chromium, page, screen, hasKey };
}

test.each(['idle', 'locked'])(
  'the vault locks when the browser says that the computer is %s, also to a background that has just started',
  async (state) => {
    const { chromium, page, screen, hasKey } = await setUp();
    /** What the browser does when nobody has touched the computer for as long as the settings say. */
    const say = async (said: string) => {
      const worker = await chromium.serviceWorker();
      await worker.evaluate(`chrome.idle.onStateChanged.dispatch(${JSON.stringify(said)})`);
    };
    for (const isFresh of [false, true]) {
      if (isFresh) await chromium.killWorker();
      expect(await hasKey()).toBe(true);
      await say(state);
      await waitFor(async () => !(await hasKey()), { message: 'the key is gone' });
      await page.getByText('Locked now.', { exact: false }).waitFor();
      expect(await screen.ask('vault.unlock', { passphrase: 'not the passphrase' })).toMatchObject({
        ok: false,
      });
      await screen.send('vault.unlock', { passphrase });
      await page.getByText('Unlocked now.', { exact: false }).waitFor();
    }
  },
);
