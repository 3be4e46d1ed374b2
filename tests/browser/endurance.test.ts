/** Whole stories on the production build: whatever dies in the middle, nothing is lost. */
import { afterAll, expect, test } from 'vitest';
import type { SyncRow } from '../../lib/cache/rows.ts';
import { isAtRest } from '../../lib/cache/write-mdm.ts';
import { checkLocation, checkTruth } from '../unit/endurance/check-truth.ts';
import {
  addTold,
  countFaults,
  createCheck,
  createTold,
  noteFault,
  textOfTold,
} from '../unit/endurance/told.ts';
import { changeFromElsewhere } from '../unit/endurance/trouble.ts';
import { handOver, linkAll, placeOrder, steerOrders, unlock } from '../unit/endurance/windows.ts';
import { readJournal } from '../unit/orders/chaos/model.ts';
import { type EnduranceWorld, openEnduranceWorld } from './support/endurance-world.ts';
import { errorsIn } from './support/launch-chromium.ts';
import { searchProfile } from './support/secret-hunt.ts';
import { waitFor } from './support/wait-for.ts';

const total = createTold();
afterAll(() => {
  process.stdout.write(`endurance in Chromium: ${textOfTold(total)}\n`);
});

// Side by side: what takes long is Apple's half minute before the end of an event may be asked for.
test.concurrent.each([1, 2, 3])(
  'seed %i: link, sync, delta, orders and hand-over outlive everything',
  async (seed) => {
    const world = await openEnduranceWorld(seed);
    try {
      await playLink(world);
      await playDelta(world);
      await playWork(world);
      await bringToEnd(world);
      await checkAll(world);
    } catch (error) {
      throw new Error(`seed ${seed}\n${world.trail.join('\n')}`, { cause: error });
    } finally {
      await world.close();
    }
    expect(Math.min(world.told.kills, countFaults(world.told), world.told.orders)).toBeGreaterThan(2);
    addTold(total, world.told);
  },
  300_000,
);

/** All three windows link the same tokens; then all is read. */
async function playLink(world: EnduranceWorld): Promise<void> {
  const linkEverywhere = () => Promise.all(world.windows().map((window) => linkAll(world, window)));
  for (let deaths = world.dice.between(1, 3); deaths > 0; deaths -= 1)
    await world.killDuring(linkEverywhere());
  // The admin, who saw no answer, clicks again.
  await linkEverywhere();
  await world.killAsItAsks(() => syncEverywhere(world, true));
  await isRead(world);
}

/** Another management changes what all three windows then ask for. */
async function playDelta(world: EnduranceWorld): Promise<void> {
  changeFromElsewhere(world);
  changeFromElsewhere(world);
  await world.killAsItAsks(() => syncEverywhere(world));
  await world.flap();
  await syncEverywhere(world);
  await isRead(world);
}

const syncEverywhere = (world: EnduranceWorld, full = false) =>
  Promise.all(
    world
      .windows()
      .flatMap((window) => world.tokens.map(({ uId }) => window.tell('location.sync', { uId, full }))),
  );

/** Orders from both consoles and hand-overs from the popup at once. */
async function playWork(world: EnduranceWorld): Promise<void> {
  const { dice, apple, told } = world;
  const [first, second, popup] = world.windows();
  for (const kind of dice.one([['lose'], ['drop'], ['lose', 'drop']] as const)) {
    noteFault(told, kind);
    apple.service.faults.add({ method: 'POST', path: /mdm.v2/, skip: dice.below(2) }, { kind });
  }
  apple.mdm.jamf.switches.loseWrites = 1;
  noteFault(told, 'MDM in trouble');
  await world.killDuring(
    Promise.all([
      placeOrder(world, first, 1),
      placeOrder(world, second, 2),
      placeOrder(world, second, 3),
      handOver(world, popup, false),
    ]),
  );
  await world.killDuring(Promise.all([handOver(world, popup, true), placeOrder(world, first, 4)]));
  await world.flap();
  await world.killDuring(wakeUp(world));
  // Nobody looks: only the alarm wakes it.
  await world.chromium().wakeByAlarm();
  await world.reopen();
  await unlockAll(world);
  await world.killDuring(Promise.all([steerOrders(world, world.windows()[2]), wakeUp(world)]));
}

const wakeUp = (world: EnduranceWorld) =>
  Promise.all(world.windows().map((window) => window.tell('app.wake', {})));

/** Of a vault that is sealed; what lived in session memory is given anew. */
async function unlockAll(world: EnduranceWorld): Promise<void> {
  const [first] = world.windows();
  await unlock(world, first);
  await linkAll(world, first);
}

/** Waits until all windows show what Apple has. */
async function isRead(world: EnduranceWorld): Promise<void> {
  const [first] = world.windows();
  const told = createTold();
  await waitFor(
    async () => {
      await goOn(world);
      told.states = 0;
      const cache = await first.openCache();
      for (const { uId, key } of world.tokens)
        await checkLocation(createCheck(told), world.apple.service, cache, uId, key);
      return true;
    },
    { timeout: 60_000, message: 'the cache shows what Apple has' },
  );
  world.told.states += told.states;
}

/** Resumes what is paused, and looks again at what waits for the network. @returns whether all is at rest */
async function goOn(world: EnduranceWorld): Promise<boolean> {
  const [window] = world.windows();
  const cache = await window.openCache();
  const open = await cache.orders.where('state').anyOf('open', 'paused', 'cancelling').toArray();
  const syncs = await cache.syncs.toArray();
  noteFailures(world, syncs);
  const isHanded = (await cache.deliveries.toArray()).every(({ state }) => isAtRest(state));
  for (const { id, state } of open)
    if (state === 'paused') await window.tell('order.resume', { orderId: id });
  const isStuck = open.some(({ waits }) => waits) || syncs.some(({ failure }) => failure);
  if (isStuck) await window.tell('app.wake', {});
  return open.length === 0 && isHanded && syncs.every(({ state }) => state === 'done');
}

/** Each failure of a sync once, so that a story that ends badly tells of it. */
function noteFailures({ trail }: EnduranceWorld, syncs: readonly SyncRow[]): void {
  for (const { uId, state, failure, updatedAt } of syncs) {
    const text = `sync of ${uId} ${state} at ${updatedAt}: ${JSON.stringify(failure)}`;
    if (failure && !trail.includes(text)) trail.push(text);
  }
}

async function bringToEnd(world: EnduranceWorld): Promise<void> {
  const { apple, tokens } = world;
  const [first] = world.windows();
  apple.service.faults.clear();
  apple.mdm.jamf.switches.loseWrites = 0;
  await waitFor(() => handOver(world, first, true), { message: 'both hand-overs begin' });
  await waitFor(() => goOn(world), { timeout: 240_000, message: 'orders and hand-overs end' });
  // What went on by itself must be true, before a full read makes it so.
  await isRead(world);
  for (const { uId } of tokens) await first.tell('location.sync', { uId, full: true });
  await isRead(world);
  await waitFor(() => goOn(world), { timeout: 60_000, message: 'all is at rest' });
}

async function checkAll(world: EnduranceWorld): Promise<void> {
  const { apple, tokens, told } = world;
  const cache = await world.windows()[0].openCache();
  for (const { order, batches } of await readJournal(cache)) {
    const lines = batches.map(({ body, sends, failures }) => JSON.stringify({ body, sends, failures }));
    world.trail.push(`${order.kind} at ${order.locationName}, ${order.state}`, ...lines);
  }
  await checkTruth(world, cache);
  const check = createCheck(told);
  check(errorsIn(world.chromium().consoleMessages), 'errors in the console').toEqual([]);
  await world.closeBrowser();
  const secrets = [
    ...tokens.map(({ key, text }) => ({ name: `token of ${key}`, text })),
    { name: 'client secret', text: apple.mdm.jamf.secret },
  ];
  check(searchProfile(world.profileDir, secrets), 'secrets on the disk').toEqual({});
}
