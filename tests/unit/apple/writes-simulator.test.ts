import { describe, expect, it } from 'vitest';
import type { AppleLocation, AppleWrites } from '../../../lib/apple/contract.ts';
import { createAppleClient } from '../../../lib/apple/create-apple-client.ts';
import { createGovernors } from '../../../lib/apple/governor.ts';
import { systemClock } from '../../../lib/platform/clock.ts';
import { locationSeed, startTestSimulator } from '../simulator/harness.ts';
import { createMemoryStore, failureOf } from './fake-parts.ts';
import { createSimulatorFetch } from './simulator-fetch.ts';

/** The product's client before the simulator, whose time moves on with each request. */
async function openLocation() {
  const { apple, port, log, tokens } = await startTestSimulator({ seed: [locationSeed()] });
  const { fetch, sent } = createSimulatorFetch(port);
  const client = createAppleClient({
    fetch: (url, init) => {
      apple.advance(1000);
      return fetch(url, init);
    },
    clock: systemClock,
    hasPermission: async () => true,
    governor: createGovernors({ clock: systemClock, random: () => 0, store: createMemoryStore() }),
  });
  const location = client.location(tokens.here ?? '', 'here');
  const finish = async (write: Promise<{ eventId: string }>) => {
    const { eventId } = await write;
    apple.finishEvents();
    return location.eventStatus(eventId);
  };
  return { apple, log, client, location, sent, finish };
}

const assets = [{ adamId: '100', pricingParam: 'STDQ' as const }];
const both = { assets, clientUserIds: ['client-1'], serialNumbers: ['C02Y402HLCM6'] };

async function heldOf(location: AppleLocation, holder: { clientUserId: string } | { serialNumber: string }) {
  const { assignments } = await location.assignments({ pageIndex: 0, ...holder });
  return assignments.map(({ adamId, pricingParam }) => `${adamId}/${pricingParam}`);
}
async function stateOf(location: AppleLocation, clientUserId: string) {
  const { users } = await location.users({ pageIndex: 0, clientUserId });
  return users.map(({ status, email }) => ({ status, email }));
}

describe('every write, done by the simulated Apple', () => {
  it('associate and disassociate', async () => {
    const { location, finish, log } = await openLocation();
    expect(await finish(location.associate(both))).toMatchObject({
      eventStatus: 'COMPLETE',
      eventType: 'ASSOCIATE',
      numRequested: 2,
    });
    expect(await heldOf(location, { clientUserId: 'client-1' })).toEqual(['100/STDQ']);
    expect(await heldOf(location, { serialNumber: 'C02Y402HLCM6' })).toEqual(['100/STDQ']);
    const device = { assets, clientUserIds: [], serialNumbers: ['C02Y402HLCM6'] };
    expect(await finish(location.disassociate(device))).toMatchObject({ eventType: 'DISASSOCIATE' });
    expect(await heldOf(location, { serialNumber: 'C02Y402HLCM6' })).toEqual([]);
    expect(await heldOf(location, { clientUserId: 'client-1' })).toEqual(['100/STDQ']);
    expect(log.offences).toEqual([]);
  });

  it('associate gives the book of the price plan that was meant', async () => {
    const { location, finish } = await openLocation();
    const book = [{ adamId: '300', pricingParam: 'PLUS' as const }];
    await finish(location.associate({ assets: book, clientUserIds: ['client-2'], serialNumbers: [] }));
    expect(await heldOf(location, { clientUserId: 'client-2' })).toEqual(['300/PLUS']);
  });

  it('revoke, which leaves the books', async () => {
    const { apple, location, finish } = await openLocation();
    apple.assign('here', '100', 'STDQ', { clientUserId: 'client-1' });
    apple.assign('here', '300', 'STDQ', { clientUserId: 'client-1' });
    const event = await finish(location.revoke({ clientUserIds: ['client-1'], serialNumbers: [] }));
    expect(event).toMatchObject({ eventStatus: 'COMPLETE', eventType: 'REVOKE' });
    expect(await heldOf(location, { clientUserId: 'client-1' })).toEqual(['300/STDQ']);
  });

  it('create, update and retire', async () => {
    const { location, finish } = await openLocation();
    const event = await finish(
      location.createUsers([
        { clientUserId: 'new-1', email: 'new-1@school.example' },
        { clientUserId: 'new-2', managedAppleId: 'new-2@school.example' },
      ]),
    );
    expect(event).toMatchObject({ eventStatus: 'COMPLETE', eventType: 'CREATE' });
    expect(await stateOf(location, 'new-1')).toEqual([
      { status: 'Registered', email: 'new-1@school.example' },
    ]);
    expect(await stateOf(location, 'new-2')).toMatchObject([{ status: 'Associated' }]);
    await finish(location.updateUsers([{ clientUserId: 'new-1', email: 'other@school.example' }]));
    expect(await stateOf(location, 'new-1')).toMatchObject([{ email: 'other@school.example' }]);
    expect(await finish(location.retireUsers(['new-1', 'client-1']))).toMatchObject({ eventType: 'RETIRE' });
    expect(await stateOf(location, 'client-1')).toMatchObject([{ status: 'Retired' }]);
  });

  it('never touches client/config, and commits no offence', async () => {
    const { client, location, finish, sent, log } = await openLocation();
    await client.serviceConfig();
    const all: ((apple: AppleWrites) => Promise<{ eventId: string }>)[] = [
      (apple) => apple.associate(both),
      (apple) => apple.disassociate(both),
      (apple) => apple.revoke({ clientUserIds: [], serialNumbers: ['C02Y402HLCM6'] }),
      (apple) => apple.createUsers([{ clientUserId: 'new-1' }]),
      (apple) => apple.updateUsers([{ clientUserId: 'new-1', email: 'a@school.example' }]),
      (apple) => apple.retireUsers(['new-1']),
    ];
    for (const write of all) await finish(write(location));
    expect(sent.filter(({ method }) => method !== 'GET').map(({ path }) => path)).toEqual([
      '/mdm/v2/assets/associate',
      '/mdm/v2/assets/disassociate',
      '/mdm/v2/assets/revoke',
      '/mdm/v2/users/create',
      '/mdm/v2/users/update',
      '/mdm/v2/users/retire',
    ]);
    expect(log.offences).toEqual([]);
  });
});

describe('what a failure says is so at Apple', () => {
  it('a refusal as a whole did nothing', async () => {
    const { location } = await openLocation();
    const mixed = { ...both, assets: [...assets, { adamId: '500', pricingParam: 'STDQ' as const }] };
    const error = await failureOf(location.associate(mixed));
    expect(error.details).toMatchObject({ errorNumber: 9707, done: 'nothing' });
    expect(await heldOf(location, { clientUserId: 'client-1' })).toEqual([]);
  });

  it.each(['lose', 'truncate'] as const)(
    'an answer that gets lost (%s) may have been done, and was',
    async (kind) => {
      const { apple, location } = await openLocation();
      apple.faults.add({ method: 'POST' }, { kind });
      const error = await failureOf(location.associate(both));
      expect(error).toMatchObject({ code: 'offline', details: { done: 'unknown' } });
      apple.finishEvents();
      expect(await heldOf(location, { clientUserId: 'client-1' })).toEqual(['100/STDQ']);
    },
  );

  it('a line that dies before may have been done, and was not', async () => {
    const { apple, location } = await openLocation();
    apple.faults.add({ method: 'POST' }, { kind: 'drop' });
    const error = await failureOf(location.associate(both));
    expect(error.details.done).toBe('unknown');
    expect(await heldOf(location, { clientUserId: 'client-1' })).toEqual([]);
  });
});
