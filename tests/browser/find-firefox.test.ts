/** The palette, a saved view and the keyword's place in Firefox. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundleSeed } from './screens-page.ts';
import { createScreen } from './support/extension.ts';
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
  code = await bundleSeed();
});
afterAll(async () => {
  await firefox?.close();
  await net?.close();
});

test('keys alone lead from the palette to an app, and a view is saved and known again', async () => {
  const page = await firefox.openConsole('/settings');
  await page.evaluate(`(async () => { ${code}; await orchardistSeed.seed('healthy'); })()`);
  const until = (expression: string) => page.waitForFunction(expression);
  await until(`document.querySelector('.top-line button') !== null`);
  await page.keyboard.down('Control');
  await page.keyboard.press('k');
  await page.keyboard.up('Control');
  await until(`document.querySelector('dialog[open] input') === document.activeElement`);
  await page.keyboard.type('keyno');
  await until(`document.querySelector('dialog [aria-selected=true]')?.textContent.includes('Keynote')`);
  await page.keyboard.press('Enter');
  await until(`location.hash === '#/apps?open=409183694.STDQ'`);
  await until(`document.querySelector('dialog') === null`);

  await page.keyboard.press('/');
  await until(`document.querySelector('dialog[open] input') === document.activeElement`);
  await page.keyboard.press('Escape');
  await until(`document.querySelector('dialog') === null`);

  const screen = createScreen(page);
  await screen.send('view.save', { name: 'Short', path: '/apps', query: 'show=none-left' });
  await page.evaluate(`location.hash = '/apps?show=none-left'`);
  await until(`document.querySelector('.rail-views [aria-current=true]')?.textContent === 'Short'`);
  await page.evaluate(`location.hash = '/?find=no such thing'`);
  await until(`document.querySelector('dialog[open] input')?.value === 'no such thing'`);
  await page.close();
  expect(errorsIn(firefox.consoleMessages)).toEqual([]);
});
