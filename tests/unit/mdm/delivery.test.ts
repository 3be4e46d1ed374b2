import { describe, expect, it } from 'vitest';
import { readCardHandover } from '../../../lib/mdm/deliver/card-handover.ts';
import { fingerprint } from '../../../lib/platform/base64.ts';
import { isCode } from '../../../lib/platform/errors.ts';
import type { SeenRequest } from '../../simulator/mdm/mdm-kit.ts';
import { locationRow } from '../cache/fresh-database.ts';
import { openDeliveryWorld } from './delivery-world.ts';

const jamfHost = 'acme.jamfcloud.com';

/** A Jamf Pro with one record of each location, set up. */
async function withJamf() {
  const world = await openDeliveryWorld();
  const { jamf, mean } = world.simulator.mdm;
  mean(jamfHost);
  const record = jamf.add({ locationName: 'Head Office' });
  const other = jamf.add({ locationName: 'Warehouse' });
  const mdmId = await world.save('jamf-pro');
  const patches = () => jamf.requests.filter(({ method }) => method === 'PATCH').length;
  return { ...world, jamf, record, other, mdmId, patches };
}

describe('a hand-over', () => {
  it('finds the record, renews it, reads it back, and is remembered and told', async () => {
    const world = await withJamf();
    const before = world.record.expiresAt;
    const row = await world.deliver(world.mdmId);
    expect(row).toMatchObject({ state: 'done', recordName: 'Head Office', expiredBefore: before });
    expect(world.record.token).toBe(world.token);
    expect(world.other.token).toBe('old');
    expect(await world.events()).toEqual([
      { kind: 'delivered', mdm: 'jamf-pro', record: 'Head Office', expiresAt: world.delivery.expiresAt },
    ]);
    expect(await world.cache.mdmTargets.get(world.uId)).toEqual({
      ...{ uId: world.uId, mdmId: world.mdmId, recordId: world.record.id },
      ...{ recordLocationName: 'Head Office', locationName: 'Head Office' },
    });
    expect((await world.cache.mdms.get(world.mdmId))?.checked?.failure).toBeUndefined();
    expect(world.simulator.log.offences).toEqual([]);
  });

  it.each(['intune', 'fleet', 'manageengine', 'manageengine-cloud'])('works for %s', async (id) => {
    const world = await openDeliveryWorld();
    const { intune, fleet, manageEngine } = world.simulator.mdm;
    for (const mdm of [intune, fleet, manageEngine]) mdm.add({ locationName: 'Head Office' });
    expect(await world.deliver(await world.save(id))).toMatchObject({ state: 'done' });
  });

  it('works for Applivery, which finds the record itself', async () => {
    const world = await openDeliveryWorld();
    expect(await world.deliver(await world.save('applivery'))).toMatchObject({
      ...{ state: 'done', recordName: 'Head Office' },
    });
  });

  it.each(['meraki', 'zentral'])('by page in %s is done when its record shows the new end', async (id) => {
    const world = await openDeliveryWorld();
    const mdm = world.simulator.mdm[id === 'meraki' ? 'meraki' : 'zentral'];
    const record = mdm.add({ locationName: 'Head Office', uId: world.uId });
    const deliveryId = await world.deliveries.start(world.uId, await world.save(id));
    await expect.poll(async () => (await world.row(deliveryId)).reads ?? 0).toBeGreaterThan(1);
    expect((await world.row(deliveryId)).state).toBe('placed');
    mdm.store(record, world.token, mdm.lookUp(world.token));
    await world.deliveries.idle();
    expect((await world.row(deliveryId)).state).toBe('done');
  });

  it.each(['meraki', 'zentral'])('by page in %s that nobody saved is not told as taken', async (id) => {
    const world = await openDeliveryWorld();
    const mdm = world.simulator.mdm[id === 'meraki' ? 'meraki' : 'zentral'];
    mdm.add({ locationName: 'Head Office', uId: world.uId });
    expect(await world.deliver(await world.save(id))).toMatchObject({ failure: { code: 'mdm-not-saved' } });
  });

  it('whose record names another location once it was sent says so, and not that nothing was sent', async () => {
    const world = await withJamf();
    const { fetch } = world.reachDeps;
    world.reachDeps.fetch = async (url, init) => {
      const response = await fetch(url, init);
      if (init.method === 'PATCH') world.record.locationName = 'Warehouse';
      return response;
    };
    const details = { found: 'Warehouse', expected: 'Head Office' };
    const { deliveries } = world.revive();
    const id = await deliveries.start(world.uId, world.mdmId);
    await deliveries.idle();
    expect((await world.row(id)).failure).toEqual({ code: 'mdm-arrived-elsewhere', details });
    const applivery = await openDeliveryWorld();
    applivery.simulator.mdm.applivery.settings.answersAs = 'Warehouse';
    expect(await applivery.deliver(await applivery.save('applivery'))).toMatchObject({
      failure: { code: 'mdm-arrived-elsewhere', details },
    });
  });

  it('that died after it was sent finds its record renamed, and does not say that nothing was sent', async () => {
    const world = await withJamf();
    const at = { startedAt: 1, updatedAt: 1, sentAt: 1, fingerprint: 'x', expiresAt: 1 };
    const { uId, mdmId } = world;
    const row = { id: 'd', uId, mdmId, state: 'sending', recordId: world.other.id, ...at } as const;
    await world.cache.deliveries.put(row);
    await world.deliveries.resume();
    await world.deliveries.idle();
    expect((await world.row('d')).failure?.code).toBe('mdm-arrived-elsewhere');
    expect(world.patches()).toBe(0);
  });

  it('waits for a cluster that still shows the old end, and counts its reads', async () => {
    const world = await withJamf();
    world.jamf.switches.lagReads = 6;
    const row = await world.deliver(world.mdmId);
    expect(row.state).toBe('done');
    expect(row.reads).toBeGreaterThanOrEqual(6);
    expect(world.patches()).toBe(1);
  });

  it('to Intune is not through before its state says so, whatever end it shows', async () => {
    const world = await openDeliveryWorld();
    const { intune } = world.simulator.mdm;
    intune.add({ locationName: 'Head Office' });
    const mdmId = await world.save('intune');
    intune.settings.state = 'unknown';
    expect(await world.deliver(mdmId)).toMatchObject({ failure: { code: 'mdm-not-confirmed' } });
    intune.settings.state = 'valid';
    expect(await world.deliver(mdmId)).toMatchObject({ state: 'done' });
  });

  it('to Intune waits for a change where the token before ended on the same day', async () => {
    const world = await openDeliveryWorld();
    const { intune } = world.simulator.mdm;
    intune.add({ locationName: 'Head Office', expiresAt: world.delivery.expiresAt - 3_600_000 });
    intune.switches.lagReads = 8;
    const row = await world.deliver(await world.save('intune'));
    expect(row.state).toBe('done');
    expect(row.reads).toBeGreaterThan(3);
  });

  it('says so when the new end never shows', async () => {
    const world = await withJamf();
    world.jamf.switches.lagReads = 100_000;
    expect(await world.deliver(world.mdmId)).toMatchObject({ failure: { code: 'mdm-not-confirmed' } });
    expect(await world.events()).toMatchObject([{ kind: 'unconfirmed', mdm: 'jamf-pro' }]);
    expect((await world.cache.mdmTargets.get(world.uId))?.recordId).toBe(world.record.id);
  });

  it.each([
    [401, 'mdm-sign-in'],
    [403, 'mdm-not-allowed'],
    [404, 'mdm-record-gone'],
  ])('that was taken and then cannot be read back (%i) is not told as not sent', async (status, code) => {
    const world = await withJamf();
    const { fetch } = world.reachDeps;
    let isTaken = false;
    world.reachDeps.fetch = async (url, init) => {
      if (isTaken) return new Response('', { status });
      const response = await fetch(url, init);
      isTaken = init.method === 'PATCH';
      return response;
    };
    const { deliveries } = world.revive();
    const id = await deliveries.start(world.uId, world.mdmId);
    await deliveries.idle();
    expect(await world.row(id)).toMatchObject({ state: 'failed', unconfirmed: true, failure: { code } });
    expect(world.record.token).toBe(world.token);
    expect(await world.events()).toMatchObject([{ kind: 'unconfirmed', failure: { code } }]);
    expect(await world.cache.mdmTargets.count()).toBe(code === 'mdm-record-gone' ? 0 : 1);
  });

  it.each([403, 422])('that the MDM refuses at the write (%i) is told as not sent', async (status) => {
    const world = await withJamf();
    const { fetch } = world.reachDeps;
    world.reachDeps.fetch = async (url, init) =>
      init.method === 'PATCH' ? new Response('', { status }) : fetch(url, init);
    const { deliveries } = world.revive();
    const id = await deliveries.start(world.uId, world.mdmId);
    await deliveries.idle();
    expect((await world.row(id)).unconfirmed).toBeUndefined();
    expect(await world.events()).toMatchObject([{ kind: 'undelivered' }]);
    expect(await world.cache.mdmTargets.count()).toBe(0);
  });

  it('that may not take the location over after it was taken says so, and not that nothing was sent', async () => {
    const world = await withJamf();
    world.record.isHeldElsewhere = true;
    const { fetch } = world.reachDeps;
    world.reachDeps.fetch = async (url, init) =>
      url.endsWith('/reclaim') ? new Response('', { status: 403 }) : fetch(url, init);
    const { deliveries } = world.revive();
    const id = await deliveries.start(world.uId, world.mdmId, true);
    await deliveries.idle();
    expect(await world.row(id)).toMatchObject({ unconfirmed: true, failure: { code: 'mdm-not-allowed' } });
    expect(world.record.token).toBe(world.token);
  });

  it.each([
    [20, { state: 'done' }],
    [3600, { state: 'failed', unconfirmed: true, failure: { code: 'mdm-throttled' } }],
  ])('that was taken, and whose claim has to wait %i s, is not told as not sent', async (seconds, end) => {
    const world = await withJamf();
    world.record.isHeldElsewhere = true;
    const { fetch } = world.reachDeps;
    let reclaims = 0;
    world.reachDeps.fetch = async (url, init) => {
      if (!url.endsWith('/reclaim') || ++reclaims > 1) return fetch(url, init);
      return new Response('', { status: 429, headers: { 'retry-after': String(seconds) } });
    };
    const { deliveries } = world.revive();
    const id = await deliveries.start(world.uId, world.mdmId, true);
    await deliveries.idle();
    expect(await world.row(id)).toMatchObject(end);
    expect(world.record.token).toBe(world.token);
    expect(world.jamf.settings.reclaims).toBe(end.state === 'done' ? 1 : 0);
  });

  it('that fails here says nothing of the MDM', async () => {
    const world = await withJamf();
    const checked = { at: 1 };
    await world.cache.mdms.update(world.mdmId, { checked });
    const { fetch } = world.reachDeps;
    world.reachDeps.fetch = async (url, init) => {
      const response = await fetch(url, init);
      if (init.method === 'PATCH') world.secrets.delete(`token:${world.uId}`);
      return response;
    };
    const { deliveries } = world.revive();
    const id = await deliveries.start(world.uId, world.mdmId);
    await deliveries.idle();
    expect(await world.row(id)).toMatchObject({ unconfirmed: true, failure: { code: 'token-missing' } });
    expect((await world.cache.mdms.get(world.mdmId))?.checked).toEqual(checked);
  });

  it('waits out a pause that the MDM asks for, and gives up a long one', async () => {
    const world = await withJamf();
    world.jamf.switches.throttle = { times: 2, seconds: 20 };
    expect((await world.deliver(world.mdmId)).state).toBe('done');
    world.jamf.switches.throttle = { times: 1, seconds: 3600 };
    expect(await world.deliver(world.mdmId)).toMatchObject({ failure: { code: 'mdm-throttled' } });
    expect(world.patches()).toBe(1);
  });

  it.each([
    ['down', 'mdm-unreachable'],
    ['fault', 'mdm-server'],
    ['role', 'mdm-not-allowed'],
  ])('%s fails as %s, with nothing sent', async (what, code) => {
    const world = await withJamf();
    const { switches } = world.jamf;
    Object.assign(switches, { down: what === 'down', roleMissing: what === 'role' });
    if (what === 'fault') switches.fault = 500;
    expect(await world.deliver(world.mdmId)).toMatchObject({ state: 'failed', failure: { code } });
    expect((await world.cache.mdms.get(world.mdmId))?.checked?.failure?.code).toBe(code);
    expect(world.patches()).toBe(0);
  });

  it('a write whose answer was lost is looked up, not sent again', async () => {
    const world = await withJamf();
    world.jamf.switches.loseWrites = 1;
    world.jamf.switches.lagReads = 2;
    expect((await world.deliver(world.mdmId)).state).toBe('done');
    expect(world.patches()).toBe(1);
  });

  it.each([
    ['fails', async () => Promise.reject(new TypeError('Failed to fetch'))],
    ['dies with its background', () => new Promise<Response>(() => undefined)],
  ])('a request that %s is no success where the token before ended on the same day', async (how, lose) => {
    const world = await withJamf();
    world.record.expiresAt = world.delivery.expiresAt - 3_600_000;
    const { fetch } = world.reachDeps;
    let lost = 0;
    world.reachDeps.fetch = (url, init) => {
      if (init.method !== 'PATCH') return fetch(url, init);
      lost += 1;
      return lose();
    };
    const before = world.revive();
    const id = await before.deliveries.start(world.uId, world.mdmId);
    await expect.poll(() => lost).toBe(1);
    world.reachDeps.fetch = fetch;
    const next = world.revive();
    if (how === 'fails') {
      await before.deliveries.idle();
      expect((await world.row(id)).failure?.code).toBe('mdm-unreachable');
      await next.deliveries.start(world.uId, world.mdmId);
    } else await next.deliveries.resume();
    await next.deliveries.idle();
    expect(world.record.token).toBe(world.token);
    expect((await world.cache.deliveries.toArray()).at(-1)?.state).toBe('done');
  });

  it.each([
    ['jamf-pro', true],
    ['fleet', true],
    ['manageengine', true],
    // It tells when a record changed.
    ['intune', false],
  ] as const)(
    'to %s where the token before ended on the same day is told as accepted alone: %s',
    async (connector, isAlone) => {
      const world = await openDeliveryWorld();
      const { cache, uId, delivery } = world;
      const { jamf, fleet, manageEngine, intune } = world.simulator.mdm;
      for (const mdm of [jamf, fleet, manageEngine, intune])
        mdm.add({ locationName: 'Head Office', expiresAt: delivery.expiresAt - 3_600_000 });
      expect((await world.deliver(await world.save(connector))).state).toBe('done');
      const location = await cache.locations.get(uId);
      if (!location) throw new Error('No location');
      const { shown } = await readCardHandover(cache, location);
      expect(shown).toMatchObject({ state: 'done', mdm: connector });
      expect(shown.isAcceptedAlone === true).toBe(isAlone);
    },
  );

  it('to Jamf Pro is taken over at the second try, with the token that it has already', async () => {
    const world = await withJamf();
    world.record.isHeldElsewhere = true;
    expect((await world.deliver(world.mdmId)).failure?.code).toBe('mdm-still-held');
    expect((await world.deliver(world.mdmId, true)).state).toBe('done');
    expect(world.record.isHeldElsewhere).toBe(false);
  });

  it('of a location that another MDM holds is taken over only when that is ticked', async () => {
    const world = await openDeliveryWorld();
    world.simulator.mdm.intune.add({ locationName: 'Head Office', isHeldElsewhere: true });
    const mdmId = await world.save('intune');
    const held = await world.deliver(mdmId);
    expect(held).toMatchObject({ unconfirmed: true, failure: { code: 'mdm-still-held' } });
    // At the first read: to wait would change nothing.
    expect(held.reads).toBe(1);
    expect(await world.deliver(mdmId, true)).toMatchObject({ state: 'done' });
  });

  it('that Jamf Pro has is told as there, and remembered, though another MDM holds the location', async () => {
    const world = await withJamf();
    world.record.isHeldElsewhere = true;
    world.jamf.switches.lagReads = 3;
    const row = await world.deliver(world.mdmId);
    expect(row).toMatchObject({ unconfirmed: true, failure: { code: 'mdm-still-held' } });
    expect(row.expiresNow).toBe(world.delivery.expiresAt);
    expect(world.record.token).toBe(world.token);
    expect((await world.cache.mdmTargets.get(world.uId))?.recordId).toBe(world.record.id);
    // A background that died before it heard of the answer does not send it again.
    const { updatedAt: _, failure: __, unconfirmed: ___, ...sent } = row;
    await world.cache.deliveries.put({ ...sent, id: 'd', state: 'sending', updatedAt: 1 });
    await world.deliveries.resume();
    await world.deliveries.idle();
    expect((await world.row('d')).failure?.code).toBe('mdm-still-held');
    expect(world.patches()).toBe(1);
  });

  it('that makes Intune tell two records of the location says so, and never that nothing was added', async () => {
    const world = await openDeliveryWorld();
    world.simulator.mdm.intune.add({ locationName: 'Head Office' });
    const mdmId = await world.save('intune');
    world.simulator.mdm.intune.settings.state = 'duplicateLocationId';
    const row = await world.deliver(mdmId);
    expect(row).toMatchObject({ unconfirmed: true, reads: 1, failure: { code: 'mdm-doubled' } });
  });

  it('whose accepted token turns up as invalid is not told as not sent', async () => {
    const world = await openDeliveryWorld();
    world.simulator.mdm.intune.add({ locationName: 'Head Office' });
    const mdmId = await world.save('intune');
    world.simulator.mdm.intune.settings.state = 'invalid';
    const row = await world.deliver(mdmId);
    expect(row).toMatchObject({ unconfirmed: true, failure: { code: 'mdm-refused-token' } });
  });
});

describe('a hand-over that asks', () => {
  it('when two records name the location, takes the answer, and remembers it', async () => {
    const world = await withJamf();
    const twin = world.jamf.add({ locationName: 'Head Office', name: 'Twin' });
    const row = await world.deliver(world.mdmId);
    expect(row.state).toBe('asking');
    expect(row.choices?.map(({ id }) => id)).toEqual([world.record.id, twin.id]);
    expect(world.patches()).toBe(0);
    await world.deliveries.choose(row.id, { recordId: twin.id }, false);
    await world.deliveries.idle();
    expect((await world.row(row.id)).state).toBe('done');
    expect([world.record.token, twin.token]).toEqual(['old', world.token]);
    expect((await world.deliver(world.mdmId)).state).toBe('done');
  });

  it('when the record of that name tells another organisation, and after the answer no more', async () => {
    const world = await withJamf();
    world.record.orgName = 'ORG99999';
    const row = await world.deliver(world.mdmId);
    expect(row).toMatchObject({ state: 'asking', choices: [{ id: world.record.id }] });
    expect(world.patches()).toBe(0);
    await world.deliveries.choose(row.id, { recordId: world.record.id }, false);
    await world.deliveries.idle();
    expect((await world.row(row.id)).state).toBe('done');
    world.record.orgName = 'ORG99999';
    expect((await world.deliver(world.mdmId)).state).toBe('done');
  });

  it('offers no record that another location’s token went into, nor takes it when it is named', async () => {
    const world = await withJamf();
    Object.assign(world.record, { locationName: '', name: 'First' });
    Object.assign(world.other, { locationName: '', name: 'Second' });
    const warehouse = '204902500043141';
    await world.cache.locations.put(locationRow(warehouse, 'Warehouse'));
    await world.cache.mdmTargets.put({ uId: warehouse, mdmId: world.mdmId, recordId: world.other.id });
    const row = await world.deliver(world.mdmId);
    expect(row.choices?.map(({ id }) => id)).toEqual([world.record.id]);
    const chosen = world.deliveries.choose(row.id, { recordId: world.other.id }, false);
    await expect(chosen).rejects.toMatchObject({
      ...{ code: 'mdm-wrong-record', details: { found: 'Warehouse', expected: 'Head Office' } },
    });
    expect(world.patches()).toBe(0);
  });

  it('a record belongs to the location whose token went there last', async () => {
    const world = await withJamf();
    const warehouse = '204902500043141';
    await world.cache.mdmTargets.put({ uId: warehouse, mdmId: world.mdmId, recordId: world.record.id });
    const row = await world.deliver(world.mdmId);
    expect(row).toMatchObject({ state: 'asking', choices: [{ id: world.record.id }] });
    await world.deliveries.choose(row.id, { recordId: world.record.id }, false);
    await world.deliveries.idle();
    expect((await world.row(row.id)).state).toBe('done');
    expect(await world.cache.mdmTargets.get(warehouse)).toEqual({ uId: warehouse, mdmId: world.mdmId });
    expect(await world.cache.mdmTargets.get(world.uId)).toMatchObject({ recordId: world.record.id });
  });

  it.each(['here', 'in the MDM'])(
    'once when the location is renamed %s, with both names, and goes on',
    async (where) => {
      const world = await withJamf();
      const { cache, uId, jamf, record } = world;
      expect((await world.deliver(world.mdmId)).state).toBe('done');
      const isHere = where === 'here';
      // The MDM goes on to call it as it does, whatever token it has.
      Object.defineProperty(record, 'locationName', {
        get: () => (isHere ? 'Head Office' : 'Main Office'),
        set: () => undefined,
      });
      if (isHere) await cache.locations.update(uId, { locationName: 'Main Office' });
      const row = await world.deliver(world.mdmId);
      expect(row).toMatchObject({ state: 'asking', choices: [{ id: record.id }], renamed: record.id });
      const before = world.patches();
      await world.deliveries.choose(row.id, { recordId: record.id }, false);
      await world.deliveries.idle();
      expect((await world.row(row.id)).state).toBe('done');
      expect(world.patches()).toBe(before + 1);
      expect((await world.deliver(world.mdmId)).state).toBe('done');
      expect(jamf.records).toHaveLength(2);
    },
  );

  it.each(['endOlder', 'resume'] as const)(
    'about an older token than the location has now ends (%s), and the timeline says why',
    async (by) => {
      const world = await withJamf();
      const { cache, deliveries, uId, jamf } = world;
      jamf.add({ locationName: 'Head Office', name: 'Twin' });
      const { id } = await world.deliver(world.mdmId);
      await deliveries[by]();
      // Still about the present one.
      expect((await world.row(id)).state).toBe('asking');
      await cache.locations.update(uId, { fingerprint: 'newer' });
      await deliveries[by]();
      const failure = { code: 'delivery-outdated' };
      expect(await world.row(id)).toMatchObject({ state: 'failed', failure });
      expect(await world.events()).toEqual([{ kind: 'undelivered', mdm: 'jamf-pro', failure }]);
      await expect(deliveries.choose(id, { add: true, extra: {} }, false)).rejects.toMatchObject({
        code: 'delivery-gone',
      });
      // It says nothing of the MDM.
      expect((await cache.mdms.get(world.mdmId))?.checked).toBeUndefined();
      expect(world.patches()).toBe(0);
    },
  );

  it('about an older token whose new record may exist is not told as not sent', async () => {
    const world = await withJamf();
    const { cache, uId, mdmId } = world;
    const at = { startedAt: 1, updatedAt: 1, sentAt: 1, fingerprint: 'older', expiresAt: 1 };
    await cache.deliveries.put({ id: 'asked', uId, mdmId, state: 'asking', ...at });
    await world.deliveries.endOlder();
    expect(await world.events()).toMatchObject([{ kind: 'unconfirmed', mdm: 'jamf-pro' }]);
  });

  it('asks about the newer token when the location was renewed while the records were read', async () => {
    const world = await withJamf();
    const { cache, deliveries, uId, jamf, secrets, record } = world;
    jamf.add({ locationName: 'Head Office', name: 'Twin' });
    const newer = 'bmV3ZXI=';
    const print = await fingerprint(newer);
    let renewal: Promise<unknown> | undefined;
    Object.defineProperty(record, 'locationName', {
      get() {
        secrets.set(`token:${uId}`, newer);
        renewal ??= cache.locations.update(uId, { fingerprint: print });
        return 'Head Office';
      },
    });
    const { id } = await world.deliver(world.mdmId);
    await renewal;
    await deliveries.endOlder();
    expect(await world.row(id)).toMatchObject({ state: 'asking', fingerprint: print });
  });

  it('does not take a renamed record that was renamed once more before the answer', async () => {
    const world = await withJamf();
    await world.deliver(world.mdmId);
    await world.cache.locations.update(world.uId, { locationName: 'Main Office' });
    const row = await world.deliver(world.mdmId);
    world.record.locationName = 'Warehouse';
    const chosen = world.deliveries.choose(row.id, { recordId: world.record.id }, false);
    await expect(chosen).rejects.toMatchObject({ code: 'mdm-wrong-record' });
    expect(world.patches()).toBe(1);
  });

  it('adds a record beside one of the same name in another organisation', async () => {
    const world = await withJamf();
    world.record.orgName = 'ORG99999';
    world.jamf.switches.loseWrites = 1;
    const row = await world.deliver(world.mdmId);
    await world.deliveries.choose(row.id, { add: true, extra: { name: 'HQ' } }, false);
    await world.deliveries.idle();
    expect(await world.row(row.id)).toMatchObject({ state: 'done', recordName: 'HQ' });
    expect(world.record.token).toBe('old');
    expect(world.jamf.records).toHaveLength(3);
  });

  it('refuses the record of another location, also when it became one after the choice', async () => {
    const world = await withJamf();
    world.record.locationName = '';
    const row = await world.deliver(world.mdmId);
    expect(row.choices?.map(({ id }) => id)).toEqual([world.record.id]);
    const chosen = world.deliveries.choose(row.id, { recordId: world.other.id }, false);
    await expect(chosen).rejects.toMatchObject({
      ...{ code: 'mdm-wrong-record', details: { found: 'Warehouse', expected: 'Head Office' } },
    });
    const nameless = await world.mdms.open(world.mdmId, true);
    if ('upsert' in nameless.session) throw new Error('Jamf Pro has records');
    // Between the answer and the write somebody names the record.
    await world.cache.deliveries.update(row.id, { state: 'sending', recordId: world.other.id });
    await world.deliveries.resume();
    await world.deliveries.idle();
    expect((await world.row(row.id)).failure?.code).toBe('mdm-wrong-record');
    expect(world.other.token).toBe('old');
    expect(world.patches()).toBe(0);
  });

  it('adds a record on the admin’s word, never a second one of a location', async () => {
    const world = await withJamf();
    world.record.locationName = 'Elsewhere';
    const row = await world.deliver(world.mdmId);
    expect(row).toMatchObject({ state: 'asking', choices: [] });
    const missing = world.deliveries.choose(row.id, { add: true, extra: {} }, false);
    await expect(missing).rejects.toMatchObject({ code: 'mdm-settings', details: { field: 'name' } });
    await world.deliveries.choose(row.id, { add: true, extra: { name: 'HQ' } }, false);
    await world.deliveries.idle();
    expect(await world.row(row.id)).toMatchObject({ state: 'done', recordName: 'HQ' });
    // Asked again while the record is there already.
    await world.cache.deliveries.update(row.id, { state: 'asking' });
    await world.deliveries.choose(row.id, { add: true, extra: { name: 'HQ' } }, false);
    await world.deliveries.idle();
    expect((await world.row(row.id)).failure?.code).toBe('mdm-duplicate');
    expect(world.jamf.records.filter(({ locationName }) => locationName === 'Head Office')).toHaveLength(1);
  });

  it.each([
    [3, 'done'],
    [100, 'failed'],
  ])('an added record that %i reads do not find is %s', async (unknownReads, state) => {
    const world = await withJamf();
    world.record.locationName = 'Elsewhere';
    world.jamf.settings.unknownReads = unknownReads;
    const row = await world.deliver(world.mdmId);
    await world.deliveries.choose(row.id, { add: true, extra: { name: 'HQ' } }, false);
    await world.deliveries.idle();
    const end = await world.row(row.id);
    expect(end.state).toBe(state);
    expect(end.failure?.code).toBe(state === 'failed' ? 'mdm-record-gone' : undefined);
    expect(end.unconfirmed).toBe(state === 'failed' ? true : undefined);
    expect(world.jamf.records).toHaveLength(3);
  });

  it('an added record whose answer was lost is found in the list', async () => {
    const world = await withJamf();
    world.record.locationName = 'Elsewhere';
    world.jamf.switches.loseWrites = 1;
    const row = await world.deliver(world.mdmId);
    await world.deliveries.choose(row.id, { add: true, extra: { name: 'HQ' } }, false);
    await world.deliveries.idle();
    expect((await world.row(row.id)).state).toBe('done');
    expect(world.jamf.records).toHaveLength(3);
  });
});

describe('a pause that is asked for at the write', () => {
  it('of a renewal sends it again after it, without looking for what did not arrive', async () => {
    const world = await withJamf();
    world.jamf.switches.throttle = { times: 1, seconds: 20, writesAlone: true };
    expect(await world.deliver(world.mdmId)).toMatchObject({ state: 'done' });
    expect(world.patches()).toBe(2);
    // Before each of the two, and once for the proof.
    const isRead = ({ method, path }: SeenRequest) =>
      method === 'GET' && path.endsWith(`/volume-purchasing-locations/${world.record.id}`);
    expect(world.jamf.requests.filter(isRead)).toHaveLength(3);
  });

  it.each([
    ['jamf-pro', { name: 'HQ' }],
    ['fleet', {}],
    ['manageengine', { email: 'vpp@example.org' }],
  ])('of a new record of %s adds it after it, once', async (id, extra) => {
    const world = await openDeliveryWorld();
    const { jamf, fleet, manageEngine } = world.simulator.mdm;
    for (const { switches } of [jamf, fleet, manageEngine])
      switches.throttle = { times: 1, seconds: 20, writesAlone: true };
    const row = await world.deliver(await world.save(id));
    await world.deliveries.choose(row.id, { add: true, extra }, false);
    await world.deliveries.idle();
    expect((await world.row(row.id)).state).toBe('done');
    expect([...jamf.records, ...fleet.records, ...manageEngine.records]).toHaveLength(1);
  });

  it('after the record was made does not make another', async () => {
    const world = await withJamf();
    world.record.locationName = 'Elsewhere';
    const row = await world.deliver(world.mdmId);
    const { fetch } = world.reachDeps;
    world.reachDeps.fetch = async (url, init) => {
      const response = await fetch(url, init);
      if (init.method === 'POST' && url.endsWith('/volume-purchasing-locations'))
        world.jamf.switches.throttle = { times: 1, seconds: 20 };
      return response;
    };
    const { deliveries } = world.revive();
    await deliveries.choose(row.id, { add: true, extra: { name: 'HQ' } }, false);
    await deliveries.idle();
    expect(await world.row(row.id)).toMatchObject({ state: 'done', recordName: 'HQ' });
    expect(world.jamf.records).toHaveLength(3);
  });
});

describe('a pause that is asked for while the record is read back', () => {
  /** A Jamf Pro that answers the first read after the write with 429. */
  async function throttledAfterWrite(seconds: number) {
    const world = await withJamf();
    const { fetch } = world.reachDeps;
    const { clock } = world;
    let isSent = false;
    let asked: number | undefined;
    const after: number[] = [];
    world.reachDeps.fetch = async (url, init) => {
      if (isSent && asked === undefined) {
        asked = clock.now();
        return new Response('', { status: 429, headers: { 'retry-after': String(seconds) } });
      }
      if (asked !== undefined) after.push(clock.now() - asked);
      const response = await fetch(url, init);
      isSent ||= init.method === 'PATCH';
      return response;
    };
    return { ...world, ...world.revive(), after };
  }

  it('is kept and shown', async () => {
    const { deliveries, uId, mdmId, row, after, patches } = await throttledAfterWrite(90);
    const id = await deliveries.start(uId, mdmId);
    await deliveries.idle();
    const end = await row(id);
    expect(end.state).toBe('done');
    expect(end.waitsUntil).toBeGreaterThan(0);
    expect(after[0]).toBeGreaterThan(80_000);
    expect(patches()).toBe(1);
  });

  it('that is too long ends it, not told as not sent, and without another request', async () => {
    const { deliveries, uId, mdmId, row, after } = await throttledAfterWrite(3600);
    const id = await deliveries.start(uId, mdmId);
    await deliveries.idle();
    expect(await row(id)).toMatchObject({ unconfirmed: true, failure: { code: 'mdm-throttled' } });
    expect(after).toEqual([]);
  });

  it('is kept by the next background', async () => {
    const world = await withJamf();
    const { fetch } = world.reachDeps;
    const { clock } = world;
    const waitsUntil = clock.now() + 90_000;
    const { uId, mdmId, delivery } = world;
    const at = { startedAt: 1, updatedAt: 1, fingerprint: 'x', expiresAt: delivery.expiresAt };
    const row = {
      id: 'd',
      uId,
      mdmId,
      state: 'sending',
      recordId: world.record.id,
      waitsUntil,
      ...at,
    } as const;
    await world.cache.deliveries.put(row);
    const sentAt: number[] = [];
    world.reachDeps.fetch = (url, init) => {
      sentAt.push(clock.now());
      return fetch(url, init);
    };
    const next = world.revive();
    await next.deliveries.resume();
    await next.deliveries.idle();
    expect((await world.row('d')).state).toBe('done');
    expect(Math.min(...sentAt)).toBeGreaterThanOrEqual(waitsUntil);
  });
});

describe('a sign-in page that stands open', () => {
  /** An Intune whose sign-in page nobody answers, with a hand-over that waits for it. */
  async function waiting() {
    const world = await openDeliveryWorld();
    world.simulator.mdm.intune.add({ locationName: 'Head Office' });
    const mdmId = await world.save('intune');
    let opened = 0;
    world.reachDeps.launchSignIn = () => {
      opened += 1;
      return new Promise(() => undefined);
    };
    const { deliveries, mdms } = world.revive();
    return { ...world, deliveries, mdms, mdmId, opened: () => opened };
  }

  it('holds up no stop, no cancel, and no removal of its MDM', async () => {
    const { deliveries, mdms, mdmId, uId, opened, row } = await waiting();
    const id = await deliveries.start(uId, mdmId);
    await expect.poll(opened).toBe(1);
    await deliveries.stop();
    await deliveries.resume();
    const again = await deliveries.start(uId, mdmId);
    await deliveries.cancel(again);
    expect((await row(id)).state).toBe('failed');
    await deliveries.start(uId, mdmId);
    await expect.poll(opened).toBeGreaterThan(1);
    await deliveries.stop({ mdmId });
    await mdms.remove(mdmId);
    await expect(row(id)).rejects.toThrow();
  });

  it('for an answer holds up nothing else, and ends with its hand-over', async () => {
    const { deliveries, mdmId, uId, opened, cache, row, simulator } = await waiting();
    const at = { startedAt: 1, updatedAt: 1, fingerprint: 'x', expiresAt: 1 };
    await cache.deliveries.put({ id: 'd', uId, mdmId, state: 'asking', ...at });
    const chosen = deliveries.choose('d', { recordId: '1' }, false);
    const refused = expect(chosen).rejects.toMatchObject({ code: 'cancelled' });
    await expect.poll(opened).toBe(1);
    await deliveries.cancel('d');
    await refused;
    expect(await row('d')).toMatchObject({ state: 'failed', failure: { code: 'cancelled' } });
    expect(simulator.mdm.intune.requests).toEqual([]);
  });
});

describe('a background that dies', () => {
  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8])(
    'after request %i: the next one ends it, and sends it once',
    async (dead) => {
      const world = await withJamf();
      const { fetch } = world.reachDeps;
      world.jamf.switches.lagReads = 2;
      let left = dead;
      // What a dead worker asked for may still arrive; it hears of nothing, and writes nothing any more.
      world.reachDeps.fetch = async (url, init) => {
        if (left < 0) return new Promise(() => undefined);
        left -= 1;
        const response = await fetch(url, init);
        return left < 0 ? new Promise(() => undefined) : response;
      };
      const dying = world.revive();
      const id = await dying.deliveries.start(world.uId, world.mdmId);
      const isStuck = async () => left < 0 || (await world.row(id)).state === 'done';
      await expect.poll(isStuck).toBe(true);
      world.reachDeps.fetch = fetch;
      const next = world.revive();
      await next.deliveries.resume();
      await next.deliveries.idle();
      expect((await world.row(id)).state).toBe('done');
      expect(world.record.token).toBe(world.token);
      expect(world.patches()).toBe(1);
      expect(await world.events()).toHaveLength(1);
      expect(world.simulator.log.offences).toEqual([]);
    },
  );

  it('leaves a sign-in by page to the admin', async () => {
    const world = await openDeliveryWorld();
    world.simulator.mdm.intune.add({ locationName: 'Head Office' });
    const mdmId = await world.save('intune');
    const at = { startedAt: 1, updatedAt: 1, fingerprint: 'x', expiresAt: 1 };
    await world.cache.deliveries.put({ id: 'd', uId: world.uId, mdmId, state: 'matching', ...at });
    await world.deliveries.resume();
    await world.deliveries.idle();
    expect((await world.row('d')).failure?.code).toBe('mdm-sign-in');
    expect(world.signIns).toEqual([]);
  });

  it('waits for the unlock, and goes on after it', async () => {
    const world = await withJamf();
    world.jamf.switches.lagReads = 1000;
    const id = await world.deliveries.start(world.uId, world.mdmId);
    await expect.poll(async () => (await world.row(id)).state).toBe('verifying');
    world.lock.isOn = true;
    world.deliveries.pause();
    await world.deliveries.idle();
    await world.deliveries.resume();
    await world.deliveries.idle();
    expect((await world.row(id)).state).toBe('verifying');
    await expect(world.deliveries.start(world.uId, world.mdmId)).rejects.toSatisfy((error) =>
      isCode(error, 'vault-locked'),
    );
    world.lock.isOn = false;
    if (world.record.before) world.record.before.reads = 0;
    await world.deliveries.resume();
    await world.deliveries.idle();
    expect((await world.row(id)).state).toBe('done');
    expect(world.patches()).toBe(1);
  });

  it('ends at a cancel, and starts the same only once', async () => {
    const world = await withJamf();
    world.jamf.switches.lagReads = 1000;
    const id = await world.deliveries.start(world.uId, world.mdmId);
    expect(await world.deliveries.start(world.uId, world.mdmId)).toBe(id);
    await expect.poll(async () => (await world.row(id)).state).toBe('verifying');
    await world.deliveries.cancel(id);
    expect(await world.row(id)).toMatchObject({ unconfirmed: true, failure: { code: 'mdm-unproven' } });
    expect(await world.events()).toMatchObject([{ kind: 'unconfirmed' }]);
    expect((await world.cache.mdmTargets.get(world.uId))?.recordId).toBe(world.record.id);
    expect(await world.deliveries.isUnfinished()).toBe(false);
  });
});
