import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { deliveries, shells, urlOf } from '../simulator/portal/cell.ts';
import { makeToken } from '../unit/token/make-token.ts';
import { root } from './support/build.ts';
import { type Firefox, launchFirefox } from './support/launch-firefox.ts';
import { startPortals } from './support/portal-bench.ts';
import { waitFor } from './support/wait-for.ts';

const token = makeToken({ orgName: 'Ökologisches Gymnasium 🌳' });
const mark = makeToken({ orgName: 'The mark that comes last' });
const card = {
  candidateId: 'c1',
  orgName: 'ORG',
  expiresAt: Date.UTC(2027, 10, 8),
  state: 'ready',
  locationName: 'North',
};

let net: Awaited<ReturnType<typeof startPortals>>;
let firefox: Firefox;
let page: Page;

beforeAll(async () => {
  net = await startPortals({ tokenText: () => token, fileName: () => 'sToken_for_North.vpptoken' });
  firefox = await launchFirefox({ net, preferences: { 'ui.prefersReducedMotion': 1 } });
  page = await firefox.page(urlOf('school.apple.com', {}));
  await firefox.evaluateInWorker(`(() => {
    self.heard = [];
    self.browser.runtime.onMessage.addListener((message, sender, sendResponse) => {
      if (message?.bus !== 'portal.capture') return;
      self.heard.push(message.input.text);
      sendResponse({ ok: true, value: {} });
    });
  })()`);
});
afterAll(async () => {
  await firefox?.close();
  await net?.close();
});

const heard = async () => z.array(z.string()).parse(await firefox.evaluateInWorker('self.heard'));
const expectCapture = (text: string) =>
  waitFor(async () => (await heard()).includes(text), { message: 'the token is captured' });

async function expectFrame(): Promise<Frame> {
  return waitFor(() => page.frames().find((frame) => frame.url().includes('/portal/main')), {
    message: 'the MainPortal frame is there',
  });
}

describe.each(shells)('in a %s page', (shell) => {
  test.each(deliveries.filter((delivery) => delivery !== 'attachment'))(
    '%s is captured once',
    async (delivery) => {
      await firefox.evaluateInWorker('void (self.heard = [])');
      await page.goto(urlOf('business.apple.com', { shell, delivery }));
      const frame = shell === 'frame' ? await expectFrame() : page.mainFrame();
      const button = await frame.waitForSelector('[data-row="0"]');
      await button?.click();
      await expectCapture(token);
      await frame.evaluate((text) => void URL.createObjectURL(new Blob([text])), mark);
      await expectCapture(mark);
      expect(await heard()).toEqual([token, mark]);
    },
  );
});

test('the card has its look in spite of the page’s policy', async () => {
  await page.goto(urlOf('school.apple.com', {}));
  await firefox.evaluateInWorker(`self.browser.tabs.query({}).then((tabs) => Promise.all(tabs.map((tab) =>
    self.browser.tabs.sendMessage(tab.id, ${JSON.stringify({ type: 'card-changed', card })}).catch(() => {}))))`);
  const boxOf = () =>
    page.evaluate(() => {
      const host = document.documentElement.lastElementChild;
      const { width, left } = host?.getBoundingClientRect() ?? { width: 0, left: 0 };
      return host?.localName === 'div' && width > 0 ? { width, right: innerWidth - left - width } : undefined;
    });
  expect(await waitFor(boxOf, { message: 'the card shows' })).toEqual({ width: 340, right: 16 });
  mkdirSync(join(root, 'test-output'), { recursive: true });
  await page.screenshot({ path: join(root, 'test-output', 'card-firefox.png') });
});
