/** Each MDM with an API from its form to the record that is read back, by the screens alone, and what goes over the wire. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ApiMdm, headOffice } from './support/api-mdms.ts';
import { root } from './support/build.ts';
import { type DeliveryWorld, openDeliveryWorld } from './support/delivery-world.ts';
import { errorsIn } from './support/launch-chromium.ts';
import { waitFor } from './support/wait-for.ts';
import { expectedWrites, isSignIn } from './support/wire-contract.ts';

const pictures = join(root, 'test-output', 'delivery');
const names = ['intune', 'jamf-pro', 'fleet', 'manageengine', 'manageengine-cloud', 'applivery'];

let world: DeliveryWorld;
beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  world = await openDeliveryWorld();
});
afterAll(() => world?.close());

const go = (place: string) => world.page.goto(world.page.url().replace(/#.*/, `#${place}`));
const expectMdm = (name: string) => world.expectMdm(name);

/** The vendor's own sign-in page, where there is one: the admin presses its button. */
async function signIn(): Promise<void> {
  const { context } = world.chromium;
  const isSignInPage = (url: string) => url.startsWith('https://login.microsoftonline.com/');
  const page = await waitFor(() => context.pages().find((one) => isSignInPage(one.url())), {
    message: 'the sign-in page opens',
  });
  await page.locator('#sign-in').click();
}

async function setUp({ connector, kind, fields, origins }: ApiMdm): Promise<void> {
  const { page } = world;
  await go('/mdm?add=choose');
  await page.getByRole('button', { name: kind, exact: true }).first().click();
  await page.getByLabel('Your name for it').fill(`My ${connector}`);
  for (const [, label, value] of fields) await page.getByLabel(label, { exact: true }).fill(value);
  const before = (await world.asked()).length;
  await page.getByRole('button', { name: 'Save and check' }).click();
  if (connector === 'intune') await signIn();
  await page
    .getByRole('region', { name: `My ${connector}` })
    .getByText(connector === 'applivery' ? 'Shows with the first token' : 'Works')
    .waitFor();
  expect((await world.asked()).slice(before)).toEqual([{ origins, isClick: true }]);
  expect(await world.isAllowed(origins)).toBe(true);
}

async function send(name: string): Promise<void> {
  const { page } = world;
  await go(`/tokens?location=${headOffice.uId}`);
  await page.getByRole('button', { name: 'Send to an MDM…' }).click();
  await page.getByRole('button', { name, exact: true }).click();
  await page.getByText(`${name} has the token, in the record “Head Office”.`).waitFor();
}

async function remove(name: string): Promise<void> {
  const { page } = world;
  await go('/mdm');
  const panel = page.getByRole('region', { name });
  await panel.getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('button', { name: `Remove ${name}` }).click();
  await panel.waitFor({ state: 'detached' });
}

describe.each(names)('%s', (connector) => {
  const name = `My ${connector}`;

  test('is set up, gets the token into its record, and is read back', async () => {
    const one = expectMdm(connector);
    world.reset(one);
    const record = one.mdm.add({ locationName: 'Head Office', uId: headOffice.uId });
    const other = one.mdm.add({ locationName: 'Warehouse', uId: '1' });
    await setUp(one);
    await send(name);
    await world.page.screenshot({ path: join(pictures, `${connector}.png`) });
    expect([record.token, other.token]).toEqual([world.token, 'old']);
    expect(record.expiresAt).toBe(world.expiresAt);
    expect(one.mdm.records).toHaveLength(2);
    expect(await world.screen.rows('mdmTargets')).toMatchObject([{ uId: headOffice.uId }]);
  });

  test('hears what its contract says and nothing else', () => {
    const { mdm } = expectMdm(connector);
    const origin = `chrome-extension://${world.chromium.extensionId}`;
    const record = mdm.records[0];
    if (!record) throw new Error('No record');
    const writes = mdm.requests.filter(({ method, path }) => method !== 'GET' && !isSignIn(path));
    const boundary = /boundary=(\S+)/.exec(writes[0]?.headers['content-type'] ?? '')?.[1] ?? '';
    const expected = expectedWrites(connector, { token: world.token, recordId: record.id, boundary });
    expect(
      writes.map(({ method, path, body, headers }) => ({
        method,
        path,
        body,
        type: headers['content-type'],
      })),
    ).toEqual(expected.writes);
    // Of all requests, sign-ins and reads among them, one carries the token.
    const carriers = mdm.requests.filter((request) =>
      JSON.stringify(request).includes(world.token.slice(0, 60)),
    );
    expect(carriers).toHaveLength(1);
    // The browser opens the page of a sign-in itself; all others are our own.
    const own = mdm.requests.filter(({ path }) => !path.includes('/authorize'));
    for (const { headers, method } of own) {
      expect(headers.cookie).toBeUndefined();
      expect(headers.referer).toBeUndefined();
      if (method !== 'GET') expect(headers.origin).toBe(origin);
    }
    for (const { path, headers } of own)
      if (!isSignIn(path)) expect(headers.authorization).toMatch(expected.authorization(mdm.secret));
  });

  test('loses the access to its host when it is removed', async () => {
    const { origins } = expectMdm(connector);
    await remove(name);
    for (const origin of origins) expect(await world.isAllowed([origin])).toBe(false);
    expect(await world.screen.rows('mdms')).toEqual([]);
    expect(await world.screen.rows('mdmTargets')).toEqual([]);
  });
});

test('no cookie, no token on a wrong way, no error', () => {
  expect(world.simulator.log.offences).toEqual([]);
  expect(world.simulator.log.crashes).toEqual([]);
  expect(errorsIn(world.chromium.consoleMessages)).toEqual([]);
});
