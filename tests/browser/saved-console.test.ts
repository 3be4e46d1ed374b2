/** MDMs that are set up and take the token by the page of their console. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { urlOfZoo, zooHost } from '../simulator/mdm/zoo/create-zoo.ts';
import { frameHost } from '../simulator/mdm/zoo/pages.ts';
import { urlOf } from '../simulator/portal/cell.ts';
import type { LocationSeed } from '../simulator/seeds/seed-types.ts';
import { root } from './support/build.ts';
import { createCardReader } from './support/card-reader.ts';
import { buildWithHosts } from './support/change-build.ts';
import { createScreen } from './support/extension.ts';
import { type Chromium, errorsIn, launchChromium } from './support/launch-chromium.ts';
import { waitFor } from './support/wait-for.ts';
import { startZoo, takenIn } from './support/zoo-world.ts';

const zentralHost = 'zentral.example.org';
const jamfHost = 'acme.jamfcloud.com';
const merakiApi = 'api.meraki.com';
const warehouse: LocationSeed = {
  ...{ key: 'warehouse', uId: '2049025000431440', name: 'Warehouse', country: 'US' },
  ...{ platform: 'volumestore', orgName: 'ORG12345', assets: [] },
};
const pictures = join(root, 'test-output', 'handover');
const Deliveries = z.array(z.looseObject({ mdmId: z.string(), state: z.string() }));
const Timeline = z.array(z.object({ event: z.looseObject({ kind: z.string() }) }));
const Locations = z.array(z.looseObject({ locationName: z.string() }));

let world: Awaited<ReturnType<typeof startZoo>>;
let build: ReturnType<typeof buildWithHosts>;
let chromium: Chromium;
let screen: ReturnType<typeof createScreen<Page>>;
let uId: string;
let locationName: string;

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  world = await startZoo([warehouse]);
  world.simulator.mdm.mean(zooHost, frameHost, zentralHost, jamfHost);
  const hosts = [zooHost, frameHost, zentralHost, jamfHost, merakiApi];
  build = buildWithHosts(hosts.map((host) => `https://${host}/*`));
  chromium = await launchChromium({ net: world.simulator, extensionDir: build.folder });
  screen = createScreen(await chromium.openConsole('/tokens'));
  uId = await screen.link(world.token);
  const [location] = Locations.parse(await screen.rows('locations'));
  locationName = location?.locationName ?? '';
});
afterAll(async () => {
  await chromium?.close();
  await world?.simulator.close();
  build?.remove();
});

async function save(wish: object): Promise<string> {
  return z.object({ id: z.string() }).parse(await screen.send('mdm.save', wish)).id;
}
const stateOf = async (mdmId: string) =>
  Deliveries.parse(await screen.rows('deliveries')).findLast((row) => row.mdmId === mdmId)?.state;
const kinds = async () => Timeline.parse(await screen.rows('timeline')).map(({ event }) => event.kind);
function expectFrame(page: Page) {
  const frame = page.frames()[1];
  if (!frame) throw new Error('No frame');
  return frame;
}
/** Clicks, and the page that comes of it. */
async function opened(act: () => Promise<unknown>): Promise<Page> {
  const [page] = await Promise.all([chromium.context.waitForEvent('page'), act()]);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  return page;
}

test('Zentral: its own form, opened at the record, takes the file by its own Save, and the API reads it back', async () => {
  const { zentral } = world.simulator.mdm;
  const record = zentral.add({ locationName, uId });
  await chromium.context.addCookies([
    { name: 'sessionid', value: zentral.settings.session, domain: zentralHost, path: '/', secure: true },
  ]);
  const mdmId = await save({
    ...{ way: { by: 'api', connector: 'zentral' }, name: 'Zentral' },
    ...{ settings: { origin: `https://${zentralHost}` }, secrets: { apiToken: zentral.secret } },
  });
  const page = await opened(() => screen.send('page.place', { uId, mdmId }));
  const card = await createCardReader(page);
  await card.boxOf('heading', 'The content token is placed');
  expect(await card.texts()).toContain('Old token ended');
  expect(page.url()).toBe(`https://${zentralHost}/mdm/locations/${record.id}/update/`);
  expect(await stateOf(mdmId)).toBe('placed');
  expect(zentral.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
  await page.screenshot({ path: join(pictures, 'zentral.png') });

  await Promise.all([page.waitForURL('**/mdm/locations/*/'), page.click('text=Save')]);
  expect(record.token).toBe(world.token);
  const [sent] = zentral.requests.filter(({ method }) => method === 'POST');
  expect(sent?.headers.origin).toBe(`https://${zentralHost}`);
  expect(sent?.body).toMatch(/name="server_token_file"; filename="sToken_for_[\w-]+\.vpptoken"/);
  await waitFor(async () => (await stateOf(mdmId)) === 'done', {
    timeout: 60_000,
    message: 'it is read back',
  });
  expect((await kinds()).slice(-2)).toEqual(['placed', 'delivered']);
  expect(world.simulator.log.offences).toEqual([]);
  await page.close();
});

test('Meraki: found by its location, placed on its page, and what was saved there is read back by its API alone', async () => {
  const { meraki } = world.simulator.mdm;
  const other = meraki.add({ locationName: 'Warehouse' });
  const record = meraki.add({ locationName });
  const mdmId = await save({
    ...{ way: { by: 'api', connector: 'meraki' }, name: 'Meraki', secrets: { apiKey: meraki.secret } },
    settings: {
      ...{ region: 'global', organizationId: meraki.settings.organizationId },
      address: urlOfZoo('plain'),
    },
  });
  const page = await opened(() => screen.send('page.place', { uId, mdmId }));
  const card = await createCardReader(page);
  await card.boxOf('heading', 'The content token is placed');
  expect(await card.texts()).toContain('Old token ended');
  expect(await takenIn(page)).toMatchObject([{ field: 'token', text: world.token }]);
  expect(await stateOf(mdmId)).toBe('placed');
  expect((await kinds()).at(-1)).toBe('placed');

  const saves = world.zoo.saves.length;
  await Promise.all([page.waitForURL('**/saved'), page.click('text=Save')]);
  await waitFor(() => world.zoo.saves.length > saves, { message: 'the form is sent' });
  expect(world.zoo.saves.at(-1)).toContain(world.token);
  // What Meraki makes of its own form.
  const facts = meraki.lookUp(world.token);
  meraki.store(record, world.token, facts);
  await waitFor(async () => (await stateOf(mdmId)) === 'done', {
    timeout: 60_000,
    message: 'it is read back',
  });
  expect(await screen.rows('timeline')).toContainEqual(
    expect.objectContaining({
      uId,
      event: { kind: 'delivered', mdm: 'Meraki', record: locationName, expiresAt: facts.expiresAt },
    }),
  );
  const tokens = screen.page;
  await tokens.bringToFront();
  await tokens.goto(tokens.url().replace(/#.*/, `#/tokens?location=${uId}`));
  await tokens.getByText(`Handed to Meraki (${locationName}). The token there ends on`).waitFor();

  expect(other.token).toBe('old');
  const path = `/api/v1/organizations/${meraki.settings.organizationId}/sm/vppAccounts`;
  expect(new Set(meraki.requests.map((one) => `${one.method} ${one.path}`))).toEqual(
    new Set([`GET ${path}`]),
  );
  expect(JSON.stringify(meraki.requests)).not.toContain(world.token.slice(0, 60));
  expect(world.simulator.log.offences).toEqual([]);
  await page.close();
});

test('a saved console: its form in a frame of another host is filled once that host is allowed', async () => {
  const mdmId = await save({
    ...{ way: { by: 'page', preset: 'other' }, name: 'Console' },
    settings: { address: urlOfZoo('cross-frame'), frames: frameHost },
  });
  const page = await opened(() => screen.send('page.place', { uId, mdmId }));
  const card = await createCardReader(page);
  await card.boxOf('heading', 'The content token is placed');
  expect(await takenIn(expectFrame(page))).toMatchObject([{ text: world.token }]);
  await waitFor(async () => (await stateOf(mdmId)) === 'handed', { message: 'it has come to rest' });
  expect((await kinds()).at(-1)).toBe('placed');
  await page.close();
});

test('the screen’s button opens the console that went before, and places the token', async () => {
  const tokens = screen.page;
  await tokens.bringToFront();
  await tokens.goto(tokens.url().replace(/#.*/, `#/tokens?location=${uId}`));
  const page = await opened(() => tokens.getByRole('button', { name: 'Place it in Console' }).click());
  await (await createCardReader(page)).boxOf('heading', 'The content token is placed');
  expect(await takenIn(expectFrame(page))).toMatchObject([{ text: world.token }]);
  await page.close();
});

test('the popup’s line places the token on the page under it', async () => {
  const page = await chromium.page(urlOfZoo('plain'));
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const popup = await chromium.openPopup(page);
  await popup.getByText('Place a token on this page').click();
  await popup.getByRole('button', { name: 'Place the token here' }).click();
  await (await createCardReader(page)).boxOf('heading', 'The content token is placed');
  expect(await takenIn(page)).toMatchObject([{ field: 'token', text: world.token }]);
  await page.close();
});

/** No key and no menu of a headless browser's own can be pressed: its event is raised in the worker (see `real-keys`). */
test.each([
  ['the shortcut', 'chrome.commands.onCommand.dispatch("place-token", tab)'],
  ['the context menu', 'chrome.contextMenus.onClicked.dispatch({ menuItemId: "place-token" }, tab)'],
])('%s places the token on the page in front', async (_, raise) => {
  const page = await chromium.page(urlOfZoo('plain'));
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.bringToFront();
  const worker = await chromium.serviceWorker();
  const shown = await worker.evaluate(`chrome.contextMenus.update('place-token', {}).then(() => true)`);
  expect(shown).toBe(true);
  await worker.evaluate(
    `chrome.tabs.query({ active: true, currentWindow: true }).then(([tab]) => void ${raise})`,
  );
  const card = await createCardReader(page);
  await card.boxOf('heading', 'The content token is placed');
  expect(await takenIn(page)).toMatchObject([{ field: 'token', text: world.token }]);
  await waitFor(async () => (await kinds()).at(-1) === 'placed', { message: 'it stands on the timeline' });
  await page.close();
});

test('the card of the portal follows a hand-over to its end, wherever it was begun', async () => {
  const { jamf } = world.simulator.mdm;
  const record = jamf.add({ locationName });
  const mdmId = await save({
    ...{ way: { by: 'api', connector: 'jamf-pro' }, name: 'Jamf Pro (Head Office)' },
    settings: { origin: `https://${jamfHost}`, clientId: jamf.settings.clientId },
    secrets: { clientSecret: jamf.secret },
  });
  world.simulator.apple.config.portalIssuesNewToken = true;
  const portal = await chromium.page(urlOf('business.apple.com', {}));
  await portal.emulateMedia({ reducedMotion: 'reduce' });
  const card = await createCardReader(portal);
  await portal.locator('[data-row="0"]').click();
  await card.click('button', 'Renew');
  // Its console went last there.
  const page = await opened(() => card.click('button', 'Place it in Console'));
  await (await createCardReader(page)).boxOf('heading', 'The content token is placed');
  const [taken] = await takenIn(expectFrame(page));
  await page.close();
  await card.boxOf('heading', 'Save it in Console');
  await screen.send('delivery.start', { uId, mdmId });
  await card.boxOf('heading', 'Jamf Pro (Head Office) has the token');
  expect(record.token).not.toBe(world.token);
  expect(record.token).toBe(taken?.text);
  await portal.screenshot({ path: join(pictures, 'card-done.png') });

  // It comes back when the page loads again, until it is closed.
  await portal.reload();
  await card.click('button', 'Close');
  await waitFor(async () => !(await card.has('region', 'Orchardist')), { message: 'the card is gone' });
  await portal.reload();
  await portal.locator('[data-row="0"]').waitFor();
  expect(await card.has('region', 'Orchardist')).toBe(false);
  expect(world.simulator.log.offences).toEqual([]);
  expect(errorsIn(chromium.consoleMessages)).toEqual([]);
  await portal.close();
});

test('the popup’s button sends the fresh token to the MDM where it went before', async () => {
  const [record] = world.simulator.mdm.jamf.records;
  if (!record) throw new Error('No record');
  Object.assign(record, { token: 'old', expiresAt: record.expiresAt - 300 * 86_400_000 });
  const popup = await chromium.openPopup(await chromium.page(urlOfZoo('none')));
  await popup.getByRole('button', { name: 'Send to Jamf Pro (Head Office)' }).click();
  await waitFor(() => record.token !== 'old', { message: 'the record has it' });
  await popup.getByText('Jamf Pro (Head Office) has the token').waitFor();
  expect(record.token).toHaveLength(world.token.length);
  await popup.close();
});

test('of two locations the popup has that one chosen whose token came last', async () => {
  const { tokens } = world.simulator.apple;
  /** What is chosen in the popup unasked, and what the page gets by its button. */
  async function placeUnasked() {
    const page = await chromium.page(urlOfZoo('plain'));
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const popup = await chromium.openPopup(page);
    await popup.getByText('Place a token on this page').click();
    const choices = popup.getByLabel('Location', { exact: true }).locator('option');
    await choices.nth(1).waitFor({ state: 'attached' });
    expect(await choices.allTextContents()).toEqual([locationName, warehouse.name]);
    const chosen = await popup.locator('option:checked').textContent();
    await popup.getByRole('button', { name: 'Place the token here' }).click();
    await (await createCardReader(page)).boxOf('heading', 'The content token is placed');
    const [taken] = await takenIn(page);
    await page.close();
    return { chosen, text: taken?.text };
  }
  for (const { key, name, orgName } of [
    warehouse,
    { key: 'tiny', name: locationName, orgName: warehouse.orgName },
  ]) {
    const { text } = tokens.issue({ locationKey: key, orgName });
    await screen.link(text);
    expect(await placeUnasked()).toEqual({ chosen: name, text });
  }
});
