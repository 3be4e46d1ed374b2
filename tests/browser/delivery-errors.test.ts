/** Whatever can go wrong with a delivery, at each MDM with an API: what is told, and that no record is harmed. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type ApiMdm, headOffice, wishOf } from './support/api-mdms.ts';
import { type DeliveryWorld, openDeliveryWorld } from './support/delivery-world.ts';
import { errorsIn } from './support/launch-chromium.ts';

const names = ['intune', 'jamf-pro', 'fleet', 'manageengine', 'manageengine-cloud', 'applivery'];
const nowhere = 'nowhere.example.org';
/** Answers, but is none of these. */
const elsewhere = 'zentral.example.org';
/** Has nothing at any address. */
const empty = 'empty.example.org';

let world: DeliveryWorld;
beforeAll(async () => {
  world = await openDeliveryWorld([nowhere, elsewhere], {
    [empty]: (_, response) => void response.writeHead(404).end(),
  });
  world.signInWhenAsked();
});
afterAll(() => world?.close());

describe.each(names)('%s', (connector) => {
  let one: ApiMdm;
  let mdmId: string;
  const { uId, locationName } = headOffice;
  const isUpsert = connector === 'applivery';

  beforeAll(async () => {
    one = world.expectMdm(connector);
    world.reset(one);
    mdmId = await world.save(one);
    await world.screen.send('mdm.test', { id: mdmId });
    const row = (await world.mdmRows()).find(({ id }) => id === mdmId);
    expect(row?.checked?.failure).toBeUndefined();
  });
  beforeEach(() => world.reset(one));
  afterEach(() => {
    const { offences, crashes } = world.simulator.log;
    expect({ offences, crashes }).toEqual({ offences: [], crashes: [] });
    expect(
      one.mdm.records.filter(({ name }) => name === 'Warehouse').map(({ token }) => token),
    ).not.toContain(world.token);
  });

  const record = () => one.mdm.add({ locationName, uId });
  const warehouse = () => one.mdm.add({ name: 'Warehouse', locationName: 'Warehouse', uId: '1' });
  /** Requests that could have changed something. */
  const writes = () => one.mdm.writes().filter(({ path }) => !path.endsWith('/token'));

  async function expectFailure(code: string, details: object = {}, id = mdmId): Promise<void> {
    expect(await world.deliver(id)).toMatchObject({ state: 'failed', failure: { code, details } });
  }

  test.skipIf(isUpsert)(
    'a record of another location is not offered, and refused when it is named',
    async () => {
      const other = warehouse();
      const nameless = one.mdm.add({ name: 'Old' });
      const row = await world.deliver(mdmId);
      expect(row).toMatchObject({ state: 'asking', choices: [{ id: nameless.id }] });
      await expect(world.choose(row.id, { recordId: other.id })).rejects.toThrow('mdm-wrong-record');
      expect(writes()).toEqual([]);
      expect(await world.choose(row.id, { recordId: nameless.id })).toMatchObject({ state: 'done' });
      expect([other.token, nameless.token]).toEqual(['old', world.token]);
    },
  );

  test.skipIf(isUpsert)('two records of the location: asks, and takes the answer', async () => {
    const [first, second] = [record(), record()];
    const row = await world.deliver(mdmId);
    expect(row).toMatchObject({ state: 'asking', choices: [{ id: first.id }, { id: second.id }] });
    expect(writes()).toEqual([]);
    if (connector === 'intune') {
      // Two of one location block each other there, whichever gets the token (reference 2.1, "Match").
      await world.screen.send('delivery.cancel', { deliveryId: row.id });
      return;
    }
    const chosen = await world.choose(row.id, { recordId: second.id });
    if (connector === 'fleet') {
      // Its database has one row a location, so it refuses itself (reference 2.3).
      expect(chosen).toMatchObject({ state: 'failed', failure: { code: 'mdm-duplicate' } });
      expect([first.token, second.token]).toEqual(['old', 'old']);
      return;
    }
    expect(chosen).toMatchObject({ state: 'done' });
    expect([first.token, second.token]).toEqual(['old', world.token]);
  });

  test.skipIf(isUpsert)(
    'a record of that name in another organisation is not overwritten unasked',
    async () => {
      const namesake = one.mdm.add({ locationName, orgName: 'ORG99999' });
      const row = await world.deliver(mdmId);
      expect(row).toMatchObject({ state: 'asking', choices: [{ id: namesake.id }] });
      expect(writes()).toEqual([]);
      expect(namesake.token).toBe('old');
      await world.screen.send('delivery.cancel', { deliveryId: row.id });
    },
  );

  test.skipIf(isUpsert)('a location that was added meanwhile is not added twice', async () => {
    warehouse();
    const row = await world.deliver(mdmId);
    expect(row).toMatchObject({ state: 'asking', choices: [] });
    const meanwhile = record();
    expect(await world.choose(row.id, { add: true, extra: one.extra })).toMatchObject({
      ...{ state: 'failed', failure: { code: 'mdm-duplicate' } },
    });
    expect(writes()).toEqual([]);
    expect(meanwhile.token).toBe('old');
  });

  test.skipIf(isUpsert)('is added on the wish alone', async () => {
    warehouse();
    const row = await world.deliver(mdmId);
    expect(writes()).toEqual([]);
    expect(await world.choose(row.id, { add: true, extra: one.extra })).toMatchObject({ state: 'done' });
    expect(one.mdm.records.map(({ locationName: name }) => name)).toEqual(['Warehouse', locationName]);
  });

  test.skipIf(isUpsert)(
    'a pause that is asked for when it is to be added: it is added after it',
    async () => {
      const row = await world.deliver(mdmId);
      one.mdm.switches.throttle = { times: 1, seconds: 1, writesAlone: true };
      expect(await world.choose(row.id, { add: true, extra: one.extra })).toMatchObject({ state: 'done' });
      expect(one.mdm.records.map(({ locationName: name }) => name)).toEqual([locationName]);
    },
  );

  test.runIf(isUpsert)('sent twice is one record; the answer of another location is no proof', async () => {
    expect(await world.deliver(mdmId)).toMatchObject({ state: 'done' });
    expect(await world.deliver(mdmId)).toMatchObject({ state: 'done' });
    expect(one.mdm.records).toHaveLength(1);
    const { settings } = world.simulator.mdm.applivery;
    settings.answersAs = 'Warehouse';
    await expectFailure('mdm-arrived-elsewhere', { found: 'Warehouse', expected: locationName });
    settings.answersAs = undefined;
  });

  test('a sign-in that ended is made anew; one that is refused is told', async () => {
    const own = record();
    if ('expireSignIns' in one.mdm && typeof one.mdm.expireSignIns === 'function') one.mdm.expireSignIns();
    expect(await world.deliver(mdmId)).toMatchObject({ state: 'done' });
    expect(own.token).toBe(world.token);
    if (connector === 'intune') return;
    world.reset(one);
    const untouched = record();
    const secret = one.secrets[0] ?? '';
    const wrong = await world.save(one, { [secret]: 'not-the-secret' });
    await expectFailure('mdm-sign-in', {}, wrong);
    expect(untouched.token).toBe('old');
    expect(JSON.stringify(await world.screen.rows('deliveries'))).not.toContain('not-the-secret');
  });

  test('a missing role is named', async () => {
    const own = record();
    one.mdm.switches.roleMissing = true;
    await expectFailure('mdm-not-allowed', { role: expect.any(String) });
    expect(own.token).toBe('old');
  });

  test('a short pause is waited out, a long one is told', async () => {
    record();
    one.mdm.switches.throttle = { times: 1, seconds: 1 };
    expect(await world.deliver(mdmId)).toMatchObject({ state: 'done' });
    const before = writes().length;
    one.mdm.switches.throttle = { times: 1, seconds: 3600 };
    await expectFailure('mdm-throttled', { retryAt: expect.any(Number) });
    // Applivery knows no read before: what goes out is the write itself, and 429 did nothing.
    expect(writes().length - before).toBe(isUpsert ? 1 : 0);
  });

  // Intune's sign-in is forgotten with each save, so that somebody else can sign in: it would open its page here.
  const staysSignedIn = !isUpsert && connector !== 'intune';
  test.runIf(staysSignedIn)('settings that change under way end it, a new name does not', async () => {
    const own = record();
    one.mdm.switches.lagReads = 1000;
    const { deliveryId } = await world.start(mdmId);
    await world.delivery(deliveryId, ['verifying']);
    const { secrets, ...wish } = wishOf(one);
    await world.screen.send('mdm.save', { ...wish, id: mdmId, name: 'Renamed' });
    await world.delivery(deliveryId, ['verifying']);
    await world.screen.send('mdm.save', { ...wish, secrets, id: mdmId });
    expect(await world.delivery(deliveryId, ['failed'])).toMatchObject({ failure: { code: 'mdm-changed' } });
    if (own.before) own.before.reads = 0;
    expect(await world.deliver(mdmId)).toMatchObject({ state: 'done' });
  });

  test('a server that is down, or has a fault', async () => {
    const own = record();
    one.mdm.switches.down = true;
    await expectFailure('mdm-unreachable', { address: expect.stringMatching(/^[\w.]+$/) });
    one.mdm.switches.down = false;
    one.mdm.switches.fault = 503;
    await expectFailure('mdm-server', { status: 503 });
    expect(own.token).toBe('old');
  });

  // Intune's is fixed, and its tenant is the sign-in's.
  test.skipIf(connector === 'intune')('a wrong address', async () => {
    record();
    if (isUpsert) {
      const wrong = await world.save(one, { organizationId: 'org-43' });
      await expectFailure('mdm-refused', { status: 404 }, wrong);
      return;
    }
    // One has no such name; the other sends to its own sign-in page, which is not followed.
    for (const host of [nowhere, elsewhere]) {
      const wrong = await world.save(one, { origin: `https://${host}` });
      await expectFailure('mdm-unreachable', { address: host }, wrong);
    }
    // No record is gone there: there never was one.
    await expectFailure('mdm-unexpected', {}, await world.save(one, { origin: `https://${empty}` }));
    expect(writes()).toEqual([]);
  });

  // The last one: headless, the browser gives the host back to nobody.
  test('a host that the browser took back is not asked', async () => {
    record();
    await world.page.evaluate(`chrome.permissions.remove(${JSON.stringify({ origins: one.origins })})`);
    await expectFailure('mdm-permission', { address: expect.any(String) });
    expect(one.mdm.requests).toEqual([]);
  });
});

test('nothing was said on any console', () => {
  expect(errorsIn(world.chromium.consoleMessages)).toEqual([]);
});
