import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Card, MissedCard } from '../../lib/bus/contract.ts';
import { urlOf } from '../simulator/portal/cell.ts';
import { makeToken } from '../unit/token/make-token.ts';
import { root } from './support/build.ts';
import { createCardReader } from './support/card-reader.ts';
import { type Chromium, errorsIn, launchChromium } from './support/launch-chromium.ts';
import { listenToPortal, startPortals } from './support/portal-bench.ts';
import { waitFor } from './support/wait-for.ts';

const host = 'school.apple.com';
const pictures = join(root, 'test-output');
let candidates = 0;
const makeCard = (change: Partial<Card> = {}): Card => {
  candidates += 1;
  return {
    candidateId: `c${candidates}`,
    orgName: 'ORG.2009071600',
    expiresAt: Date.UTC(2027, 10, 8, 12),
    state: 'ready',
    locationName: 'North Campus',
    ...change,
  };
};

const mdm = 'Jamf Pro (Head Office)';
/** The card once the token is linked, on its way to the MDM. */
const linkedCard = (handover: NonNullable<Card['handover']>) =>
  makeCard({ state: 'linked', renews: true, handover });

let net: Awaited<ReturnType<typeof startPortals>>;
let chromium: Chromium;
let portal: Awaited<ReturnType<typeof listenToPortal>>;
let page: Page;
let card: Awaited<ReturnType<typeof createCardReader>>;

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  net = await startPortals({
    tokenText: () => makeToken(),
    fileName: (key = 'North_Campus') => `sToken_for_${key}.vpptoken`,
    locations: ['North Campus', 'Riverside Primary', 'Schule am Park', '中央小学校'].map((name) => ({
      key: name,
      name,
    })),
  });
  chromium = await launchChromium({ net });
  portal = await listenToPortal(await chromium.serviceWorker());
});
afterAll(async () => {
  await chromium?.close();
  await net?.close();
});
beforeEach(async () => {
  await portal.forget();
  page = await chromium.page(urlOf(host, { shell: 'frame' }));
  card = await createCardReader(page);
});
afterEach(() => page.close());

const show = (shown: Card | MissedCard) =>
  portal.sendToTop(`https://${host}/`, { type: 'card-changed', card: shown });
const gone = () =>
  waitFor(async () => !(await card.has('region', 'Orchardist')), { message: 'the card is gone' });
const sent = async (bus: string) => (await portal.heard()).filter((one) => one.bus === bus);

test('says location, organisation and end, once, in the top frame, and takes no focus', async () => {
  const frame = page.frameLocator('iframe[name="MainPortal"]');
  await frame.locator('[data-row="1"]').focus();
  await show(makeCard());
  await card.boxOf('button', 'Link it');
  const texts = await card.texts();
  for (const text of ['North Campus', 'ORG.2009071600', 'November 8, 2027'])
    expect(texts.filter((one) => one === text)).toEqual([text]);
  expect(
    await frame.locator('[data-row="1"]').evaluate((element) => element === document.activeElement),
  ).toBe(true);
});

describe('in Arabic', () => {
  const choose = async (language: string | undefined) => {
    const worker = await chromium.serviceWorker();
    await worker.evaluate(`chrome.storage.local.set(${JSON.stringify({ settings: { language } })})`);
    const spoken = () => worker.evaluate("chrome.storage.local.get('language').then((all) => all.language)");
    // A browser that has just started takes seconds to say whether there is a policy.
    await waitFor(async () => (await spoken()) === language, { timeout: 30_000, message: 'it was chosen' });
  };
  beforeAll(() => choose('ar'));
  afterAll(() => choose(undefined));

  test('it runs from right to left', async () => {
    await show(makeCard());
    await card.boxOf('heading', 'هل تريد ربط رمز المحتوى هذا؟');
    const link = await card.boxOf('button', 'ربط');
    expect(link.left).toBeGreaterThan((await card.boxOf('button', 'ليس الآن')).left);
    await page.screenshot({ path: join(pictures, 'card-ar.png') });
  });

  test.each([
    ['offered', linkedCard({ state: 'offered', act: 'send', mdm }), `إرسال إلى ${mdm}`],
    [
      'failed',
      linkedCard({ state: 'failed', act: 'popup', mdm, failureCode: 'vault-locked' }),
      'فتح Orchardist',
    ],
    ['accepted', linkedCard({ state: 'done', mdm, isAcceptedAlone: true }), 'إغلاق'],
  ])('it says how the token goes on: %s', async (name, shown, button) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await show(shown);
    await card.boxOf('button', button);
    await page.screenshot({ path: join(pictures, `card-${name}-ar.png`) });
  });
});

test('a click on Link it links, and Close ends it', async () => {
  const waiting = makeCard();
  await portal.answer('portal.link', { ok: true, value: { card: { ...waiting, state: 'linked' } } });
  await show(waiting);
  await card.click('button', 'Link it');
  await card.boxOf('heading', 'Linked');
  expect(await sent('portal.link')).toMatchObject([
    { input: { candidateId: waiting.candidateId }, frameId: 0 },
  ]);
  await card.click('button', 'Close');
  await gone();
});

test('once linked, one click sends the token on, and the card follows it to its end', async () => {
  const offered = linkedCard({ state: 'offered', act: 'send', mdm, mdmId: 'm1' });
  const underWay: Card = { ...offered, handover: { state: 'under-way', mdm } };
  await portal.answer('portal.deliver', { ok: true, value: { card: underWay } });
  await show(offered);
  await card.click('button', `Send to ${mdm}`);
  await card.boxOf('heading', `Sending to ${mdm}`);
  expect(await sent('portal.deliver')).toMatchObject([
    { input: { candidateId: offered.candidateId, mdm: { id: 'm1', name: mdm } }, frameId: 0 },
  ]);
  await show({ ...offered, handover: { state: 'done', mdm } });
  await card.boxOf('heading', `${mdm} has the token`);
  await card.click('button', 'Close');
  await gone();
  expect(await sent('portal.dismiss')).toMatchObject([{ input: { candidateId: offered.candidateId } }]);
});

test('the page cannot send a token on: neither by events of its own nor by the keyboard that it holds', async () => {
  await show(linkedCard({ state: 'offered', act: 'send', mdm }));
  const { left, right, top, bottom } = await card.boxOf('button', `Send to ${mdm}`);
  const reached = await page.evaluate(
    ({ clientX, clientY }) => {
      const host = document.documentElement.lastElementChild;
      if (!(host instanceof HTMLElement)) throw new Error('No card');
      const options = { bubbles: true, cancelable: true, composed: true, clientX, clientY, view: window };
      const targets = [host, document.elementFromPoint(clientX, clientY) ?? host];
      for (const target of targets) {
        for (const type of ['pointerdown', 'pointerup'])
          target.dispatchEvent(new PointerEvent(type, options));
        for (const type of ['mousedown', 'mouseup', 'click'])
          target.dispatchEvent(new MouseEvent(type, options));
        for (const key of ['Enter', ' '])
          target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true }));
      }
      host.focus();
      host.click();
      return [targets[1] === host, host.shadowRoot, document.activeElement === host];
    },
    { clientX: (left + right) / 2, clientY: (top + bottom) / 2 },
  );
  // What the page can reach is the host alone.
  expect(reached).toEqual([true, null, false]);
  // The click of a person still works, so the button was there to be clicked.
  expect(await sent('portal.deliver')).toEqual([]);
  await card.click('button', `Send to ${mdm}`);
  await waitFor(async () => (await sent('portal.deliver')).length === 1, {
    message: 'a real click sends it',
  });
});

test('Not now dismisses it for good', async () => {
  const waiting = makeCard();
  await show(waiting);
  await card.click('button', 'Not now');
  await gone();
  expect(await sent('portal.dismiss')).toMatchObject([{ input: { candidateId: waiting.candidateId } }]);
  await show(waiting);
  await show(makeCard({ locationName: 'Another' }));
  await card.boxOf('button', 'Link it');
  expect(await card.texts()).toContain('Another');
});

test('a click on its way to Not now does not link what has just become ready', async () => {
  await show(makeCard({ state: 'proving' }));
  const before = await card.boxOf('button', 'Not now');
  await show(makeCard());
  const link = await card.boxOf('button', 'Link it');
  expect(link.right).toBeLessThanOrEqual(before.left);
});

test('the keyboard reaches its buttons, and Escape means Not now', async () => {
  await show(makeCard());
  await card.boxOf('button', 'Link it');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Escape');
  await gone();
  expect(await sent('portal.dismiss')).toHaveLength(1);
});

test('the card that waits in the tab comes back after a reload', async () => {
  await portal.answer('portal.card', { ok: true, value: { card: makeCard() } });
  await page.reload();
  await card.boxOf('button', 'Link it');
  await portal.answer('portal.card', { ok: true, value: {} });
});

test('the page can neither read nor hide nor click it', async () => {
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      'div { display: none !important; opacity: 0 !important; inset: 0 !important; font-size: 90px !important }',
    );
    document.adoptedStyleSheets = [sheet];
  });
  await show(makeCard());
  const box = await card.boxOf('button', 'Link it');
  expect(box.right - box.left).toBeLessThan(120);
  const seen = await page.evaluate(() => {
    const host = document.documentElement.lastElementChild;
    if (!(host instanceof HTMLElement)) return 'nothing';
    host.style.setProperty('display', 'none', 'important');
    host.click();
    return [host.shadowRoot, host.textContent, getComputedStyle(host).display];
  });
  expect(seen).toEqual([null, '', 'block']);
  expect(await sent('portal.link')).toEqual([]);
});

test('a modal dialog of the page neither covers nor disables it, and does not take it along', async () => {
  const waiting = makeCard();
  await portal.answer('portal.link', { ok: true, value: { card: { ...waiting, state: 'linked' } } });
  await show(waiting);
  await card.boxOf('button', 'Link it');
  await page.evaluate(() => {
    const dialog = document.createElement('dialog');
    dialog.style.cssText = 'inset: 0; width: 100vw; height: 100vh; max-width: none; max-height: none';
    dialog.append('Renew', document.createElement('form'));
    document.body.append(dialog);
    dialog.showModal();
  });
  await waitFor(() => page.evaluate(() => document.querySelector('dialog > div') !== null), {
    message: 'the card is in the dialog',
  });
  await page.screenshot({ path: join(pictures, 'card-over-dialog.png') });
  await card.click('button', 'Link it');
  await card.boxOf('heading', 'Linked');
  expect(await sent('portal.link')).toHaveLength(1);
  await page.evaluate(() => document.querySelector('dialog')?.close());
  await waitFor(() => page.evaluate(() => document.querySelector('dialog > div') === null), {
    message: 'the card left the dialog',
  });
  await card.click('button', 'Close');
  await gone();
});

const missed: MissedCard = { state: 'missed' };
const states: [string, () => Card | MissedCard, string][] = [
  ['proving', () => makeCard({ state: 'proving', locationName: '' }), 'Content token noticed'],
  ['ready', makeCard, 'Link this content token?'],
  ['renew', () => makeCard({ renews: true }), 'Renew with this content token?'],
  [
    'needs-popup',
    () => makeCard({ state: 'needs-popup', failureCode: 'vault-missing' }),
    'Content token noticed',
  ],
  [
    'refused',
    () => makeCard({ state: 'refused', failureCode: 'revoked' }),
    'This content token cannot be linked',
  ],
  ['linked', () => makeCard({ state: 'linked' }), 'Linked'],
  ['offered', () => linkedCard({ state: 'offered', act: 'send', mdm }), 'Renewed'],
  ['offered-none', () => linkedCard({ state: 'offered', act: 'popup' }), 'Renewed'],
  ['under-way', () => linkedCard({ state: 'under-way', mdm }), `Sending to ${mdm}`],
  ['asking', () => linkedCard({ state: 'asking', act: 'popup', mdm }), `Which record of ${mdm} is it?`],
  ['locked', () => linkedCard({ state: 'locked', act: 'popup', mdm }), 'Waiting for the unlock'],
  ['placed', () => linkedCard({ state: 'placed', act: 'place', mdm }), `Save it in ${mdm}`],
  ['by-hand', () => linkedCard({ state: 'by-hand', mdm }), `Save it in ${mdm}`],
  [
    'unconfirmed',
    () => linkedCard({ state: 'failed', act: 'popup', mdm, failureCode: 'mdm-timeout', unconfirmed: true }),
    `${mdm} may have the token`,
  ],
  [
    'done',
    () => linkedCard({ state: 'done', mdm, expiredBefore: Date.UTC(2026, 10, 8, 12) }),
    `${mdm} has the token`,
  ],
  [
    'accepted',
    () =>
      linkedCard({
        state: 'done',
        mdm,
        expiredBefore: Date.UTC(2027, 10, 8, 9),
        isAcceptedAlone: true,
      }),
    `${mdm} accepted the token`,
  ],
  [
    'failed',
    () => linkedCard({ state: 'failed', act: 'popup', mdm, failureCode: 'vault-locked' }),
    `${mdm} does not have the token yet`,
  ],
  ['missed', () => missed, 'Drop the content token here'],
];

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  test.each(states)('%s fits the window at 100 and 200 %', async (name, make, title) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await show(make());
    for (const zoom of [100, 200]) {
      // What the browser's zoom does to a page: half as many pixels, each twice as big.
      await page.setViewportSize({ width: 128_000 / zoom, height: 72_000 / zoom });
      await card.boxOf('heading', title);
      const { left, right, top, bottom } = await card.boxOf('region', 'Orchardist');
      expect(Math.min(left, top, 128_000 / zoom - right, 72_000 / zoom - bottom)).toBeGreaterThanOrEqual(0);
      await page.screenshot({
        path: join(pictures, `card-${name}-${colorScheme}-${zoom}.png`),
      });
    }
  });
});

test('long and right-to-left names stay inside', async () => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await show(makeCard({ locationName: 'مدرسة النخيل الابتدائية', orgName: 'W'.repeat(200), renews: true }));
  await card.boxOf('button', 'Renew');
  const region = await card.boxOf('region', 'Orchardist');
  expect(region.right - region.left).toBeLessThanOrEqual(340);
  await page.screenshot({ path: join(pictures, 'card-long-names.png') });
});

// The last one: it takes the extension away from under the open page.
test('an extension that was updated leaves the page in peace', async () => {
  const before = errorsIn(chromium.consoleMessages).length;
  await show(makeCard());
  await card.boxOf('button', 'Link it');
  await (await chromium.serviceWorker()).evaluate('setTimeout(() => chrome.runtime.reload())');
  await waitFor(async () => !(await chromium.isWorkerRunning()), { message: 'the extension is gone' });
  await card.click('button', 'Link it');
  await gone();
  await page.evaluate(async (text) => {
    const seen = new Promise((resolve) => addEventListener('orchardist:capture', resolve, { once: true }));
    URL.createObjectURL(new Blob([text]));
    await seen;
  }, makeToken());
  expect(await page.locator('iframe[name="MainPortal"]').isVisible()).toBe(true);
  expect(errorsIn(chromium.consoleMessages).slice(before)).toEqual([]);
});
