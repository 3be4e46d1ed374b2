import { expect } from 'vitest';
import { verifyActivity } from '../../../../lib/cache/activity-chain.ts';
import { readAllActivity } from '../../../../lib/cache/activity-queries.ts';
import { tallyOf } from '../../../../lib/orders/journal.ts';
import { finish, order, readAll } from '../order-desk.ts';
import { createOrderWorld, type OrderWorld, uId } from '../order-world.ts';
import { createDice, type Dice } from './dice.ts';
import { findDoubleSends } from './double-sends.ts';
import { applyJournal, type Model, readJournal, readModel } from './model.ts';
import { endTrouble, makeTrouble, type Troubles } from './random-trouble.ts';
import { chaosSeed, movesOfHolders, randomWish } from './random-wish.ts';
import { orderAnother, undoMoves } from './undo-moves.ts';

type Background = ReturnType<OrderWorld['startBackground']>;

export interface Told {
  orders: number;
  items: number;
  kills: number;
  troubles: number;
}

/** One story: some orders, one after the other or side by side, with everything that can go wrong. */
export async function runSeed(seed: number): Promise<Told> {
  const dice = createDice(seed);
  const world = await createOrderWorld(chaosSeed(), {
    pageSize: dice.between(2, 30),
    unknownUser: dice.one(['sync', 'async'] as const),
    failureGrouping: dice.one(['per-error', 'per-asset'] as const),
    revokeCounts: dice.one(['assignments', 'holders'] as const),
    deltaRemovals: dice.one(['none', 'plain'] as const),
    rateRetryAfter: dice.one([null, 5]),
    rateStrict: dice.often(50),
    eventDelayMs: dice.one([0, 2000, 20_000]),
    limits: {
      maxAssets: dice.between(1, 3),
      maxUsers: dice.between(1, 4),
      maxClientUserIds: dice.between(1, 4),
      maxSerialNumbers: dice.between(1, 4),
      maxRevokeClientUserIds: dice.between(1, 4),
      maxRevokeSerialNumbers: dice.between(1, 4),
    },
  });
  const troubles: Troubles = { events: false, strangers: new Set(), count: 0 };
  const told: Told = { orders: 0, items: 0, kills: 0, troubles: 0 };
  const quiet = world.startBackground();
  await readAll(quiet);
  quiet.db.close();
  const model = readModel(world);

  /** A background that wakes, works and perhaps dies on the way. @returns whether it came to rest */
  async function live(work: (background: Background) => Promise<void>, killAfter?: number): Promise<boolean> {
    const background = world.startBackground(killAfter);
    const rest = work(background).then(
      () => 'rest' as const,
      (error: unknown) => (killAfter === undefined ? Promise.reject(error) : background.dead),
    );
    const end = await Promise.race([background.dead, rest]);
    world.hooks.onFetch = undefined;
    expect(background.reports).toEqual([]);
    if (end === 'dead') told.kills++;
    else background.die();
    return end === 'rest';
  }

  /** Something goes wrong, or the admin steers, some requests from now. */
  function plot({ db, orders, report }: Background): void {
    let requests = dice.between(0, 6);
    const steers = dice.often(50);
    world.hooks.onFetch = () => {
      if (requests-- !== 0) return;
      if (steers) void steer(db, orders, dice).catch(report);
      else makeTrouble(world, dice, troubles);
    };
  }

  for (let round = dice.between(1, 4); round > 0; round--) {
    told.orders++;
    const wish = randomWish(dice, round);
    const ask = async (background: Background) => {
      const id = await order(background, wish, world.time.now());
      if (wish.kind === 'move')
        await orderAnother(background, wish, id, movesOfHolders(dice), world.time.now());
      if (dice.often(50)) return;
      plot(background);
      background.orders.start(uId);
      await background.orders.idle();
    };
    if (!(await live(ask, dice.often(60) ? dice.between(0, 20) : undefined))) {
      // The admin, who saw no answer, clicks again.
      world.time.pass(dice.between(100, 5000));
      await live(ask);
    }
    for (let turn = dice.between(2, 9); turn > 0; turn--) {
      if (dice.often(40)) makeTrouble(world, dice, troubles);
      await live(
        async (background) => {
          const { orders, sync } = background;
          if (dice.often(40)) plot(background);
          await (dice.often(70) ? orders.resume() : orders.runDue());
          await orders.idle();
          await sync.idle();
        },
        dice.often(75) ? dice.between(0, 30) : undefined,
      );
      world.time.pass(dice.one([1000, 10_000, 31_000, 120_000]));
      if (dice.often(50)) endTrouble(world);
    }
    if (dice.often(70)) await bringToEnd(world, live);
  }
  await bringToEnd(world, live);
  const checkUndone = await undoMoves(world, live);
  await bringToEnd(world, live);
  checkUndone();
  world.apple.service.finishEvents();
  told.troubles = troubles.count;
  told.items = await checkEnd(world, model, troubles);
  return told;
}

async function bringToEnd(
  world: OrderWorld,
  live: (work: (background: Background) => Promise<void>) => Promise<boolean>,
): Promise<void> {
  endTrouble(world);
  world.hooks.onFetch = undefined;
  await live(async (background) => {
    for (const { id, state } of await background.db.orders.toArray()) {
      if (state === 'paused') await background.orders.resumeOrder(id);
    }
    await finish(world, background);
  });
}

async function steer(db: Background['db'], orders: Background['orders'], dice: Dice): Promise<void> {
  const act = dice.one(['pause', 'resumeOrder', 'pause', 'cancel'] as const);
  const open = await db.orders.where('state').anyOf('open', 'paused').toArray();
  for (const { id } of open) await orders[act](id);
}

/** @returns how many items were confirmed */
async function checkEnd(world: OrderWorld, model: Model, troubles: Troubles): Promise<number> {
  const { db } = world.startBackground();
  const journal = await readJournal(db);
  const doubtful = new Set(troubles.strangers);
  const mayBeGone = troubles.strangers.size > 0 || journal.some(({ order }) => order.kind === 'retire');
  const log = await readAllActivity(db);
  const cancelled = new Set(
    log.flatMap(({ event }) => (event.kind === 'order-cancelled' ? event.orderId : [])),
  );
  let items = 0;
  for (const { order, batches } of journal) {
    const { tally, kind } = order;
    items += tally.items;
    expect(['done', 'cancelled'], `order ${order.id}`).toContain(order.state);
    expect(tally.waiting + tally.underWay).toBe(0);
    expect(tally.skipped + tally.done + tally.failed + tally.cancelled).toBe(tally.items);
    if (kind !== 'move') {
      const sums = batches.map((row) => tallyOf(row, kind));
      expect(sums.reduce((sum, { done }) => sum + done, 0)).toBe(tally.done);
      expect(sums.reduce((sum, { failed }) => sum + failed, 0)).toBe(tally.failed);
    }
    for (const { failures } of batches) {
      for (const { code, errorNumber, items: set } of failures) {
        const isEvents = code === 'not-settled' || [9603, 9644].includes(errorNumber ?? 0);
        // What was sent, is not so and was cancelled before it was sent again.
        const isGivenUp = code === 'not-settled' && cancelled.has(order.id);
        if (isEvents) expect(troubles.events || isGivenUp, `${code} ${errorNumber}`).toBe(true);
        else expect([9609, 9635, 9641, 9709, 9716]).toContain(errorNumber);
        if (errorNumber === 9609) expect(mayBeGone).toBe(true);
        if (isEvents) for (const holder of holdersIn(set)) doubtful.add(holder);
      }
    }
  }
  // A paused order lets later ones go before it.
  const rows = journal.flatMap(({ batches }) => batches);
  applyJournal(
    model,
    world,
    rows.sort((a, b) => (a.finishedAt ?? 0) - (b.finishedAt ?? 0)),
  );
  const real = readModel(world);
  const isSure = (line: string) => {
    const holder = line.split(' ').at(-1) ?? '';
    return !holder.startsWith('dF') && !doubtful.has(nameOf(holder));
  };
  expect([...real.held].filter(isSure).sort()).toEqual([...model.held].filter(isSure).sort());
  const sure = ([id]: [string, unknown]) => !doubtful.has(`user ${id}`);
  expect([...real.people].filter(sure).sort()).toEqual([...model.people].filter(sure).sort());

  expect(world.apple.log.offences).toEqual([]);
  expect(world.apple.log.crashes).toEqual([]);
  expect(findDoubleSends(world.apple.exchanges)).toEqual([]);
  expect(await verifyActivity(log)).toBeUndefined();
  for (const { order } of journal) {
    const kinds = log.flatMap(({ event }) =>
      'orderId' in event && event.orderId === order.id ? event.kind : [],
    );
    expect(kinds.filter((kind) => kind === 'order-confirmed')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'order-done')).toHaveLength(1);
  }
  db.close();
  return items;
}

export const nameOf = (key: string) => `${key.startsWith('u') ? 'user' : 'device'} ${key.slice(1)}`;

export function holdersIn(set: import('../../../../lib/orders/plan/plan.ts').ItemSet): string[] {
  if (set.of === 'holders') return set.holders.map(({ kind, id }) => `${kind} ${id}`);
  if (set.of === 'moves') return [];
  return [
    ...set.block.clientUserIds.map((id) => `user ${id}`),
    ...set.block.serialNumbers.map((id) => `device ${id}`),
  ];
}
