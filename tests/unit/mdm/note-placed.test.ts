import { describe, expect, it } from 'vitest';
import { notePlaced } from '../../../lib/mdm/deliver/note-placed.ts';
import type { PageHandover } from '../../../lib/mdm/deliver/place-on-page.ts';
import { openDeliveryWorld } from './delivery-world.ts';

async function setUp() {
  const world = await openDeliveryWorld();
  const { cache, uId, mdms } = world;
  const mdmId = await mdms.save({
    ...{ way: { by: 'page', preset: 'mosyle' }, name: 'Mosyle', settings: { address: 'https://m.example' } },
  });
  const place = (changes: Partial<PageHandover> = {}, now = 5_000) =>
    notePlaced(
      cache,
      { uId, mdmId, origin: 'https://m.example', startedAt: 4_000, end: 'placed', ...changes },
      now,
    );
  return { ...world, mdmId, place };
}

describe('a token placed on a page', () => {
  it('is remembered, comes to rest, and stands on the timeline with both ends', async () => {
    const { cache, uId, mdmId, place, deliveries, delivery, events } = await setUp();
    await place({ expiredBefore: 3_000 });
    const { expiresAt } = delivery;
    expect(await cache.deliveries.toArray()).toMatchObject([
      { state: 'handed', uId, mdmId, startedAt: 4_000, updatedAt: 5_000, expiresAt, expiredBefore: 3_000 },
    ]);
    expect(await cache.mdmTargets.get(uId)).toEqual({ uId, mdmId });
    expect(await events()).toEqual([{ kind: 'placed', mdm: 'Mosyle', expiresAt, before: 3_000 }]);
    expect(await deliveries.isUnfinished()).toBe(false);
    // Nobody can read it back, so nothing ends it later.
    const [row] = await cache.deliveries.toArray();
    await deliveries.cancel(row?.id ?? '');
    expect((await cache.deliveries.toArray())[0]).toEqual(row);
  });

  it('from the toolbar, on a console that is saved, is its hand-over all the same', async () => {
    const { cache, uId, mdmId, mdms, events } = await setUp();
    const origin = 'https://m.example:8443';
    await notePlaced(cache, { uId, origin, startedAt: 1, end: 'placed' }, 2);
    expect(await cache.deliveries.toArray()).toMatchObject([{ state: 'handed', uId, mdmId }]);
    expect(await cache.mdmTargets.get(uId)).toEqual({ uId, mdmId });
    expect(await events()).toMatchObject([{ kind: 'placed', mdm: 'Mosyle' }]);
    // Of two on one host it is the one where the location's token went before.
    const settings = { address: 'https://m.example/second' };
    const second = await mdms.save({ way: { by: 'page', preset: 'mosyle' }, name: 'Second', settings });
    await cache.mdmTargets.put({ uId, mdmId: second });
    await notePlaced(cache, { uId, origin, startedAt: 3, end: 'placed' }, 4);
    expect(await events()).toMatchObject([{ mdm: 'Mosyle' }, { mdm: 'Second' }]);
  });

  it('of a console that is not saved stands on the timeline by its host', async () => {
    const { cache, uId, events, delivery } = await setUp();
    const origin = 'https://mdm.example.org:8383';
    await notePlaced(cache, { uId, origin, startedAt: 1, end: 'placed' }, 2);
    const { expiresAt } = delivery;
    expect(await events()).toEqual([{ kind: 'placed', mdm: 'mdm.example.org:8383', expiresAt }]);
    expect(await cache.deliveries.count()).toBe(0);
  });

  it.each(['refused', 'failed', 'cancelled', 'untouched'] as const)('%s leaves no trace', async (end) => {
    const { cache, place, events } = await setUp();
    await place({ end });
    expect(await events()).toEqual([]);
    expect(await cache.deliveries.count()).toBe(0);
    expect(await cache.mdmTargets.count()).toBe(0);
  });

  it('the oldest go, as those by API do', async () => {
    const { cache, place } = await setUp();
    for (let at = 1; at <= 25; at += 1) await place({ startedAt: at });
    const rows = await cache.deliveries.toArray();
    expect(rows.map(({ startedAt }) => startedAt).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 6),
    );
  });
});

it.each(['meraki', 'zentral'] as const)(
  'placed on the page of %s it is read back until it is there, and both stand on the timeline',
  async (id) => {
    const { save, simulator, uId, deliveries, place, row, token, events, cache, clock } = await setUp();
    const mdm = simulator.mdm[id];
    const record = mdm.add({ locationName: 'Head Office', uId });
    const mdmId = await save(id);
    const deliveryId = await deliveries.start(uId, mdmId);
    expect(await deliveries.matched(deliveryId)).toMatchObject({ state: 'placed', recordId: record.id });
    const at = clock.now();
    await place({ mdmId }, at);
    expect(await row(deliveryId)).toMatchObject({ state: 'placed', sentAt: at });
    expect(await cache.deliveries.count()).toBe(1);
    mdm.store(record, token, mdm.lookUp(token));
    await deliveries.idle();
    expect(await row(deliveryId)).toMatchObject({ state: 'done', recordName: 'Head Office' });
    expect((await events()).map(({ kind }) => kind)).toEqual(['placed', 'delivered']);
  },
);

const minutes = (count: number) => count * 60_000;

it.each(['meraki', 'zentral'] as const)(
  'on the page of %s has its half hour from when it stands there, and not from when the record was found',
  async (id) => {
    const { save, simulator, uId, deliveries, place, row, token, reachDeps, clock, revive } = await setUp();
    const mdm = simulator.mdm[id];
    const record = mdm.add({ locationName: 'Head Office', uId });
    const mdmId = await save(id);
    const { fetch } = reachDeps;
    const startedAt = clock.now();
    let placedAt: number | undefined;
    reachDeps.fetch = async (url, init) => {
      const passed = clock.now() - startedAt;
      if (passed > minutes(29) && placedAt === undefined) {
        placedAt = clock.now();
        await place({ mdmId }, placedAt);
      }
      if (passed > minutes(31)) mdm.store(record, token, mdm.lookUp(token));
      return fetch(url, init);
    };
    const next = revive();
    const deliveryId = await next.deliveries.start(uId, mdmId);
    await next.deliveries.idle();
    expect(await row(deliveryId)).toMatchObject({ state: 'done', sentAt: placedAt });
    await deliveries.idle();
  },
);

it('on a page whose record was chosen late is awaited all the same', async () => {
  const { save, simulator, uId, deliveries, row, cache, clock, token } = await setUp();
  const { zentral } = simulator.mdm;
  const [record] = [1, 2].map(() => zentral.add({ locationName: 'Head Office', uId }));
  if (!record) throw new Error('No record');
  const id = await deliveries.start(uId, await save('zentral'));
  expect((await deliveries.matched(id)).state).toBe('asking');
  await cache.deliveries.update(id, { startedAt: clock.now() - minutes(90) });
  await deliveries.choose(id, { recordId: record.id }, false);
  await expect.poll(async () => (await row(id)).reads ?? 0).toBeGreaterThan(1);
  zentral.store(record, token, zentral.lookUp(token));
  await deliveries.idle();
  expect((await row(id)).state).toBe('done');
});

it('on a page is proven by its own end, though a newer token is linked meanwhile', async () => {
  const { save, simulator, uId, deliveries, place, row, clock, token, cache, delivery, revive } =
    await setUp();
  const { zentral } = simulator.mdm;
  const record = zentral.add({ locationName: 'Head Office', uId });
  const mdmId = await save('zentral');
  const id = await deliveries.start(uId, mdmId);
  await deliveries.matched(id);
  await place({ mdmId }, clock.now());
  deliveries.pause();
  await deliveries.idle();
  await cache.locations.update(uId, { expiresAt: delivery.expiresAt + 30 * 86_400_000 });
  zentral.store(record, token, zentral.lookUp(token));
  const next = revive();
  await next.deliveries.resume();
  await next.deliveries.idle();
  expect(await row(id)).toMatchObject({ state: 'done', expiresAt: delivery.expiresAt });
});

it('that was saved into a record which names another location then is not told as not sent', async () => {
  const { save, simulator, uId, deliveries, place, row, clock } = await setUp();
  const { meraki } = simulator.mdm;
  const record = meraki.add({ locationName: 'Head Office' });
  const mdmId = await save('meraki');
  const id = await deliveries.start(uId, mdmId);
  await expect.poll(async () => (await row(id)).reads ?? 0).toBeGreaterThan(1);
  await place({ mdmId }, clock.now());
  record.locationName = 'Warehouse';
  await deliveries.idle();
  expect((await row(id)).failure?.code).toBe('mdm-arrived-elsewhere');
});

it.each(['meraki', 'zentral'] as const)(
  'on the page of %s whose old token ends on the same day, it is never told as arrived: Save is the admin’s',
  async (id) => {
    const { save, simulator, uId, deliveries, place, row, delivery, events, cache } = await setUp();
    const expiresAt = delivery.expiresAt - 3_600_000;
    const record = simulator.mdm[id].add({ locationName: 'Head Office', uId, expiresAt });
    const mdmId = await save(id);
    const deliveryId = await deliveries.start(uId, mdmId);
    expect((await deliveries.matched(deliveryId)).state).toBe('placed');
    await place({ mdmId }, Date.now());
    await deliveries.idle();
    expect(await row(deliveryId)).toMatchObject({ state: 'handed', expiredBefore: expiresAt });
    expect((await events()).map(({ kind }) => kind)).toEqual(['placed']);
    expect(await cache.mdmTargets.get(uId)).toMatchObject({ mdmId, recordId: record.id });
    // Never placed at all, it is not told as standing there either.
    const again = await deliveries.start(uId, mdmId);
    await deliveries.idle();
    expect((await row(again)).failure?.code).toBe('mdm-not-saved');
  },
);

it('that was chosen among several records is not told as arrived by the end of the token before', async () => {
  const { save, simulator, uId, deliveries, row, delivery } = await setUp();
  const { meraki } = simulator.mdm;
  const expiresAt = delivery.expiresAt - 3_600_000;
  const [record] = [1, 2].map(() => meraki.add({ locationName: 'Head Office', expiresAt }));
  const id = await deliveries.start(uId, await save('meraki'));
  expect((await deliveries.matched(id)).state).toBe('asking');
  await deliveries.choose(id, { recordId: record?.id ?? '' }, false);
  await deliveries.idle();
  expect((await row(id)).state).not.toBe('done');
});

it('of a reading MDM whose record is not clear the admin is asked before any page opens', async () => {
  const { save, simulator, uId, deliveries } = await setUp();
  const mdmId = await save('zentral');
  const deliveryId = await deliveries.start(uId, mdmId);
  expect((await deliveries.matched(deliveryId)).state).toBe('asking');
  simulator.mdm.zentral.switches.roleMissing = true;
  const refused = await deliveries.start(uId, mdmId);
  expect((await deliveries.matched(refused)).failure?.code).toBe('mdm-not-allowed');
});

it('from the toolbar, on the host of an MDM that waits for it, is what its hand-over waits for', async () => {
  const { save, simulator, uId, deliveries, row, cache, events, clock } = await setUp();
  const { meraki } = simulator.mdm;
  meraki.add({ locationName: 'Head Office', uId });
  const deliveryId = await deliveries.start(uId, await save('meraki'));
  await deliveries.matched(deliveryId);
  const place = (origin: string, now: number) =>
    notePlaced(cache, { uId, origin, startedAt: 1, end: 'placed' }, now);
  await place('https://elsewhere.example', 6_000);
  expect((await row(deliveryId)).sentAt).toBeUndefined();
  const at = clock.now();
  await place('https://n7.meraki.com', at);
  expect(await row(deliveryId)).toMatchObject({ state: 'placed', sentAt: at });
  expect(await events()).toMatchObject([{ mdm: 'elsewhere.example' }, { kind: 'placed', mdm: 'meraki' }]);
  expect(await cache.deliveries.count()).toBe(1);
  await deliveries.idle();
});

it.each([
  ['canada', 'dashboard.meraki.ca'],
  ['china', 'n3.meraki.cn'],
  ['india', 'dashboard.meraki.in'],
  ['us-gov', 'dashboard.gov-meraki.com'],
])('from the toolbar on Meraki’s host of the region %s', async (region, host) => {
  const { save, simulator, uId, deliveries, row, cache } = await setUp();
  const { meraki } = simulator.mdm;
  meraki.add({ locationName: 'Head Office', uId });
  const mdmId = await save('meraki');
  const deliveryId = await deliveries.start(uId, mdmId);
  await deliveries.matched(deliveryId);
  // Only its global API is simulated: its region counts from here on.
  await cache.mdms.update(mdmId, { 'settings.region': region });
  const place = (origin: string, now: number) =>
    notePlaced(cache, { uId, origin, startedAt: 1, end: 'placed' }, now);
  await place(`https://${host}.example.org`, 6_000);
  expect((await row(deliveryId)).sentAt).toBeUndefined();
  await place(`https://${host}`, 7_000);
  expect(await row(deliveryId)).toMatchObject({ sentAt: 7_000 });
  await deliveries.idle();
});
