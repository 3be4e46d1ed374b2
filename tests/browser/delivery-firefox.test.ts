/** Deliveries by API in Firefox: set up and sent by its screens, and a sign-in on the vendor's own page. */
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { startSimulator } from '../simulator/start-simulator.ts';
import { type ApiMdm, apiMdms, deliverySeed, headOffice, wishOf } from './support/api-mdms.ts';
import { createScreen } from './support/extension.ts';
import { press, says, type } from './support/firefox-hands.ts';
import { type Firefox, launchFirefox } from './support/launch-firefox.ts';
import { waitFor } from './support/wait-for.ts';
import { expectedWrites, isSignIn } from './support/wire-contract.ts';

const Rows = z.array(
  z.looseObject({ id: z.string(), checked: z.object({ failure: z.unknown().optional() }).optional() }),
);

let simulator: Awaited<ReturnType<typeof startSimulator>>;
let firefox: Firefox;
let screen: ReturnType<typeof createScreen<Page>>;
let token: string;

beforeAll(async () => {
  simulator = await startSimulator({ seed: deliverySeed });
  token = simulator.tokens.office ?? '';
  firefox = await launchFirefox({ net: simulator });
  screen = createScreen(await firefox.openConsole('/tokens'));
  await screen.link(token);
  await screen.settled();
});
afterAll(async () => {
  await firefox?.close();
  await simulator?.close();
});
beforeEach(() => screen.page.bringToFront());

function expectMdm(name: string): ApiMdm {
  const found = apiMdms(simulator.mdm).find(({ connector }) => connector === name);
  if (!found) throw new Error(`No MDM ${name}`);
  simulator.mdm.mean(found.host);
  return found;
}
const go = (place: string) => screen.page.evaluate(`location.hash = ${JSON.stringify(place)}`);
const isAllowed = (origins: string[]) =>
  screen.page.evaluate(`browser.permissions.contains(${JSON.stringify({ origins })})`);

test.each(['fleet', 'jamf-pro'])('%s: set up, sent and read back by the screens', async (connector) => {
  const { kind, mdm, fields, origins } = expectMdm(connector);
  const { page } = screen;
  const record = mdm.add({ locationName: headOffice.locationName });
  expect(await isAllowed(origins)).toBe(false);
  await go('/mdm?add=choose');
  await press(page, kind);
  await type(page, 'Your name for it', `My ${connector}`);
  for (const [, label, value] of fields) await type(page, label, value);
  await press(page, 'Save and check');
  await says(page, /Works/);
  expect(await isAllowed(origins)).toBe(true);

  await go(`/tokens?location=${headOffice.uId}`);
  await press(page, 'Send to an MDM…');
  await press(page, `My ${connector}`);
  await says(page, new RegExp(`My ${connector} has the token, in the record “Head Office”`));
  expect(record.token).toBe(token);

  const writes = mdm.requests.filter(({ method, path }) => method !== 'GET' && !isSignIn(path));
  const boundary = /boundary=(\S+)/.exec(writes[0]?.headers['content-type'] ?? '')?.[1] ?? '';
  expect(
    writes.map(({ method, path, body, headers }) => ({ method, path, body, type: headers['content-type'] })),
  ).toEqual(expectedWrites(connector, { token, recordId: record.id, boundary }).writes);
  for (const { headers } of mdm.requests) expect(headers.cookie).toBeUndefined();

  const [row] = Rows.parse(await screen.rows('mdms'));
  await screen.send('mdm.remove', { id: row?.id });
  await waitFor(async () => !(await isAllowed(origins)), { message: 'the host is given back' });
});

test('Intune: signs in on its page, comes back to Firefox’s own address, and gets the token', async () => {
  const intune = expectMdm('intune');
  const record = intune.mdm.add({ locationName: headOffice.locationName });
  const { id } = z.object({ id: z.string() }).parse(await screen.send('mdm.save', wishOf(intune)));
  await allow(intune.origins);
  const failure = async () => Rows.parse(await screen.rows('mdms'))[0]?.checked?.failure;

  const turnedAway = screen.send('mdm.test', { id });
  await clickOnSignIn('cancel');
  await turnedAway;
  expect(await failure()).toMatchObject({ code: 'sign-in-cancelled' });

  const checked = screen.send('mdm.test', { id });
  await clickOnSignIn('sign-in');
  await checked;
  expect(await failure()).toBeUndefined();
  const redeemed = intune.mdm.requests.find(({ path }) => path.endsWith('/token'));
  expect(new URLSearchParams(redeemed?.body).get('redirect_uri')).toMatch(
    /^https:\/\/[0-9a-f]{40}\.extensions\.allizom\.org\/$/,
  );
  // A single-page application's code is taken with an Origin alone.
  expect(redeemed?.headers.origin).toBe(`moz-extension://${firefox.extensionId}`);
  await screen.send('delivery.start', { uId: headOffice.uId, mdmId: id });
  await waitFor(async () => record.token === token, { message: 'the record has it' });
  expect(simulator.log.offences).toEqual([]);
});

test('a host that was allowed for an MDM that could not be saved is given back', async () => {
  const { kind, fields, origins } = expectMdm('fleet');
  const { page } = screen;
  await screen.send('vault.keep', { keep: { mode: 'sealed', passphrase: 'seven apples in a row' } });
  await screen.send('vault.lock', {});
  await go('/mdm?add=choose');
  await press(page, kind);
  await type(page, 'Your name for it', 'My Fleet');
  for (const [, label, value] of fields) await type(page, label, value);
  await press(page, 'Save and check');
  await says(page, /Your tokens are locked/);
  await waitFor(async () => !(await isAllowed(origins)), { message: 'the host is given back' });
});

/** By a real click on a button of an own page, as the screens ask. */
async function allow(origins: string[]): Promise<void> {
  await screen.page.evaluate(`(() => {
    const button = document.createElement('button');
    button.textContent = 'Allow';
    button.style = 'position:fixed;inset:0 auto auto 0;z-index:99999';
    button.onclick = () => browser.permissions.request(${JSON.stringify({ origins })}).then(() => button.remove());
    document.body.append(button);
  })()`);
  await press(screen.page, 'Allow');
  await waitFor(() => isAllowed(origins), { message: 'the hosts are allowed' });
}

async function clickOnSignIn(id: 'sign-in' | 'cancel'): Promise<void> {
  const page = await waitFor(
    async () =>
      (await firefox.browser.pages()).find((one) =>
        one.url().startsWith('https://login.microsoftonline.com/'),
      ),
    { message: 'the sign-in page opens', timeout: 30_000 },
  );
  await page.waitForSelector(`#${id}`);
  // The window closes under the click.
  await page.evaluate(`document.querySelector('#${id}').click()`).catch(() => undefined);
}
