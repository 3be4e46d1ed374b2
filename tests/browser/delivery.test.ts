import { rmSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Mdm } from '../simulator/mdm/mdm-kit.ts';
import type { LocationSeed } from '../simulator/seeds/seed-types.ts';
import { startSimulator } from '../simulator/start-simulator.ts';
import { createScreen } from './support/extension.ts';
import { buildWithHosts, openSiteAccess } from './support/host-access.ts';
import { type Chromium, launchChromium } from './support/launch-chromium.ts';
import { waitFor } from './support/wait-for.ts';

const Delivery = z.object({
  id: z.string(),
  state: z.string(),
  recordName: z.string().optional(),
  choices: z.array(z.object({ id: z.string(), locationName: z.string().optional() })).optional(),
  failure: z.object({ code: z.string(), details: z.record(z.string(), z.unknown()).optional() }).optional(),
});
type Delivery = z.infer<typeof Delivery>;
const Started = z.object({ deliveryId: z.string() });
const Saved = z.object({ id: z.string() });
const Mdms = z.array(
  z.object({
    id: z.string(),
    settings: z.record(z.string(), z.string()),
    checked: z.object({ failure: z.object({ code: z.string() }).optional() }).optional(),
  }),
);
const Timeline = z.array(z.object({ event: z.object({ kind: z.string() }).loose() }));

const seed: LocationSeed[] = ['Head Office', 'Warehouse'].map((name, index) => ({
  ...{ key: name, uId: `20490250004314${index}`, name, country: 'US', platform: 'enterprisestore' as const },
  ...{ orgName: 'ORG12345', assets: [] },
}));

let simulator: Awaited<ReturnType<typeof startSimulator>>;
let chromium: Chromium;
let screen: ReturnType<typeof createScreen>;
let extensionDir: string;
let access: Awaited<ReturnType<typeof openSiteAccess>>;
let uId: string;
/** Set up by the tests, removed after each. */
const made: string[] = [];

beforeAll(async () => {
  simulator = await startSimulator({ seed, config: { limits: { maxRequestPerSecond: 1_000_000 } } });
  extensionDir = buildWithHosts([...Object.keys(simulator.mdm.hosts), 'nowhere.example.org']);
  chromium = await launchChromium({ net: simulator, extensionDir });
  access = await openSiteAccess(chromium);
  screen = createScreen(await chromium.openConsole('/tokens'));
  uId = await screen.link(simulator.tokens['Head Office'] ?? '');
  await screen.settled();
});
afterAll(async () => {
  await chromium?.close();
  await simulator?.close();
  rmSync(extensionDir, { recursive: true, force: true, maxRetries: 5 });
});
beforeEach(() => simulator.mdm.mean());
afterEach(async () => {
  for (const id of made.splice(0)) await screen.send('mdm.remove', { id });
  const { jamf, fleet, manageEngine, applivery, meraki, zentral, intune } = simulator.mdm;
  for (const mdm of [jamf, fleet, manageEngine, applivery, meraki, zentral, intune]) {
    mdm.records.length = 0;
    mdm.requests.length = 0;
    const calm = { down: false, fault: undefined, roleMissing: false, lagReads: 0, loseWrites: 0 };
    Object.assign(mdm.switches, calm, { throttle: { times: 0, seconds: 1 } });
  }
  expect(simulator.log.offences).toEqual([]);
  expect(simulator.log.crashes).toEqual([]);
});

async function setUp(
  connector: string,
  settings: Record<string, string>,
  secrets: Record<string, string>,
): Promise<string> {
  const way = { by: 'api', connector };
  const { id } = Saved.parse(await screen.send('mdm.save', { way, name: connector, settings, secrets }));
  made.push(id);
  return id;
}
const jamfHost = 'acme.jamfcloud.com';
const setUpJamf = (changes: { origin?: string; clientSecret?: string } = {}) => {
  const { jamf } = simulator.mdm;
  const { origin = `https://${jamfHost}`, clientSecret = jamf.secret } = changes;
  const settings = { origin, clientId: jamf.settings.clientId };
  return setUp('jamf-pro', settings, { clientSecret });
};

async function start(mdmId: string, more: object = {}): Promise<string> {
  return Started.parse(await screen.send('delivery.start', { uId, mdmId, ...more })).deliveryId;
}
const readDelivery = async (id: string): Promise<Delivery | undefined> =>
  z
    .array(Delivery)
    .parse(await screen.rows('deliveries'))
    .find((row) => row.id === id);
/** Waits until it is through, or asks. */
const settle = (id: string, timeout = 20_000) =>
  waitFor(
    async () => {
      const row = await readDelivery(id);
      return row && ['done', 'failed', 'asking'].includes(row.state) && row;
    },
    { timeout, message: 'the delivery is through or asks' },
  );
const deliver = async (mdmId: string, more: object = {}) => settle(await start(mdmId, more));

const token = () => simulator.apple.tokens.expectNewest('Head Office').text;
const patches = (mdm: Mdm) => mdm.requests.filter(({ method }) => method === 'PATCH');

describe('Jamf Pro', () => {
  test('is renewed in the right record, proven, told on the timeline, forgotten when it is removed', async () => {
    const { jamf, mean } = simulator.mdm;
    const record = jamf.add({ locationName: 'Head Office' });
    const other = jamf.add({ locationName: 'Warehouse' });
    jamf.switches.lagReads = 1;
    const id = await setUpJamf();
    await screen.send('mdm.test', { id });
    expect(Mdms.parse(await screen.rows('mdms'))[0]?.checked?.failure).toBeUndefined();
    mean(jamfHost);
    expect(await deliver(id)).toMatchObject({ state: 'done', recordName: 'Head Office' });
    expect([record.token, other.token]).toEqual([token(), 'old']);
    const [patch] = patches(jamf);
    expect(patch?.body).toBe(`{"serviceToken":"${token()}"}`);
    expect(patch?.headers['content-type']).toBe('application/merge-patch+json');
    expect(patch?.headers.cookie).toBeUndefined();
    const timeline = Timeline.parse(await screen.rows('timeline'));
    expect(timeline.at(-1)?.event).toMatchObject({
      kind: 'delivered',
      mdm: 'jamf-pro',
      record: 'Head Office',
    });
    expect(JSON.stringify(await screen.rows('mdms'))).not.toContain(jamf.secret);

    await screen.send('mdm.remove', { id: made.pop() });
    expect(await screen.rows('mdms')).toEqual([]);
  });

  test('a record of another location is refused, and a nameless one is taken on the admin’s word', async () => {
    const { jamf, mean } = simulator.mdm;
    const nameless = jamf.add({});
    const other = jamf.add({ locationName: 'Warehouse' });
    const row = await deliver(await setUpJamf());
    expect(row.choices?.map(({ id }) => id)).toEqual([nameless.id]);
    const choose = (recordId: string) =>
      screen.send('delivery.choose', { deliveryId: row.id, choice: { recordId }, claim: false });
    await expect(choose(other.id)).rejects.toThrow('mdm-wrong-record');
    mean(jamfHost);
    await choose(nameless.id);
    expect(await settle(row.id)).toMatchObject({ state: 'done' });
    expect([nameless.token, other.token]).toEqual([token(), 'old']);
  });

  test('two records of the location ask, and adding a third is refused', async () => {
    const { jamf, mean } = simulator.mdm;
    const [one, two] = [jamf.add({ locationName: 'Head Office' }), jamf.add({ locationName: 'Head Office' })];
    const id = await setUpJamf();
    const row = await deliver(id);
    expect(row.state).toBe('asking');
    expect(row.choices?.map((choice) => choice.id)).toEqual([one.id, two.id]);
    const add = { add: true, extra: { name: 'Third' } };
    await screen.send('delivery.choose', { deliveryId: row.id, choice: add, claim: false });
    expect((await settle(row.id)).failure?.code).toBe('mdm-duplicate');
    expect(jamf.records).toHaveLength(2);
    const again = await deliver(id);
    mean(jamfHost);
    const choice = { recordId: two.id };
    await screen.send('delivery.choose', { deliveryId: again.id, choice, claim: false });
    expect((await settle(again.id)).state).toBe('done');
    expect([one.token, two.token]).toEqual(['old', token()]);
  });

  test('a sign-in that has ended is renewed by itself; one that is wrong is told', async () => {
    const { jamf, mean } = simulator.mdm;
    jamf.add({ locationName: 'Head Office' });
    mean(jamfHost);
    const id = await setUpJamf();
    expect((await deliver(id)).state).toBe('done');
    jamf.expireSignIns();
    expect((await deliver(id)).state).toBe('done');
    const wrong = await setUpJamf({ clientSecret: 'of yesterday' });
    expect((await deliver(wrong)).failure?.code).toBe('mdm-sign-in');
  });

  test.each([
    ['the role is missing', 'mdm-not-allowed', () => (simulator.mdm.jamf.switches.roleMissing = true)],
    ['the server has a fault', 'mdm-server', () => (simulator.mdm.jamf.switches.fault = 502)],
    ['the server is down', 'mdm-unreachable', () => (simulator.mdm.jamf.switches.down = true)],
  ])('when %s it is told as %s, and nothing is sent', async (_, code, spoil) => {
    const { jamf } = simulator.mdm;
    jamf.add({ locationName: 'Head Office' });
    const id = await setUpJamf();
    spoil();
    expect((await deliver(id)).failure?.code).toBe(code);
    expect(patches(jamf)).toEqual([]);
    await screen.send('mdm.test', { id });
    const [row] = Mdms.parse(await screen.rows('mdms'));
    expect(row?.checked?.failure?.code).toBe(code);
  });

  test('a pause that it asks for is waited out', async () => {
    const { jamf, mean } = simulator.mdm;
    const record = jamf.add({ locationName: 'Head Office' });
    mean(jamfHost);
    jamf.switches.throttle = { times: 1, seconds: 2 };
    expect((await deliver(await setUpJamf())).state).toBe('done');
    expect(record.token).toBe(token());
  });

  test('a wrong address is told with the address', async () => {
    const id = await setUpJamf({ origin: 'https://nowhere.example.org' });
    const { failure } = await deliver(id);
    expect(failure).toMatchObject({ code: 'mdm-unreachable', details: { address: 'nowhere.example.org' } });
  });

  test('a host that is not allowed gets no request', async () => {
    const id = await setUpJamf();
    await access.withhold();
    const row = await deliver(id).finally(access.allow);
    expect(row.failure?.code).toBe('mdm-permission');
    expect(simulator.mdm.jamf.requests).toEqual([]);
  });

  test('a worker that dies after sending goes on at the next wake, and sends once', async () => {
    const { jamf, mean } = simulator.mdm;
    const record = jamf.add({ locationName: 'Head Office' });
    mean(jamfHost);
    jamf.switches.lagReads = 4;
    const id = await start(await setUpJamf());
    await waitFor(() => patches(jamf).length > 0, { message: 'the token was sent' });
    await chromium.killWorker();
    await screen.send('app.wake', {});
    expect((await settle(id, 60_000)).state).toBe('done');
    expect(record.token).toBe(token());
    expect(patches(jamf)).toHaveLength(1);
  });
});

test('Fleet gets its multipart', async () => {
  const { fleet, mean } = simulator.mdm;
  const record = fleet.add({ locationName: 'Head Office' });
  mean('fleet.example.org');
  const settings = { origin: 'https://fleet.example.org' };
  const id = await setUp('fleet', settings, { apiToken: fleet.secret });
  expect((await deliver(id)).state).toBe('done');
  expect(record.token).toBe(token());
  const [{ headers, body } = { headers: {}, body: '' }] = patches(fleet);
  const boundary = /boundary=(.+)$/.exec(headers['content-type'] ?? '')?.[1];
  expect(body.trimEnd()).toBe(
    [
      `--${boundary}`,
      'Content-Disposition: form-data; name="token"; filename="sToken_for_Head_Office.vpptoken"',
      'Content-Type: application/octet-stream',
      '',
      token(),
      `--${boundary}--`,
    ].join('\r\n'),
  );
});

test('ManageEngine gets the file, then its id with every digit, on-premises and in the cloud', async () => {
  const { manageEngine, mean } = simulator.mdm;
  const record = manageEngine.add({ locationName: 'Head Office' });
  mean('mdm.example.org');
  const own = { origin: 'https://mdm.example.org' };
  const id = await setUp('manageengine', own, { apiKey: manageEngine.secret });
  expect((await deliver(id)).state).toBe('done');
  expect(record.token).toBe(token());
  const put = manageEngine.requests.find(({ method }) => method === 'PUT');
  expect(put?.body).toMatch(/^\{"vpp_token_file":\d{16,}\}$/);

  record.token = 'old';
  mean('mdm.manageengine.com');
  const { clientId, clientSecret, refreshToken } = manageEngine.settings;
  const cloud = await setUp(
    'manageengine-cloud',
    { origin: 'https://mdm.manageengine.com', clientId },
    { clientSecret, refreshToken },
  );
  expect((await deliver(cloud)).state).toBe('done');
  expect(record.token).toBe(token());
});

test('Applivery makes or updates the record by itself', async () => {
  const { applivery, mean } = simulator.mdm;
  mean('api.applivery.io');
  const { organizationId } = applivery.settings;
  const id = await setUp('applivery', { organizationId }, { apiKey: applivery.secret });
  expect(await deliver(id)).toMatchObject({ state: 'done', recordName: 'Head Office' });
  expect((await deliver(id)).state).toBe('done');
  expect(applivery.records.map((record) => record.token)).toEqual([token()]);
});

test.each(['meraki', 'zentral'] as const)('%s is read until its page has put the token in', async (name) => {
  const mdm = simulator.mdm[name];
  const record = mdm.add({ locationName: 'Head Office', uId });
  const isMeraki = name === 'meraki';
  const { organizationId } = simulator.mdm.meraki.settings;
  const id = isMeraki
    ? await setUp(name, { region: 'global', organizationId }, { apiKey: mdm.secret })
    : await setUp(name, { origin: 'https://zentral.example.org' }, { apiToken: mdm.secret });
  const deliveryId = await start(id);
  await waitFor(async () => (await readDelivery(deliveryId))?.state === 'placed', {
    message: 'it is matched',
  });
  mdm.store(record, token(), mdm.lookUp(token()));
  expect((await settle(deliveryId)).state).toBe('done');
  expect(mdm.requests.every(({ method }) => method === 'GET')).toBe(true);
});

describe('Intune', () => {
  const setUpIntune = () =>
    setUp('intune', { cloud: 'global', clientId: simulator.mdm.intune.settings.clientId }, {});
  /** Presses a link of the sign-in page that the delivery opens. */
  const press = async (link: string) => {
    const signIn = await waitFor(
      () => chromium.context.pages().find((one) => one.url().includes('login.microsoftonline.com')),
      { message: 'the sign-in page is open' },
    );
    await signIn.click(link);
  };

  test('signs in by its own page, and is renewed', async () => {
    const { intune, mean } = simulator.mdm;
    const record = intune.add({ locationName: 'Head Office' });
    mean('graph.microsoft.com');
    const id = await start(await setUpIntune());
    await press('#sign-in');
    expect((await settle(id)).state).toBe('done');
    expect(record.token).toBe(token());
    const patch = patches(intune)[0];
    expect(patch?.body).toBe(`{"@odata.type":"#microsoft.graph.vppToken","token":"${token()}"}`);
    // The sign-in page set a cookie; the requests carry none.
    expect(patch?.headers.cookie).toBeUndefined();
    const redeemed = intune.requests.find(({ path }) => path.endsWith('/token'));
    expect(redeemed?.headers.cookie).toBeUndefined();
  });

  test('a sign-in that was turned away is told', async () => {
    simulator.mdm.intune.add({ locationName: 'Head Office' });
    const id = await start(await setUpIntune());
    await press('#cancel');
    expect((await settle(id)).failure?.code).toBe('sign-in-cancelled');
    expect(patches(simulator.mdm.intune)).toEqual([]);
  });
});
