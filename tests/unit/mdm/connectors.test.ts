import { describe, expect, it } from 'vitest';
import type { RecordSession } from '../../../lib/mdm/connectors/connector.ts';
import { AppError } from '../../../lib/platform/errors.ts';
import type { Mdm, SeenRequest } from '../../simulator/mdm/mdm-kit.ts';
import { type MdmWorld, openMdmWorld, redirectUri } from './mdm-world.ts';

/** Each connector that has records, with its simulated MDM and the host that gets the token. */
const withRecords: [id: string, mdm: (world: MdmWorld) => Mdm, host: string][] = [
  ['intune', ({ simulator }) => simulator.mdm.intune, 'graph.microsoft.com'],
  ['jamf-pro', ({ simulator }) => simulator.mdm.jamf, 'acme.jamfcloud.com'],
  ['fleet', ({ simulator }) => simulator.mdm.fleet, 'fleet.example.org'],
  ['manageengine', ({ simulator }) => simulator.mdm.manageEngine, 'mdm.example.org'],
  ['manageengine-cloud', ({ simulator }) => simulator.mdm.manageEngine, 'mdm.manageengine.com'],
  ['meraki', ({ simulator }) => simulator.mdm.meraki, 'api.meraki.com'],
  ['zentral', ({ simulator }) => simulator.mdm.zentral, 'zentral.example.org'],
];
const renewing = withRecords.filter(([id]) => id !== 'meraki' && id !== 'zentral');
const all: typeof withRecords = [
  ...withRecords,
  ['applivery', ({ simulator }) => simulator.mdm.applivery, 'api.applivery.io'],
];

const failureOf = async (work: Promise<unknown>): Promise<AppError> => {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof AppError) return error;
  throw new Error(`Not refused: ${String(error)}`);
};

async function renew(session: RecordSession, world: MdmWorld, id: string, claim = false): Promise<void> {
  await session.renew?.(await session.read(id), world.delivery, { claim });
}

describe.each(withRecords)('%s', (id, mdmOf) => {
  it('tells its records, and one of them again', async () => {
    const world = await openMdmWorld();
    const mdm = mdmOf(world);
    const record = mdm.add({ locationName: 'Head Office', uId: 'u1' });
    mdm.add({ locationName: 'Warehouse' });
    const session = world.openRecords(id);
    const found = await session.list();
    expect(found.map(({ id: one, locationName }) => [one, locationName])).toEqual([
      [record.id, 'Head Office'],
      [expect.any(String), 'Warehouse'],
    ]);
    const again = await session.read(record.id);
    expect(again.locationName).toBe('Head Office');
    expect(Math.abs((again.expiresAt ?? 0) - record.expiresAt)).toBeLessThan(1000);
    expect(world.simulator.log.offences).toEqual([]);
  });

  it('says that a record is gone', async () => {
    const world = await openMdmWorld();
    expect((await failureOf(world.openRecords(id).read('4711'))).code).toBe('mdm-record-gone');
  });

  it('says that something else answers there, not that a record is gone', async () => {
    const world = await openMdmWorld();
    // Signed in already where that takes a page of its own.
    if (id === 'intune') await world.open(id).test();
    const { switches } = mdmOf(world);
    switches.fault = 200;
    expect((await failureOf(world.open(id).test())).code).toMatch(/^mdm-(unexpected|sign-in)$/);
    switches.fault = 404;
    // Meraki has no other word for an organisation that the key may not see.
    const code = id === 'meraki' ? 'mdm-not-allowed' : 'mdm-unexpected';
    expect((await failureOf(world.open(id).test())).code).toBe(code);
    expect((await failureOf(world.openRecords(id).list())).code).toBe(code);
  });
});

describe.each(renewing)('%s renews', (id, mdmOf, host) => {
  it('puts the token into the record, sends it nowhere else, and changes nothing else', async () => {
    const world = await openMdmWorld();
    const mdm = mdmOf(world);
    const record = mdm.add({ locationName: 'Head Office' });
    const other = mdm.add({ locationName: 'Warehouse' });
    world.simulator.mdm.mean(host);
    await renew(world.openRecords(id), world, record.id);
    expect(record.token).toBe(world.token);
    expect(other.token).toBe('old');
    expect(mdm.records).toHaveLength(2);
    expect(world.simulator.log.offences).toEqual([]);
  });

  it('tells a token that the MDM refuses, without quoting it', async () => {
    const world = await openMdmWorld();
    const mdm = mdmOf(world);
    const record = mdm.add({ locationName: 'Head Office' });
    const session = world.openRecords(id);
    const bad = { ...world.delivery, token: Buffer.from('{"token":"none"}').toString('base64').repeat(4) };
    const read = await session.read(record.id);
    if (id === 'intune') {
      // Taken, and told afterwards by the record's state (reference 2.1, "Errors").
      await session.renew?.(read, bad, { claim: false });
      expect((await session.read(record.id)).state).toBe('invalid');
      return;
    }
    const failure = await failureOf(Promise.resolve(session.renew?.(read, bad, { claim: false })));
    expect(failure.code).toBe('mdm-refused-token');
    expect(JSON.stringify(failure.details)).not.toContain(bad.token.slice(0, 24));
    expect(record.token).toBe('old');
  });
});

describe.each(all)('%s tells what is wrong', (id, mdmOf, host) => {
  const test = (world: MdmWorld) => failureOf(world.open(id).test());

  it('when it is down, cannot be reached, or asks for a pause', async () => {
    const world = await openMdmWorld();
    const { switches } = mdmOf(world);
    // Signed in already where that takes a page of its own.
    if (id === 'intune') await world.open(id).test();
    switches.down = true;
    const down = await test(world);
    expect(down.code).toBe('mdm-unreachable');
    expect(down.details.address).toBeTypeOf('string');
    switches.down = false;
    switches.fault = 503;
    expect(await test(world)).toMatchObject({ code: 'mdm-server', details: { status: 503 } });
    switches.fault = undefined;
    switches.throttle = { times: 1, seconds: 7 };
    const asked = Date.now();
    const paused = await test(world);
    expect(paused.code).toBe('mdm-throttled');
    expect(Number(paused.details.retryAt) - asked).toBeGreaterThanOrEqual(7000);
    await world.open(id).test();
  });

  it('when the sign-in is wrong, or lacks a right', async () => {
    const world = await openMdmWorld();
    mdmOf(world).switches.roleMissing = true;
    const refused = await test(world);
    expect(refused.code).toBe('mdm-not-allowed');
    expect(refused.details.role).toBeTypeOf('string');
    if (id === 'intune') return;
    const wrong = { clientSecret: 'wrong', apiToken: 'wrong', apiKey: 'wrong' };
    const fresh = await openMdmWorld();
    expect((await failureOf(fresh.open(id, wrong).test())).code).toBe('mdm-sign-in');
  });

  it('when the browser withholds its host, and sends nothing then', async () => {
    const world = await openMdmWorld();
    world.allowed.all = false;
    const refused = await test(world);
    expect(refused.code).toBe('mdm-permission');
    expect(world.simulator.log.count({ host })).toBe(0);
  });
});

describe('on the wire', () => {
  const last = (mdm: Mdm): SeenRequest => {
    const found = mdm.writes().at(-1);
    if (!found) throw new Error('Nothing was written');
    return found;
  };

  it('Jamf Pro gets the service token alone, as a merge patch', async () => {
    const world = await openMdmWorld();
    const { jamf } = world.simulator.mdm;
    const { id } = jamf.add({ locationName: 'Head Office' });
    await renew(world.openRecords('jamf-pro'), world, id);
    const { method, path, headers, body } = last(jamf);
    expect([method, path]).toEqual(['PATCH', `/api/v1/volume-purchasing-locations/${id}`]);
    expect(headers['content-type']).toBe('application/merge-patch+json');
    expect(body).toBe(`{"serviceToken":"${world.token}"}`);
    const signIn = jamf.requests.find((request) => request.path.includes('oauth'));
    expect(signIn?.headers['content-type']).toMatch(/^application\/x-www-form-urlencoded/);
    expect(signIn?.body).toBe(
      `grant_type=client_credentials&client_id=${jamf.settings.clientId}&client_secret=${jamf.secret}`,
    );
    await world.openRecords('jamf-pro').list();
    expect(jamf.requests.at(-1)?.path).toBe(
      '/api/v1/volume-purchasing-locations?page=0&page-size=100&sort=id:asc',
    );
  });

  it('Jamf Pro reclaims only a location that another MDM holds, and only when ticked', async () => {
    const world = await openMdmWorld();
    const { jamf } = world.simulator.mdm;
    const held = jamf.add({ locationName: 'Head Office', isHeldElsewhere: true });
    const session = world.openRecords('jamf-pro');
    await renew(session, world, held.id);
    expect(jamf.settings.reclaims).toBe(0);
    await renew(session, world, held.id, true);
    expect(jamf.settings.reclaims).toBe(1);
    await renew(session, world, held.id, true);
    expect(jamf.settings.reclaims).toBe(1);
  });

  it('Jamf Pro is signed in to anew when the sign-in ends, at the older address too, over many pages', async () => {
    const world = await openMdmWorld();
    const { jamf } = world.simulator.mdm;
    jamf.settings.isOld = true;
    for (let index = 0; index < 205; index += 1) jamf.add({ locationName: `Site ${index}` });
    const session = world.openRecords('jamf-pro');
    expect(await session.list()).toHaveLength(205);
    jamf.expireSignIns();
    expect(await session.list()).toHaveLength(205);
    expect(jamf.requests.filter(({ path }) => path === '/api/oauth/token')).toHaveLength(2);
  });

  it('Fleet gets one file part, named and typed as its own page does', async () => {
    const world = await openMdmWorld();
    const { fleet } = world.simulator.mdm;
    const { id } = fleet.add({ locationName: 'Head Office' });
    await renew(world.openRecords('fleet'), world, id);
    const { method, path, headers, body } = last(fleet);
    expect([method, path]).toEqual(['PATCH', `/api/v1/fleet/vpp_tokens/${id}/renew`]);
    const boundary = /boundary=(.+)$/.exec(headers['content-type'] ?? '')?.[1];
    expect(body.trimEnd()).toBe(
      [
        `--${boundary}`,
        'Content-Disposition: form-data; name="token"; filename="sToken_for_Head_Office.vpptoken"',
        'Content-Type: application/octet-stream',
        '',
        world.token,
        `--${boundary}--`,
      ].join('\r\n'),
    );
  });

  it.each([
    [{ isPremium: false }, 'mdm-refused'],
    [{ hasPrivateKey: false }, 'mdm-server'],
    [{ appleFault: 9603 }, 'mdm-server'],
    [{ canDecode: false }, 'mdm-server'],
  ])('Fleet with %o is told as %s', async (settings, code) => {
    const world = await openMdmWorld();
    const { fleet } = world.simulator.mdm;
    const { id } = fleet.add({ locationName: 'Head Office' });
    const session = world.openRecords('fleet');
    const record = await session.read(id);
    Object.assign(fleet.settings, settings);
    const failure = await failureOf(
      Promise.resolve(session.renew?.(record, world.delivery, { claim: false })),
    );
    expect(failure.code).toBe(code);
  });

  it('Fleet says so when the location stands in another record', async () => {
    const world = await openMdmWorld();
    const { fleet } = world.simulator.mdm;
    const nameless = fleet.add({});
    fleet.add({ locationName: 'Head Office' });
    const session = world.openRecords('fleet');
    expect((await failureOf(renew(session, world, nameless.id))).code).toBe('mdm-duplicate');
    expect((await failureOf(Promise.resolve(session.add?.(world.delivery, {}, { claim: false })))).code).toBe(
      'mdm-duplicate',
    );
  });

  it.each(['manageengine', 'manageengine-cloud'])(
    '%s gets the file, then its id with every digit',
    async (id) => {
      const world = await openMdmWorld();
      const { manageEngine } = world.simulator.mdm;
      const record = manageEngine.add({ locationName: 'Head Office', id: '9007199254741993' });
      await renew(world.openRecords(id), world, record.id);
      const [upload, put] = manageEngine.writes();
      expect([upload?.method, upload?.path]).toEqual(['POST', '/api/v1/mdm/files']);
      expect(upload?.headers['content-disposition']).toBe('filename=sToken_for_Head_Office.vpptoken');
      expect(upload?.body).toBe(world.token);
      expect([put?.method, put?.path]).toEqual(['PUT', '/api/mdm/apps/account/vpp/9007199254741993']);
      expect(put?.body).toMatch(/^\{"vpp_token_file":900719925474399\d\}$/);
      expect(record.token).toBe(world.token);
    },
  );

  it.each(['manageengine', 'manageengine-cloud'])(
    '%s of a version that has the older address alone is renewed and synced there',
    async (id) => {
      const world = await openMdmWorld();
      const { manageEngine } = world.simulator.mdm;
      manageEngine.version.isOld = true;
      const record = manageEngine.add({ locationName: 'Head Office' });
      const session = world.openRecords(id);
      await renew(session, world, record.id);
      await session.sync?.(record.id);
      expect(manageEngine.writes().map(({ method, path }) => [method, path])).toEqual([
        ['POST', '/api/v1/mdm/files'],
        ['PUT', `/api/mdm/apps/account/vpp/${record.id}`],
        ['PUT', `/api/v1/mdm/apps/account/vpp/${record.id}`],
        ['POST', `/api/mdm/apps/account/vpp/sync/${record.id}`],
        ['POST', `/api/v1/mdm/apps/account/vpp/sync/${record.id}`],
      ]);
      expect(record.token).toBe(world.token);
    },
  );

  it('Applivery gets the token alone, and its reply is the proof', async () => {
    const world = await openMdmWorld();
    const { applivery } = world.simulator.mdm;
    const session = world.open('applivery');
    if (!('upsert' in session)) throw new Error('Applivery has no records');
    const first = await session.upsert(world.delivery);
    const again = await session.upsert(world.delivery);
    expect(again).toMatchObject({
      id: first.id,
      locationName: 'Head Office',
      expiresAt: world.delivery.expiresAt,
    });
    expect(JSON.stringify(again)).not.toContain(world.token);
    expect(applivery.records).toHaveLength(1);
    expect(last(applivery).path).toBe('/v1/organizations/org-42/mdm/apple/enterprise/vpp/locations/');
    expect(last(applivery).body).toBe(`{"token":"${world.token}"}`);
    const failure = await failureOf(session.upsert({ ...world.delivery, token: 'A'.repeat(200) }));
    expect(failure.code).toBe('mdm-refused-token');
    expect(JSON.stringify(failure.details)).not.toContain('AAAA');
  });

  it('Applivery’s test tells a refused key, and of a wrong organisation not that it works', async () => {
    const world = await openMdmWorld();
    expect(await world.open('applivery').test()).toBe('untold');
    const wrong = world.open('applivery', { organizationId: 'org-43' });
    expect(await wrong.test()).toBe('untold');
    if (!('upsert' in wrong)) throw new Error('Applivery has no records');
    expect(await failureOf(wrong.upsert(world.delivery))).toMatchObject({
      ...{ code: 'mdm-refused', details: { status: 404 } },
    });
    world.simulator.mdm.applivery.switches.fault = 200;
    expect(await world.open('applivery').test()).toBe('untold');
    expect((await failureOf(wrong.upsert(world.delivery))).code).toBe('mdm-unexpected');
  });

  it('Intune signs in by code and PKCE, and gets the token with its type alone', async () => {
    const world = await openMdmWorld();
    const { intune } = world.simulator.mdm;
    const { id } = intune.add({ locationName: 'Head Office' });
    const session = world.openRecords('intune');
    await renew(session, world, id);
    const question = new URL(world.signIns[0] ?? '');
    expect(question.origin + question.pathname).toBe(
      'https://login.microsoftonline.com/organizations/oauth2/v2.0/authorize',
    );
    expect(Object.fromEntries(question.searchParams)).toMatchObject({
      ...{ response_type: 'code', redirect_uri: redirectUri, code_challenge_method: 'S256' },
      scope: 'https://graph.microsoft.com/DeviceManagementApps.ReadWrite.All offline_access',
      prompt: 'select_account',
    });
    const { method, path, body } = last(intune);
    expect([method, path]).toEqual(['PATCH', `/beta/deviceAppManagement/vppTokens/${id}`]);
    expect(body).toBe(`{"@odata.type":"#microsoft.graph.vppToken","token":"${world.token}"}`);
    await session.sync?.(id);
    expect(last(intune)).toMatchObject({
      path: `/beta/deviceAppManagement/vppTokens/${id}/syncLicenses`,
      body: '',
    });
    // One sign-in serves all; no refresh token is kept anywhere.
    expect(world.signIns).toHaveLength(1);
    expect([...world.area.items.keys()]).toEqual(['mdm:intune:p:access']);
  });

  it('Intune takes control only when ticked, and asks again for its sign-in when that is over', async () => {
    const world = await openMdmWorld();
    const { intune } = world.simulator.mdm;
    const held = intune.add({ locationName: 'Head Office', isHeldElsewhere: true });
    const session = world.openRecords('intune');
    await renew(session, world, held.id);
    expect((await session.read(held.id)).state).toBe('held-elsewhere');
    intune.expireSignIns();
    await renew(session, world, held.id, true);
    expect(last(intune).body).toContain('"claimTokenManagementFromExternalMdm":true');
    expect((await session.read(held.id)).state).toBe('valid');
    expect(world.signIns).toHaveLength(2);
  });

  it('Intune pages, tells two records of one location as duplicates, and a sign-in that was turned away', async () => {
    const world = await openMdmWorld();
    const { intune } = world.simulator.mdm;
    intune.settings.pageSize = 2;
    for (const locationName of ['A', 'A', 'B', 'C', 'D']) intune.add({ locationName });
    const records = await world.openRecords('intune').list();
    expect(records.map(({ state }) => state)).toEqual(['duplicate', 'duplicate', 'valid', 'valid', 'valid']);
    world.area.items.clear();
    world.signIn.as = 'cancel';
    expect((await failureOf(world.open('intune').test())).code).toBe('sign-in-cancelled');
    world.signIn.as = 'sign-in';
    intune.settings.registeredAs = 'mobile';
    const wrong = await failureOf(world.open('intune').test());
    expect(wrong).toMatchObject({ code: 'mdm-sign-in' });
    expect(wrong.details.message).toContain('AADSTS9002326');
  });

  it('Intune’s conflict is no second record: it is a pause where it asks for one, else a refusal', async () => {
    const world = await openMdmWorld();
    const { intune } = world.simulator.mdm;
    const { id } = intune.add({ locationName: 'Head Office' });
    const session = world.openRecords('intune');
    const record = await session.read(id);
    const failed = () =>
      failureOf(Promise.resolve(session.renew?.(record, world.delivery, { claim: false })));
    intune.switches.fault = 409;
    expect(await failed()).toMatchObject({
      ...{ code: 'mdm-refused', details: { status: 409, message: 'A fault' } },
    });
    intune.switches.fault = undefined;
    intune.switches.throttle = { times: 1, seconds: 7, status: 409 };
    expect(await failed()).toMatchObject({ code: 'mdm-throttled', details: { status: 409 } });
  });

  it('Zentral pages', async () => {
    const world = await openMdmWorld();
    const { zentral } = world.simulator.mdm;
    zentral.settings.pageSize = 2;
    for (const locationName of ['A', 'B', 'C']) zentral.add({ locationName, uId: locationName });
    const records = await world.openRecords('zentral').list();
    expect(records.map(({ uId }) => uId)).toEqual(['A', 'B', 'C']);
  });

  it('adds a record where its API can', async () => {
    const world = await openMdmWorld();
    const forms = {
      intune: {
        ...{ displayName: 'HQ', appleId: 'vpp@example.org', vppTokenAccountType: 'business' },
        ...{ countryOrRegion: 'US', automaticallyUpdateApps: 'false', dataSharingConsentGranted: 'true' },
      },
      'jamf-pro': { name: 'HQ' },
      fleet: {},
      manageengine: { email: 'vpp@example.org' },
    };
    for (const [id, extra] of Object.entries(forms)) {
      const record = await world.openRecords(id).add?.(world.delivery, extra, { claim: false });
      expect([id, record?.locationName]).toEqual([id, 'Head Office']);
    }
  });
});
