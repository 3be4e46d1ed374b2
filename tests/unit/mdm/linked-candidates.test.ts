import { expect, it } from 'vitest';
import type { DeliveryRow, MdmRow } from '../../../lib/cache/mdm-rows.ts';
import type { CandidateRow } from '../../../lib/cache/rows.ts';
import { createLinkedCandidates } from '../../../lib/mdm/deliver/linked-candidates.ts';
import { createSessionMemory } from '../../../lib/platform/session-memory.ts';
import { locationRow, openFreshDatabase } from '../cache/fresh-database.ts';
import { createMemoryArea } from '../memory-area.ts';

const row: CandidateRow = {
  ...{
    id: 'c1',
    fingerprint: '01234567',
    orgName: 'ORG',
    expiresAt: 2,
    source: 'portal',
    tabId: 7,
    capturedAt: 1,
  },
  proof: { state: 'proven', uId: '1', locationName: 'North', expiresAt: 2, renews: true },
};
const card = (tabId: number, frameId = 0) => ({ kind: 'portal' as const, tabId, frameId });
const hour = 60 * 60_000;

async function setUp() {
  const cache = openFreshDatabase();
  const session = createSessionMemory(createMemoryArea());
  let now = 1_000;
  const linked = createLinkedCandidates({ cache, session, now: () => now });
  const location = locationRow('1', 'North');
  await cache.locations.put(location);
  const mdm = (id: string, way: MdmRow['way'], settings = {}): MdmRow => ({
    ...{ id, way, name: id.toUpperCase(), settings, createdAt: 1 },
  });
  await cache.mdms.bulkPut([
    mdm('jamf', { by: 'api', connector: 'jamf-pro' }),
    mdm('meraki', { by: 'api', connector: 'meraki' }, { address: 'https://n1.meraki.com/o/vpp' }),
    mdm('bare', { by: 'api', connector: 'meraki' }),
    mdm('mosyle', { by: 'page', preset: 'mosyle' }),
  ]);
  const deliver = (changes: Partial<DeliveryRow>) =>
    cache.deliveries.put({
      ...{ id: 'd', uId: '1', mdmId: 'jamf', state: 'matching', startedAt: 1, updatedAt: 1, expiresAt: 2 },
      ...{ fingerprint: location.fingerprint, ...changes },
    });
  const handover = async () => (await linked.getCard(7))?.handover;
  return { cache, linked, deliver, handover, pass: (ms: number) => (now += ms) };
}

it('a card sends on what was linked in its own tab', async () => {
  const { linked } = await setUp();
  await expect(linked.expect('c1', card(7))).rejects.toMatchObject({ code: 'candidate-gone' });
  await linked.note(row);
  expect(await linked.expect('c1', card(7))).toMatchObject({ uId: '1', tabId: 7 });
  for (const [id, sender] of [
    ['c1', card(8)],
    ['c1', card(7, 3)],
    ['c2', card(7)],
    ['c1', { kind: 'ui' as const }],
  ] as const) {
    await expect(linked.expect(id, sender)).rejects.toMatchObject({ code: 'candidate-gone' });
    expect(await linked.forget(id, sender)).toBe(false);
  }
});

it('comes back when the page loads again, until it is closed, and not for ever', async () => {
  const { linked, pass } = await setUp();
  await linked.note(row);
  expect(await linked.getCard(7)).toMatchObject({ candidateId: 'c1', state: 'linked', renews: true });
  expect(await linked.getCard(8)).toBeUndefined();
  pass(hour);
  expect(await linked.getCard(7)).toBeUndefined();
  await linked.note(row);
  expect(await linked.forget('c1', card(7))).toBe(true);
  expect(await linked.getCard(7)).toBeUndefined();
});

it.each([
  ['jamf', { state: 'offered', act: 'send', mdm: 'JAMF', mdmId: 'jamf' }],
  ['meraki', { state: 'offered', act: 'place', mdm: 'MERAKI', mdmId: 'meraki' }],
  ['mosyle', { state: 'offered', act: 'place', mdm: 'MOSYLE', mdmId: 'mosyle' }],
  ['bare', { state: 'offered', act: 'popup', mdm: 'BARE', mdmId: 'bare' }],
  ['removed', { state: 'offered', act: 'popup' }],
])('offers the remembered MDM: %s', async (mdmId, offered) => {
  const { cache, linked, handover } = await setUp();
  await linked.note(row);
  expect(await handover()).toEqual({ state: 'offered', act: 'popup' });
  await cache.mdmTargets.put({ uId: '1', mdmId });
  expect(await handover()).toEqual(offered);
});

it('follows the delivery of the present token, and says what a click does', async () => {
  const { cache, linked, deliver, handover } = await setUp();
  await linked.note(row);
  await deliver({ state: 'done', fingerprint: 'of the old' });
  expect(await handover()).toEqual({ state: 'offered', act: 'popup' });
  await deliver({ state: 'verifying' });
  expect(await handover()).toEqual({ state: 'under-way', mdm: 'JAMF' });
  await cache.status.put({ key: 'vault', value: { mode: 'sealed', locked: true } });
  expect(await handover()).toEqual({ state: 'locked', act: 'popup', mdm: 'JAMF' });
  await cache.status.put({ key: 'vault', value: { mode: 'sealed', locked: false } });
  expect(await handover()).toEqual({ state: 'under-way', mdm: 'JAMF' });
  await deliver({ state: 'placed', mdmId: 'meraki' });
  expect(await handover()).toEqual({ state: 'placed', act: 'place', mdm: 'MERAKI', mdmId: 'meraki' });
  await deliver({ state: 'placed', mdmId: 'bare' });
  expect(await handover()).toEqual({ state: 'by-hand', mdm: 'BARE' });
  await deliver({ state: 'asking' });
  expect(await handover()).toEqual({ state: 'asking', act: 'popup', mdm: 'JAMF' });
  await deliver({ state: 'done', expiredBefore: 1 });
  expect(await handover()).toEqual({ state: 'done', mdm: 'JAMF', expiredBefore: 1, isAcceptedAlone: true });
  await deliver({ state: 'done', expiredBefore: 1, expiresAt: 365 * 86_400_000 });
  expect(await handover()).toEqual({ state: 'done', mdm: 'JAMF', expiredBefore: 1 });
  await deliver({ state: 'failed', failure: { code: 'mdm-server' } });
  expect(await handover()).toMatchObject({ act: 'send', failureCode: 'mdm-server' });
  await deliver({ state: 'failed', failure: { code: 'mdm-wrong-record' } });
  expect(await handover()).toMatchObject({ act: 'popup', failureCode: 'mdm-wrong-record' });
  await deliver({ state: 'failed', failure: { code: 'cancelled' } });
  expect(await handover()).toEqual({ state: 'offered', act: 'popup' });
});

it('tells the page nothing by which the token, its record or its MDM could be known again', async () => {
  const { linked, deliver } = await setUp();
  await linked.note(row);
  await deliver({ state: 'asking', recordId: 'secret-record', choices: [{ id: 'r', name: 'Record' }] });
  const text = JSON.stringify(await linked.getCard(7));
  for (const word of ['secret-record', 'Record', 'jamf', locationRow('1', 'North').fingerprint])
    expect(text).not.toContain(word);
});

it('the click that renews can send on to an MDM by API alone, and only what is proven', async () => {
  const { cache, linked } = await setUp();
  expect(await linked.onward(row)).toBeUndefined();
  await cache.mdmTargets.put({ uId: '1', mdmId: 'jamf' });
  expect(await linked.onward(row)).toEqual({ state: 'offered', act: 'send', mdm: 'JAMF', mdmId: 'jamf' });
  const first = { ...row.proof, state: 'proven', uId: '1', locationName: 'North', expiresAt: 2 } as const;
  expect(await linked.onward({ ...row, proof: { ...first, renews: false } })).toBeUndefined();
  expect(await linked.onward({ ...row, proof: { state: 'running' } })).toBeUndefined();
  for (const mdmId of ['meraki', 'mosyle']) {
    await cache.mdmTargets.put({ uId: '1', mdmId });
    expect(await linked.onward(row)).toBeUndefined();
  }
});

it('says of what was sent, and could not be read back, that it may be there', async () => {
  const { linked, deliver, handover } = await setUp();
  await linked.note(row);
  await deliver({ state: 'failed', failure: { code: 'mdm-unproven' }, unconfirmed: true });
  expect(await handover()).toMatchObject({ state: 'failed', unconfirmed: true });
});
