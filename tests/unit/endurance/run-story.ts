import type { DBCore, Middleware } from 'dexie';
import type { Database } from '../../../lib/cache/database.ts';
import { isAtRest } from '../../../lib/cache/write-mdm.ts';
import { createDice } from '../orders/chaos/dice.ts';
import { readModel } from '../orders/chaos/model.ts';
import { createInProcessApple } from '../orders/in-process-apple.ts';
import { type Background, createBrowserWorld, type Death } from './browser-world.ts';
import type { Played } from './check-truth.ts';
import { inOneLife } from './life.ts';
import { storyConfig, storySeeds } from './story-seed.ts';
import { createTold, noteFault } from './told.ts';
import { endTrouble } from './trouble.ts';
import { createVirtualTime } from './virtual-time.ts';
import { type AdminWindow, handOver, jamfHost, linkAll, passphrase, unlock } from './windows.ts';

/** Everything of one story, and what it has told so far. */
export function openStory(seed: number, bugs: string[], spoil?: Middleware<DBCore>) {
  const dice = createDice(seed);
  const time = createVirtualTime();
  const apple = createInProcessApple(storySeeds, time.outside, storyConfig(dice));
  const network = createFlappingNetwork();
  const fetch: typeof apple.fetch = async (url, init) => {
    if (network.isGone()) throw new TypeError('Failed to fetch');
    return apple.fetch(url, init);
  };
  const world = createBrowserWorld({ time, fetch, name: `seed-${seed}`, spoil });
  const keep = dice.often(20) ? ({ mode: 'sealed', passphrase } as const) : ({ mode: 'session' } as const);
  const tokens = storySeeds.map(({ key, uId }) => ({ key, uId, text: apple.service.issueToken(key) }));
  for (const { name, uId, orgName } of storySeeds)
    apple.mdm.jamf.add({ name, locationName: name, uId, orgName });
  apple.mdm.mean(jamfHost);
  const before = tokens.map(({ key }) => readModel({ apple, key }));
  const played: Played = {
    ...{ dice, apple, tokens, keep, before },
    ...{ confirmed: new Set(), hasJumped: false, told: createTold() },
  };
  const trail: string[] = [];
  return Object.assign(played, { time, apple, network, world, trail, bugs });
}
export type Story = ReturnType<typeof openStory>;

/** A network that is there, is down, or comes and goes after each so many requests. */
function createFlappingNetwork() {
  let asked = 0;
  const network = { isDown: false, flapEvery: 0 };
  return Object.assign(network, {
    isGone(): boolean {
      const { isDown, flapEvery } = network;
      return isDown || (flapEvery > 0 && Math.floor(asked++ / flapEvery) % 2 === 1);
    },
  });
}

/** One life of a background: it starts, does as told and dies, in the middle of it or at rest. */
export const live = (story: Story, act: Act, death?: Death): Promise<void> =>
  inOneLife(() => playLife(story, act, death));

type Act = (window: AdminWindow, background: Background) => Promise<void>;

async function playLife(story: Story, act: Act, death: Death | undefined): Promise<void> {
  const { time, world, told, trail } = story;
  const background = world.startBackground(death, () => {
    noteFault(told, 'refused while stopped');
    trail.push('the browser refuses extension calls');
  });
  try {
    background.app.start();
    let isOver = false;
    const work = act(openWindow(story, background), background).finally(() => {
      isOver = true;
    });
    // It is awaited once time stands still; until then its failure is nobody's.
    work.catch(() => undefined);
    const isThrough = () => isOver || background.isDead();
    // What is asked may itself let time pass, and again.
    for (let waits = 0; !isThrough(); waits++) {
      if (waits > 500) throw new Error('what a window asked for is answered by nobody');
      await time.settle(isThrough);
    }
    if (!background.isDead()) await work;
    await time.settle(background.isDead);
    if (!background.isDead()) return;
    told.kills += 1;
    trail.push('killed');
  } finally {
    background.die();
  }
}

/** A window of the extension, or its popup; what it was answered stands on the trail. */
function openWindow({ world, time, trail }: Story, background: Background): AdminWindow {
  return {
    openCache: async () => world.openCache(),
    now: time.clock.now,
    async tell(bus, input) {
      const reply = await background.send(bus, input);
      trail.push(`${bus}: ${reply === undefined ? 'dead' : reply.ok ? 'ok' : reply.error.code}`);
      return reply;
    },
  };
}

/** Links, reads and hands over, with alarms and looks until nothing is left to do by itself. */
export async function bringToEnd(story: Story): Promise<void> {
  const { tokens, time } = story;
  endTrouble(story);
  await live(story, async (window, { cache, app }) => {
    await unlock(story, window);
    await linkAll(story, window);
    let isAsked = false;
    for (let rounds = 0; rounds < 100; rounds++) {
      await time.settle();
      const rows = await cache.locations.bulkGet(tokens.map(({ uId }) => uId));
      if (!rows.every((row) => row?.health.state === 'ok')) await linkAll(story, window);
      else if (!isAsked) {
        for (const { uId } of tokens) await window.tell('location.sync', { uId, full: true });
        isAsked = await handOver(story, window, true);
      } else if ((await isAtRestAll(cache, window)) && (await isHandedAll(cache))) break;
      time.pass(60_000);
      app.onAlarm();
    }
  });
}

/** Resumes what is paused. @returns whether all orders and syncs have ended */
export async function isAtRestAll(cache: Database, window: AdminWindow): Promise<boolean> {
  const syncs = await cache.syncs.toArray();
  const open = await cache.orders.where('state').anyOf('open', 'paused').toArray();
  for (const { id, state } of open)
    if (state === 'paused') await window.tell('order.resume', { orderId: id });
  return open.length === 0 && syncs.every(({ state }) => state === 'done');
}

async function isHandedAll(cache: Database): Promise<boolean> {
  return (await cache.deliveries.toArray()).every(({ state }) => isAtRest(state));
}
