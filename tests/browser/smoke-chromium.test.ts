import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectBuild } from './support/build.ts';
import { type Chromium, errorsIn, launchChromium } from './support/launch-chromium.ts';
import { startLoopbackHosts } from './support/loopback-hosts.ts';
import { waitFor } from './support/wait-for.ts';

const config = 'https://vpp.itunes.apple.com/mdm/v2/service/config';
const hosts = ['vpp.itunes.apple.com', 'business.apple.com'];

let net: Awaited<ReturnType<typeof startLoopbackHosts>>;
let chromium: Chromium;

beforeAll(async () => {
  net = await startLoopbackHosts(hosts, (_, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end('<title>a host</title>'),
  );
  chromium = await launchChromium({ net });
});
afterAll(async () => {
  await chromium?.close();
  await net?.close();
});

test('popup and console open without a console error', async () => {
  const before = errorsIn(chromium.consoleMessages).length;
  for (const page of [await chromium.openPopupTab(), await chromium.openConsole('tokens')]) {
    await page.locator('main').waitFor();
    await page.close();
  }
  expect(errorsIn(chromium.consoleMessages).slice(before)).toEqual([]);
});

test('a click on the icon opens the real popup, and closing it leaves the tab', async () => {
  const tab = await chromium.page('https://business.apple.com/');
  const popup = await chromium.openPopup(tab);
  await popup.locator('main').waitFor();
  expect(await popup.evaluate(() => innerWidth)).toBeLessThan(800);
  await popup.close();
  expect(await tab.title()).toBe('a host');
  await tab.close();
});

test('a request of the worker reaches the simulated host, without an Origin header', async () => {
  const worker = await chromium.serviceWorker();
  const post = (url: string) =>
    worker.evaluate(async (to) => (await fetch(to, { method: 'POST', body: '{}' })).status, url);
  expect([await post(config), await post('https://business.apple.com/')]).toEqual([200, 200]);
  const [toApple, control] = net.requests.slice(-2);
  expect(toApple?.headers.host).toBe('vpp.itunes.apple.com');
  expect(toApple?.headers.origin).toBeUndefined();
  expect(control?.headers.origin).toBe(`chrome-extension://${chromium.extensionId}`);
});

test('a request of the portal’s own page keeps its Origin', async () => {
  const page = await chromium.page('https://business.apple.com/');
  await page.evaluate((to) => fetch(to, { method: 'POST', body: '{}', mode: 'no-cors' }), config);
  const request = net.requests.at(-1);
  expect(request?.headers.host).toBe('vpp.itunes.apple.com');
  expect(request?.headers.origin).toBe('https://business.apple.com');
  await page.close();
});

test('no other host can be reached', async () => {
  const worker = await chromium.serviceWorker();
  const reached = await worker.evaluate(() =>
    fetch('https://example.com/').then(
      () => true,
      () => false,
    ),
  );
  expect(reached).toBe(false);
});

test('the worker can be killed and started again, as a new one', async () => {
  const worker = await chromium.serviceWorker();
  await worker.evaluate(() => Reflect.set(self, 'mark', true));
  await chromium.killWorker();
  expect(await chromium.isWorkerRunning()).toBe(false);
  const again = await chromium.serviceWorker();
  expect(await again.evaluate(() => Reflect.has(self, 'mark'))).toBe(false);
});

// Only an alarm that the background listens to can wake it.
const listensToAlarms = readFileSync(join(expectBuild('chromium'), 'background.js'), 'utf8').includes(
  'onAlarm',
);

test.skipIf(!listensToAlarms)('an alarm wakes the killed worker', async () => {
  const worker = await chromium.serviceWorker();
  await worker.evaluate('chrome.alarms.create("smoke", { delayInMinutes: 0.5 })');
  await chromium.killWorker();
  const again = await chromium.wakeByAlarm();
  expect(await again.evaluate(() => 1 + 1)).toBe(2);
});

test('an uncaught error of the worker is among the console messages', async () => {
  const worker = await chromium.serviceWorker();
  await worker.evaluate(() => void setTimeout(() => Promise.reject(new Error('planted error'))));
  await worker.evaluate('void console.log("a planted line")');
  const heard = (text: string) => chromium.consoleMessages.filter((line) => line.text.includes(text));
  await waitFor(() => heard('planted error').length > 0 && heard('planted line').length > 0, {
    message: 'what was planted is heard',
  });
  expect(heard('planted error')).toMatchObject([{ type: 'error' }]);
  expect(heard('planted line')).toMatchObject([{ type: 'log' }]);
});

test('a reused profile keeps what the extension stored', async () => {
  const profileDir = mkdtempSync(join(tmpdir(), 'orchardist-profile-'));
  try {
    const first = await launchChromium({ net, profileDir });
    await (await first.serviceWorker()).evaluate('chrome.storage.local.set({ smoke: 1 })');
    await first.close();
    const second = await launchChromium({ net, profileDir });
    expect(await (await second.serviceWorker()).evaluate('chrome.storage.local.get("smoke")')).toEqual({
      smoke: 1,
    });
    await second.close();
  } finally {
    rmSync(profileDir, { recursive: true, force: true, maxRetries: 5 });
  }
});
