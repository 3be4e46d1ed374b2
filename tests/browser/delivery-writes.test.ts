/** What goes wrong at the write itself, when all reads went well; and what is written when a location is added. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type ApiMdm, headOffice } from './support/api-mdms.ts';
import { type DeliveryWorld, openDeliveryWorld } from './support/delivery-world.ts';
import { expectedAdd, isSignIn } from './support/wire-contract.ts';

const names = ['intune', 'jamf-pro', 'fleet', 'manageengine', 'manageengine-cloud', 'applivery'];
/** It finds or makes the record by itself. */
const upsert = 'applivery';
const roles: Record<string, string> = {
  'jamf-pro': 'Update Volume Purchasing Locations',
  intune: 'DeviceManagementApps.ReadWrite.All, Managed apps',
};

let world: DeliveryWorld;
beforeAll(async () => {
  world = await openDeliveryWorld();
  world.signInWhenAsked();
});
afterAll(() => world?.close());

describe.each(names)('%s', (connector) => {
  let one: ApiMdm;
  let mdmId: string;

  beforeAll(async () => {
    one = world.expectMdm(connector);
    world.reset(one);
    mdmId = await world.save(one);
    await world.screen.send('mdm.test', { id: mdmId });
  });
  beforeEach(() => world.reset(one));
  afterEach(() => {
    const { offences, crashes } = world.simulator.log;
    expect({ offences, crashes }).toEqual({ offences: [], crashes: [] });
  });

  test('whose sign-in may read and not write: says which role is missing', async () => {
    const own = one.mdm.add(headOffice);
    one.mdm.switches.roleMissing = 'to-write';
    const role = roles[connector] ?? expect.stringMatching(/\w/);
    expect(await world.deliver(mdmId)).toMatchObject({
      state: 'failed',
      failure: { code: 'mdm-not-allowed', details: { role } },
    });
    expect(own.token).toBe('old');
  });

  test('a pause that is asked for at the write is kept, and the token written once', async () => {
    const own = one.mdm.add(headOffice);
    one.mdm.switches.throttle = { times: 1, seconds: 1, writesAlone: true };
    expect(await world.deliver(mdmId)).toMatchObject({ state: 'done' });
    expect(one.mdm.records.map(({ id, token }) => [id, token])).toEqual([[own.id, world.token]]);
  });

  test.skipIf(connector === upsert)('what is written for a new location, byte for byte', async () => {
    const row = await world.deliver(mdmId);
    expect(row).toMatchObject({ state: 'asking' });
    expect(await world.choose(row.id, { add: true, extra: one.extra })).toMatchObject({ state: 'done' });
    const writes = one.mdm.writes().filter(({ path }) => !isSignIn(path) && !path.includes('sync'));
    const types = writes.map(({ headers }) => headers['content-type']);
    const boundary = /boundary=(\S+)/.exec(types[0] ?? '')?.[1] ?? '';
    expect(
      writes.map(({ method, path, body }, index) => ({ method, path, body, type: types[index] })),
    ).toEqual(expectedAdd(connector, world.token, boundary));
  });
});
