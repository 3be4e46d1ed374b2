import { expect, it } from 'vitest';
import type { ShownMdm } from '../../../lib/bus/contract.ts';
import { createMdmHandlers } from '../../../lib/bus/mdm-handlers.ts';
import type { Sender } from '../../../lib/bus/router.ts';
import { createLinkedCandidates } from '../../../lib/mdm/deliver/linked-candidates.ts';
import { AppError } from '../../../lib/platform/errors.ts';
import { openDeliveryWorld } from '../mdm/delivery-world.ts';

const top: Sender = { kind: 'portal', tabId: 7, frameId: 0 };

/** The message of the card, over the deliveries and their simulated MDMs. */
async function setUp({ popupOpens = true, pageRefuses = false } = {}) {
  const world = await openDeliveryWorld();
  const { cache, session, mdms, deliveries, uId } = world;
  world.simulator.mdm.jamf.add({ locationName: 'Head Office' });
  const linked = createLinkedCandidates({ cache, session, now: () => Date.now() });
  const calls: string[] = [];
  const handlers = createMdmHandlers({
    ...{ mdms, deliveries, linked },
    work: (begin) => begin(),
    async placeAt(id, mdmId) {
      if (pageRefuses) throw new AppError('page-not-reached');
      calls.push(`place ${id} at ${mdmId}`);
    },
    async openPopup() {
      calls.push('popup');
      return popupOpens;
    },
  });
  await linked.note({
    ...{ id: 'c1', fingerprint: '01234567', orgName: 'ORG', expiresAt: 2, source: 'portal' },
    ...{ tabId: 7, capturedAt: 1 },
    proof: { state: 'proven', uId, locationName: 'North', expiresAt: 2, renews: true },
  });
  /** On the button that the card shows, or showed with that name. */
  const click = async ({ sender = top, shown }: { sender?: Sender; shown?: ShownMdm } = {}) => {
    const { mdm: name = '', mdmId: id = '' } = (await linked.getCard(7))?.handover ?? {};
    const mdm = shown ?? { id, name };
    return (await handlers['portal.deliver']({ candidateId: 'c1', mdm }, sender)).card;
  };
  const saveConsole = () =>
    mdms.save({
      way: { by: 'page', preset: 'mosyle' },
      name: 'Mosyle',
      settings: { address: 'https://m.example' },
    });
  return { ...world, calls, linked, click, saveConsole };
}

it('one click sends the token to the remembered MDM, and the card follows it to the end', async () => {
  const { cache, click, deliveries, save, uId, linked, calls } = await setUp();
  const mdmId = await save('jamf-pro');
  await cache.mdmTargets.put({ uId, mdmId });
  expect((await click()).handover).toEqual({ state: 'under-way', mdm: 'jamf-pro' });
  // A second click meanwhile sends nothing more.
  await click();
  await deliveries.idle();
  expect((await linked.getCard(7))?.handover).toMatchObject({ state: 'done', mdm: 'jamf-pro' });
  expect(await cache.deliveries.count()).toBe(1);
  await click();
  expect(await cache.deliveries.count()).toBe(1);
  expect(calls).toEqual([]);
});

it('a token of another tab, or a frame within the tab, sends nothing', async () => {
  const { cache, click, save, uId } = await setUp();
  await cache.mdmTargets.put({ uId, mdmId: await save('jamf-pro') });
  for (const sender of [
    { ...top, tabId: 8 },
    { ...top, frameId: 2 },
  ])
    await expect(click({ sender })).rejects.toMatchObject({ code: 'candidate-gone' });
  expect(await cache.deliveries.count()).toBe(0);
});

it('with a locked vault it says so and leads to the popup; nothing is sent', async () => {
  const { cache, click, save, uId, lock, calls } = await setUp();
  await cache.mdmTargets.put({ uId, mdmId: await save('jamf-pro') });
  lock.isOn = true;
  expect((await click()).handover).toMatchObject({
    ...{ state: 'failed', act: 'popup', failureCode: 'vault-locked', mdm: 'jamf-pro' },
  });
  expect(calls).toEqual(['popup']);
  expect(await cache.deliveries.count()).toBe(0);
});

it('without its sign-in it says so and leads to the popup', async () => {
  const { cache, click, save, uId, secrets, calls } = await setUp();
  const mdmId = await save('jamf-pro');
  await cache.mdmTargets.put({ uId, mdmId });
  secrets.delete(`mdm:${mdmId}`);
  expect((await click()).handover).toMatchObject({ act: 'popup', failureCode: 'mdm-sign-in' });
  expect(calls).toEqual(['popup']);
});

it('without a remembered MDM it leads to the popup, and says where to click when that did not open', async () => {
  const { click } = await setUp({ popupOpens: false });
  expect(await click()).toMatchObject({ popupRefused: true, handover: { state: 'offered', act: 'popup' } });
});

it('opens the page of a console that was saved, and leads to the popup when the browser does not let us in', async () => {
  const { cache, click, saveConsole, uId, calls } = await setUp();
  const mdmId = await saveConsole();
  await cache.mdmTargets.put({ uId, mdmId });
  await click();
  expect(calls).toEqual([`place ${uId} at ${mdmId}`]);

  const refused = await setUp({ pageRefuses: true });
  await refused.cache.mdmTargets.put({ uId, mdmId: await refused.saveConsole() });
  expect((await refused.click()).handover).toMatchObject({ act: 'popup', failureCode: 'page-not-reached' });
  expect(refused.calls).toEqual(['popup']);
});

it('goes to no other MDM than the button named: the card names the new one first', async () => {
  const { cache, click, deliveries, save, saveConsole, uId, calls } = await setUp();
  const mdmId = await save('jamf-pro');
  const consoleId = await saveConsole();
  await cache.mdmTargets.put({ uId, mdmId: consoleId });
  // Chosen on a screen while the card still showed the console.
  await cache.mdmTargets.put({ uId, mdmId });
  for (const name of ['Mosyle', 'jamf-pro'])
    expect((await click({ shown: { id: consoleId, name } })).handover).toEqual({
      ...{ state: 'offered', act: 'send', mdm: 'jamf-pro', mdmId },
    });
  expect([await cache.deliveries.count(), calls]).toEqual([0, []]);
  expect((await click()).handover).toMatchObject({ state: 'under-way', mdm: 'jamf-pro' });
  await deliveries.idle();
});
