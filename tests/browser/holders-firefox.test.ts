/** The worker behind People and Devices runs in Firefox too: rows come, a filter answers, a change is followed. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundleSeed } from './screens-page.ts';
import { full } from './support/holder-screens.ts';
import { errorsIn } from './support/launch-chromium.ts';
import { type Firefox, launchFirefox } from './support/launch-firefox.ts';
import { startLoopbackHosts } from './support/loopback-hosts.ts';

let net: Awaited<ReturnType<typeof startLoopbackHosts>>;
let firefox: Firefox;
let code: string;

beforeAll(async () => {
  net = await startLoopbackHosts(['vpp.itunes.apple.com', 'itunes.apple.com'], (_, response) =>
    response.writeHead(503).end(),
  );
  firefox = await launchFirefox({ net });
  code = await bundleSeed('holders-seed.ts');
});
afterAll(async () => {
  await firefox?.close();
  await net?.close();
});

test.each([
  ['people', 'q=zoe', '5,022 rows', '1 of 5,022 rows'],
  ['devices', 'list=list-lab-0000', '5,001 rows', '3 of 5,001 rows'],
])('%s', async (screen, filter, all, some) => {
  const page = await firefox.openConsole('/settings');
  const plant = (people: number) =>
    page.evaluate(
      `(async () => { ${code}; await orchardistSeed.seed(${JSON.stringify({ ...full, people })}); })()`,
    );
  const shows = (text: string) =>
    page.waitForFunction((wanted: string) => (document.body.textContent ?? '').includes(wanted), {}, text);
  await plant(2000);
  await page.evaluate(`location.hash = '/${screen}'`);
  await shows(all);
  await page.evaluate(`location.hash = '/${screen}?${filter}'`);
  await shows(some);
  await page.evaluate(`location.hash = '/${screen}'`);
  await plant(2100);
  await shows(screen === 'people' ? '5,122 rows' : '5,001 rows');
  await page.close();
  expect(errorsIn(firefox.consoleMessages)).toEqual([]);
});
