/** What IT decided: Firefox delivers a policy, and settings, linking and the pace follow it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { startSimulator } from '../simulator/start-simulator.ts';
import { createScreen } from './support/extension.ts';
import { errorsIn } from './support/launch-chromium.ts';
import { addonId, type Firefox, launchFirefox } from './support/launch-firefox.ts';
import { waitFor } from './support/wait-for.ts';

const policy = {
  keepTokens: 'sealed',
  minimumPassphraseLength: 20,
  defaults: { syncMinutes: 240 },
  locked: { requestsPerSecond: 2, warningDays: [45] },
};
const passphrase = 'twenty-one apples in a row';

let home: string;
let simulator: Awaited<ReturnType<typeof startSimulator>>;
let firefox: Firefox;
let settings: Page;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'orchardist-policy-'));
  plantPolicy(home);
  simulator = await startSimulator({ seed: 'tiny' });
  firefox = await launchFirefox({ net: simulator, homeDir: home });
  settings = await firefox.openConsole('/settings');
});
afterAll(async () => {
  await firefox?.close();
  await simulator?.close();
  if (home) rmSync(home, { recursive: true, force: true, maxRetries: 5 });
});

/** A native manifest of managed storage, which Firefox on Linux reads from the home folder. */
function plantPolicy(folder: string): void {
  const place = join(folder, '.mozilla', 'managed-storage');
  mkdirSync(place, { recursive: true });
  const manifest = { name: addonId, description: 'A policy', type: 'storage', data: policy };
  writeFileSync(join(place, `${addonId}.json`), JSON.stringify(manifest));
}

const Choice = z.object({ value: z.string(), disabled: z.boolean(), help: z.string() });

/** Value, lock and help of the setting with this label. */
async function choice(label: string) {
  return Choice.parse(
    await waitFor(() => settings.evaluate(`(${readChoice.toString()})(${JSON.stringify(label)})`), {
      message: `there is “${label}”`,
    }),
  );
}

function readChoice(label: string) {
  const found = [...document.querySelectorAll('select')].find((one) => one.labels[0]?.textContent === label);
  return (
    found && {
      value: found.value,
      disabled: found.disabled,
      help: found.closest('.setting')?.querySelector('p')?.textContent ?? '',
    }
  );
}

test('presets a setting that stays free, and locks another with the reason beside it', async () => {
  expect(await choice('Look for changes every')).toMatchObject({ value: '240', disabled: false });
  const locked = await choice('Ask Apple at most');
  expect(locked).toMatchObject({ value: '2', disabled: true });
  expect(locked.help).toContain('Set by your organisation.');
});

test('gives way to a choice where it presets, and not where it locks', async () => {
  const screen = createScreen(settings);
  await screen.setSettings({ syncMinutes: 120, requestsPerSecond: 15 });
  await waitFor(async () => (await choice('Look for changes every')).value === '120', {
    message: 'the choice counts',
  });
  expect(await choice('Ask Apple at most')).toMatchObject({ value: '2', disabled: true });
});

test('refuses another way of keeping tokens and a short passphrase', async () => {
  const screen = createScreen(settings);
  const [text = ''] = Object.values(simulator.tokens);
  const { candidateId } = z
    .object({ candidateId: z.string() })
    .parse(await screen.send('token.offer', { text, source: 'paste' }));
  const link = (keep: object) => screen.send('candidate.link', { candidateId, keep });
  await expect(link({ mode: 'session' })).rejects.toThrow('refused-by-policy');
  await expect(link({ mode: 'sealed', passphrase: 'fourteen signs' })).rejects.toThrow('passphrase-short');
  expect(await screen.rows('locations')).toEqual([]);
  await link({ mode: 'sealed', passphrase });
  await screen.settled();
});

test('paces what is asked of Apple', async () => {
  const screen = createScreen(settings);
  const [row] = await screen.settled();
  simulator.log.clear();
  await screen.send('location.sync', { uId: row?.uId, full: true });
  const times = () => simulator.log.find({ host: 'vpp.itunes.apple.com' }).map(({ time }) => time);
  await waitFor(() => times().length >= 4, { timeout: 30_000, message: 'a few requests have left' });
  await screen.settled();
  const perSecond = times().map((from) => times().filter((at) => at >= from && at < from + 1000).length);
  // One more than two, as a request may be on its way for longer than the next.
  expect(Math.max(...perSecond)).toBeLessThanOrEqual(3);
  expect(errorsIn(firefox.consoleMessages)).toEqual([]);
});
