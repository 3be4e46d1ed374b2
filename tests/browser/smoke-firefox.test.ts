import { afterAll, beforeAll, expect, test } from 'vitest';
import { errorsIn } from './support/launch-chromium.ts';
import { type Firefox, launchFirefox } from './support/launch-firefox.ts';
import { startLoopbackHosts } from './support/loopback-hosts.ts';

const config = 'https://vpp.itunes.apple.com/mdm/v2/service/config';

let net: Awaited<ReturnType<typeof startLoopbackHosts>>;
let firefox: Firefox;

beforeAll(async () => {
  net = await startLoopbackHosts(['vpp.itunes.apple.com', 'business.apple.com'], (_, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end('<title>a host</title>'),
  );
  firefox = await launchFirefox({ net, backgroundIdleTimeout: 5_000 });
});
afterAll(async () => {
  await firefox?.close();
  await net?.close();
});

test('popup and console open without a console error', async () => {
  for (const page of [await firefox.openPopup(), await firefox.openConsole('tokens')]) {
    await page.waitForSelector('main');
    await page.close();
  }
  expect(errorsIn(firefox.consoleMessages)).toEqual([]);
});

test('a page of a simulated host opens', async () => {
  const page = await firefox.page('https://business.apple.com/');
  expect(await page.title()).toBe('a host');
  await page.close();
});

test('a request of the background reaches the simulated host, without an Origin header', async () => {
  const post = (url: string) =>
    firefox.evaluateInWorker(
      // A fetch does not keep an event page alive, a storage call does: a slow machine must not lose the answer.
      `(async () => {
        const alive = setInterval(() => void self.browser.storage.session.get('none'), 100);
        try {
          return (await self.fetch(${JSON.stringify(url)}, { method: 'POST', body: '{}' })).status;
        } finally {
          clearInterval(alive);
        }
      })()`,
    );
  expect([await post(config), await post('https://business.apple.com/')]).toEqual([200, 200]);
  const [toApple, control] = net.requests.slice(-2);
  expect(toApple?.headers.host).toBe('vpp.itunes.apple.com');
  expect(toApple?.headers.origin).toBeUndefined();
  expect(control?.headers.origin).toMatch(/^(moz-extension:|null$)/);
});

test('the event page is suspended when idle and woken on demand', async () => {
  await firefox.evaluateInWorker('self.location.href');
  await firefox.waitUntilSuspended();
  expect(await firefox.evaluateInWorker('self.location.protocol')).toBe('moz-extension:');
  expect(await firefox.isWorkerRunning()).toBe(true);
});
