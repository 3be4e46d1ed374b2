/** Intune's sign-in on the vendor's own page: code and PKCE in a real browser, and every way in which it can end. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { urlOf } from '../simulator/portal/cell.ts';
import { type ApiMdm, headOffice, wishOf } from './support/api-mdms.ts';
import { createCardReader } from './support/card-reader.ts';
import { type DeliveryWorld, openDeliveryWorld } from './support/delivery-world.ts';
import { waitFor } from './support/wait-for.ts';

let world: DeliveryWorld;
let intune: ApiMdm;
let mdmId: string;

beforeAll(async () => {
  world = await openDeliveryWorld();
  const found = world.mdms.find(({ connector }) => connector === 'intune');
  if (!found) throw new Error('No Intune');
  intune = found;
  mdmId = await world.save(intune);
});
afterAll(() => world?.close());
beforeEach(async () => {
  world.reset(intune);
  // Saved anew, the sign-in so far is forgotten.
  await world.screen.send('mdm.save', { id: mdmId, ...wishOf(intune) });
});

const isSignIn = (page: Page) => page.url().startsWith('https://login.microsoftonline.com/');
const signInPage = () =>
  waitFor(() => world.chromium.context.pages().find(isSignIn), { message: 'the sign-in page opens' });

/** Checks the MDM, and does `act` on the page that opens. @returns what failed */
async function check(act: (page: Page) => Promise<unknown>): Promise<unknown> {
  const checked = world.screen.send('mdm.test', { id: mdmId });
  await act(await signInPage());
  await checked;
  return (await world.mdmRows()).find(({ id }) => id === mdmId)?.checked?.failure;
}
const press = (id: string) => (page: Page) => page.locator(`#${id}`).click();
const stored = (area: 'local' | 'session') => world.page.evaluate(`chrome.storage.${area}.get(null)`);

test('asks by code and PKCE for one right, and keeps the access token in memory alone', async () => {
  let question = new URLSearchParams();
  const failure = await check(async (page) => {
    question = new URL(page.url()).searchParams;
    await press('sign-in')(page);
  });
  expect(failure).toBeUndefined();
  expect(Object.fromEntries(question)).toEqual({
    client_id: world.simulator.mdm.intune.settings.clientId,
    response_type: 'code',
    redirect_uri: `https://${world.chromium.extensionId}.chromiumapp.org/`,
    scope: 'https://graph.microsoft.com/DeviceManagementApps.ReadWrite.All offline_access',
    code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    code_challenge_method: 'S256',
    state: expect.stringMatching(/^[\w-]{43}$/),
    prompt: 'select_account',
  });
  const redeemed = intune.mdm.requests.find(({ path }) => path.endsWith('/token'));
  const form = new URLSearchParams(redeemed?.body);
  expect([...form.keys()]).toEqual([
    ...['client_id', 'grant_type', 'code', 'redirect_uri', 'code_verifier', 'scope'],
  ]);
  expect(redeemed?.headers.origin).toBe(`chrome-extension://${world.chromium.extensionId}`);
  expect(redeemed?.headers.cookie).toBeUndefined();
  const access = intune.mdm.requests.at(-1)?.headers.authorization?.replace('Bearer ', '') ?? '-';
  expect(JSON.stringify(await stored('session'))).toContain(access);
  expect(JSON.stringify(await stored('local'))).not.toContain(access);
  expect(JSON.stringify(await stored('session'))).not.toContain('refresh');
  expect(world.chromium.context.pages().some(isSignIn)).toBe(false);
});

test('one sign-in serves the check and the delivery; its end opens the page once more', async () => {
  const record = intune.mdm.add({ locationName: headOffice.locationName });
  await check(press('sign-in'));
  expect(await world.deliver(mdmId)).toMatchObject({ state: 'done' });
  expect(record.token).toBe(world.token);
  world.simulator.mdm.intune.expireSignIns();
  const again = world.deliver(mdmId);
  await press('sign-in')(await signInPage());
  expect(await again).toMatchObject({ state: 'done' });
});

test.each([
  ['turned away on the page', press('cancel')],
  ['closed', (page: Page) => page.close()],
])('%s: nothing is sent', async (_, act) => {
  intune.mdm.add({ locationName: headOffice.locationName });
  expect(await check(act)).toMatchObject({ code: 'sign-in-cancelled' });
  const delivering = world.deliver(mdmId);
  await act(await signInPage());
  expect(await delivering).toMatchObject({ state: 'failed', failure: { code: 'sign-in-cancelled' } });
  expect(intune.mdm.requests.filter(({ path }) => !path.includes('/authorize'))).toEqual([]);
  expect(world.simulator.log.offences).toEqual([]);
});

test('left open it holds nothing up: the hand-over is stopped, and what it says later goes nowhere', async () => {
  intune.mdm.add({ locationName: headOffice.locationName });
  const delivering = world.deliver(mdmId);
  const page = await signInPage();
  const [row] = (await world.deliveries()).filter(({ state }) => state === 'matching');
  await world.screen.send('delivery.cancel', { deliveryId: row?.id });
  expect(await delivering).toMatchObject({ state: 'failed', failure: { code: 'cancelled' } });
  await press('sign-in')(page);
  await waitFor(() => page.isClosed(), { message: 'the browser closes the page' });
  expect(intune.mdm.requests.filter(({ path }) => !path.includes('/authorize'))).toEqual([]);
});

test('an answer to another question is not taken', async () => {
  const failure = await check((page) =>
    page
      .evaluate(
        `location.href = document.querySelector('#sign-in').href.replace(/state=.*/, 'state=foreign')`,
      )
      .catch(() => undefined),
  );
  expect(failure).toMatchObject({ code: 'mdm-sign-in', details: { reason: 'state' } });
  expect(intune.mdm.requests.filter(({ path }) => path.endsWith('/token'))).toEqual([]);
});

test('an app that is registered as another kind is told by Entra’s own word', async () => {
  const { settings } = world.simulator.mdm.intune;
  settings.registeredAs = 'mobile';
  const failure = await check(press('sign-in'));
  settings.registeredAs = 'single-page';
  expect(failure).toMatchObject({
    code: 'mdm-sign-in',
    details: { message: expect.stringContaining('AADSTS9002326') },
  });
});

test('a tenant that Entra does not know, and a host that is down', async () => {
  const wish = wishOf(intune, { tenant: 'unknown.onmicrosoft.com' });
  await world.screen.send('mdm.save', { id: mdmId, ...wish });
  const failureOf = async () => {
    await world.screen.send('mdm.test', { id: mdmId });
    return (await world.mdmRows()).find(({ id }) => id === mdmId)?.checked?.failure;
  };
  const unreachable = { code: 'mdm-unreachable', details: { address: 'login.microsoftonline.com' } };
  expect(await failureOf()).toMatchObject(unreachable);
  intune.mdm.switches.down = true;
  expect(await failureOf()).toMatchObject(unreachable);
});

test('from the card: one click, the sign-in in its window, and the token is in its record', async () => {
  const { simulator, chromium } = world;
  const record = intune.mdm.add({ locationName: headOffice.locationName });
  const first = world.deliver(mdmId);
  await press('sign-in')(await signInPage());
  // Where it went before is where the card sends it.
  expect(await first).toMatchObject({ state: 'done' });
  simulator.mdm.intune.expireSignIns();
  simulator.apple.config.portalIssuesNewToken = true;
  const portal = await chromium.page(urlOf('business.apple.com', {}));
  await portal.emulateMedia({ reducedMotion: 'reduce' });
  const card = await createCardReader(portal);
  await portal.locator('[data-row="0"]').click();
  await card.click('button', 'Send to intune');
  const window = await signInPage();
  const newest = simulator.apple.tokens.expectNewest('office');
  expect(record.token).not.toBe(newest.text);
  await press('sign-in')(window);
  await card.boxOf('heading', 'intune has the token');
  expect(record).toMatchObject({ token: newest.text, expiresAt: newest.expiresAt });
  expect(window.isClosed()).toBe(true);
  expect(await world.screen.rows('timeline')).toContainEqual(
    expect.objectContaining({
      uId: headOffice.uId,
      event: expect.objectContaining({ kind: 'delivered', mdm: 'intune', expiresAt: newest.expiresAt }),
    }),
  );
  expect(simulator.log.offences).toEqual([]);
  await portal.close();
});
