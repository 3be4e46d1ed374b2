import { z } from 'zod';
import type { Input, MessageName } from '../../../lib/bus/contract.ts';
import { isAtRest } from '../../../lib/cache/write-mdm.ts';
import type { FaultEffect } from '../../simulator/faults.ts';
import { createDice, type Dice } from '../orders/chaos/dice.ts';
import { readModel } from '../orders/chaos/model.ts';
import { createInProcessApple } from '../orders/in-process-apple.ts';
import { orderSeed } from '../orders/order-seed.ts';
import { type Background, createBrowserWorld } from './browser-world.ts';
import { createVirtualTime } from './virtual-time.ts';
import { handOver, jamfHost } from './windows.ts';

const passphrase = 'correct horse battery';
const offered = z.object({ candidateId: z.string() });

export interface Told {
  kills: number;
  faults: number;
  states: number;
  orders: number;
  handovers: number;
}

/** Everything of one story, and what it has told so far. */
export function openStory(seed: number) {
  const dice = createDice(seed);
  const time = createVirtualTime();
  const seeds = ['here', 'there'].map((key, n) =>
    orderSeed({ key, name: `School ${n + 1}`, uId: `20490250004314${40 + n}` }),
  );
  const apple = createInProcessApple(seeds, time.outside, {
    pageSize: dice.between(2, 9),
    deltaRemovals: dice.one(['none', 'plain'] as const),
    rateRetryAfter: dice.one([null, 5]),
    eventDelayMs: dice.one([0, 2000, 20_000]),
    limits: { maxAssets: 2, maxUsers: 3, maxClientUserIds: 3, maxSerialNumbers: 3 },
  });
  const network = { isDown: false };
  const fetch: typeof apple.fetch = async (url, init) => {
    if (network.isDown) throw new TypeError('Failed to fetch');
    return apple.fetch(url, init);
  };
  const world = createBrowserWorld({ time, fetch, name: `seed-${seed}` });
  const keep = dice.often(12) ? ({ mode: 'sealed', passphrase } as const) : ({ mode: 'session' } as const);
  const tokens = seeds.map(({ key, uId }) => ({ key, uId, text: apple.service.issueToken(key) }));
  for (const { name, uId, orgName } of seeds) apple.mdm.jamf.add({ name, locationName: name, uId, orgName });
  apple.mdm.mean(jamfHost);
  const before = tokens.map(({ key }) => readModel({ apple, key }));
  const told: Told = { kills: 0, faults: 0, states: 0, orders: 0, handovers: 0 };
  const trail: string[] = [];
  return { dice, time, apple, network, world, keep, tokens, before, told, trail, hasJumped: false };
}
export type Story = ReturnType<typeof openStory>;

/** One life of a background: it starts, does as told and dies, in the middle of it or at rest. */
export async function live(
  story: Story,
  act: (background: Background) => Promise<void>,
  killAfter?: number,
): Promise<void> {
  const { time, world, told, trail } = story;
  const background = world.startBackground(killAfter);
  background.app.start();
  let isOver = false;
  const work = act(background).finally(() => {
    isOver = true;
  });
  const isThrough = () => isOver || background.isDead();
  // What is asked may itself let time pass, and again.
  for (let waits = 0; !isThrough(); waits++) {
    if (waits > 500) throw new Error('what a window asked for is answered by nobody');
    await time.settle(isThrough);
  }
  if (!background.isDead()) await work;
  await time.settle(background.isDead);
  if (background.isDead()) {
    told.kills += 1;
    trail.push('killed');
  } else background.die();
}

/** What a window sends, with its answer on the trail. */
export async function tell<N extends MessageName>(
  { trail }: Story,
  background: Background,
  bus: N,
  input: Input<N>,
) {
  const reply = await background.send(bus, input);
  trail.push(`${bus}: ${reply === undefined ? 'dead' : reply.ok ? 'ok' : reply.error.code}`);
  return reply;
}

/** The token of each location that has none, offered and linked, by as many windows as there are. */
export async function linkAll(story: Story, background: Background, windows = 1): Promise<void> {
  const { tokens, keep } = story;
  await Promise.all(
    tokens.flatMap(({ text }) =>
      Array.from({ length: windows }, async () => {
        const reply = await tell(story, background, 'token.offer', { text, source: 'paste' });
        if (!reply?.ok) return;
        const { candidateId } = offered.parse(reply.value);
        await tell(story, background, 'candidate.link', { candidateId, keep });
      }),
    ),
  );
}

const effects = (dice: Dice): FaultEffect[] => [
  { kind: 'error', errorNumber: 9646, status: 429, retryAfter: { seconds: dice.between(1, 90) } },
  { kind: 'error', errorNumber: 9729, status: 503, retryAfter: { seconds: dice.between(1, 90) } },
  { kind: 'error', errorNumber: 9603, status: 500 },
  { kind: 'html', status: dice.one([200, 500, 502]) },
  { kind: 'drop' },
  { kind: 'truncate' },
];

/** One more thing goes wrong. */
export function makeTrouble(story: Story): void {
  const { dice, apple, network, told, trail, world, time } = story;
  told.faults += 1;
  const note = (text: string) => trail.push(`trouble: ${text}`);
  switch (dice.below(9)) {
    case 0:
    case 1:
    case 2: {
      const effect = dice.one(effects(dice));
      note(effect.kind);
      apple.faults.add({ skip: dice.below(4), count: dice.between(1, 3) }, effect);
      return;
    }
    case 3:
      note('network down');
      network.isDown = true;
      return;
    case 4:
      note('disk full');
      world.disk.isFull = true;
      return;
    case 5: {
      const hours = dice.one([-48, -2, 1, 26]);
      note(`clock ${hours} h`);
      time.jump(hours * 3_600_000);
      story.hasJumped = true;
      return;
    }
    case 6:
      note('MDM');
      Object.assign(apple.mdm.jamf.switches, randomSwitch(dice));
      return;
    default:
      note('changed from elsewhere');
      changeFromElsewhere(apple, dice);
  }
}

const randomSwitch = (dice: Dice) =>
  dice.one([
    { down: true },
    { fault: 503 },
    { throttle: { times: dice.between(1, 3), seconds: dice.between(1, 90) } },
    { lagReads: dice.between(1, 4) },
    { loseWrites: 1 },
  ]);

/** Another management gives and takes licences of devices that no order here is about. */
function changeFromElsewhere({ service }: Story['apple'], dice: Dice): void {
  const key = dice.one(['here', 'there']);
  for (let times = dice.between(1, 6); times > 0; times--) {
    const serialNumber = `F${dice.below(12)}`;
    const isHeld = service.dumpAssignments(key).includes(`400 STDQ serial ${serialNumber}`);
    if (isHeld) service.unassign(key, '400', 'STDQ', { serialNumber });
    else service.assign(key, '400', 'STDQ', { serialNumber });
  }
}

export function endTrouble({ apple, network, world, time }: Story): void {
  apple.faults.clear();
  Object.assign(apple.mdm.jamf.switches, { down: false, fault: undefined, lagReads: 0, loseWrites: 0 });
  network.isDown = false;
  world.disk.isFull = false;
  time.setRight();
}

export async function unlock(story: Story, background: Background): Promise<void> {
  if (story.keep.mode === 'sealed') await tell(story, background, 'vault.unlock', { passphrase });
}

/** Alarms and looks until nothing is left to do by itself. */
export async function bringToEnd(story: Story): Promise<void> {
  endTrouble(story);
  await live(story, async (background) => {
    const { cache, app } = background;
    await unlock(story, background);
    await linkAll(story, background);
    for (const { uId } of story.tokens) await tell(story, background, 'location.sync', { uId, full: true });
    await handOver(story, background, true);
    for (let rounds = 0; rounds < 100; rounds++) {
      await story.time.settle();
      const syncs = await cache.syncs.toArray();
      const open = await cache.orders.where('state').anyOf('open', 'paused').toArray();
      for (const { id, state } of open)
        if (state === 'paused') await tell(story, background, 'order.resume', { orderId: id });
      const isHanded = (await cache.deliveries.toArray()).every(({ state }) => isAtRest(state));
      if (open.length === 0 && isHanded && syncs.every(({ state }) => state === 'done')) break;
      story.time.pass(60_000);
      app.onAlarm();
    }
  });
}
