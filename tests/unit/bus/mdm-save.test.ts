import { expect, it } from 'vitest';
import { createMdmHandlers } from '../../../lib/bus/mdm-handlers.ts';
import { createLinkedCandidates } from '../../../lib/mdm/deliver/linked-candidates.ts';
import { openDeliveryWorld } from '../mdm/delivery-world.ts';

/** A Jamf Pro that never shows the new end, with a hand-over that reads it back, and the message that saves it. */
async function underWay() {
  const world = await openDeliveryWorld();
  const { cache, session, mdms, deliveries, uId } = world;
  const { jamf } = world.simulator.mdm;
  const record = jamf.add({ locationName: 'Head Office' });
  jamf.switches.lagReads = 1000;
  const mdmId = await world.save('jamf-pro');
  const id = await deliveries.start(uId, mdmId);
  await expect.poll(async () => (await world.row(id)).state).toBe('verifying');
  const handlers = createMdmHandlers({
    ...{ mdms, deliveries, linked: createLinkedCandidates({ cache, session, now: () => 1 }) },
    work: (begin) => begin(),
    placeAt: async () => undefined,
    openPopup: async () => true,
  });
  const { way, name, settings } = await mdms.expectRow(mdmId);
  const save = (changes: object) =>
    handlers['mdm.save']({ id: mdmId, way, name, settings, ...changes }, { kind: 'ui' });
  const catchUp = () => {
    if (record.before) record.before.reads = 0;
  };
  return { ...world, jamf, mdmId, id, settings, save, catchUp };
}

it.each([
  ['another client', ({ settings }: { settings: object }) => ({ settings: { ...settings, clientId: 'x' } })],
  ['a new secret', () => ({ secrets: { clientSecret: 'new' } })],
])('saved with %s, what is under way ends: it belongs to the settings before', async (_, changes) => {
  const world = await underWay();
  const at = { startedAt: 1, updatedAt: 1, fingerprint: 'x', expiresAt: 1 };
  const { uId, mdmId } = world;
  await world.cache.deliveries.put({ id: 'asked', uId, mdmId, state: 'asking', ...at });
  await world.save(changes(world));
  const before = world.jamf.requests.length;
  for (const id of [world.id, 'asked'])
    expect(await world.row(id)).toMatchObject({ state: 'failed', failure: { code: 'mdm-changed' } });
  await world.deliveries.idle();
  expect(world.jamf.requests).toHaveLength(before);
  // It says nothing of the MDM as it is now.
  expect((await world.mdms.expectRow(mdmId)).checked).toBeUndefined();
});

it('saved with another name alone, it goes on', async () => {
  const world = await underWay();
  await world.save({ name: 'Renamed' });
  expect((await world.row(world.id)).state).toBe('verifying');
  world.catchUp();
  await world.deliveries.idle();
  expect((await world.row(world.id)).state).toBe('done');
  expect(world.jamf.requests.filter(({ method }) => method === 'PATCH')).toHaveLength(1);
});

it('goes on when what was to be saved is refused', async () => {
  const world = await underWay();
  await expect(world.save({ settings: { origin: 'http://acme.jamfcloud.com' } })).rejects.toMatchObject({
    code: 'mdm-settings',
  });
  world.catchUp();
  await world.deliveries.idle();
  expect((await world.row(world.id)).state).toBe('done');
});
