import { describe, expect, it } from 'vitest';
import { verifyActivity } from '../../../lib/cache/activity-chain.ts';
import { readAllActivity } from '../../../lib/cache/activity-queries.ts';
import { digestOfPlan } from '../../../lib/orders/plan/digest-of-plan.ts';
import type { Wish } from '../../../lib/orders/plan/wish.ts';
import { failureOf } from '../apple/fake-parts.ts';
import { order, readAll, seePlan } from './order-desk.ts';
import { orderSeed } from './order-seed.ts';
import { createOrderWorld, uId } from './order-world.ts';

const asset = (adamId: string) => ({ adamId, pricingParam: 'STDQ' as const });
const grant: Wish = {
  kind: 'grant',
  blocks: [{ assets: [asset('100'), asset('400')], clientUserIds: ['user-3'], serialNumbers: ['D1', 'D2'] }],
};

async function open(limits = {}) {
  const world = await createOrderWorld(orderSeed(), { limits });
  const background = world.startBackground();
  await readAll(background);
  return { world, background, now: world.time.now };
}

describe('a confirmation', () => {
  it('is one order for a double click, for two windows, and for a click whose answer was lost', async () => {
    const { world, background, now } = await open();
    const other = world.startBackground();
    const ids = await Promise.all([
      order(background, grant, now()),
      order(background, grant, now()),
      order(other, grant, now()),
    ]);
    ids.push(await order(world.startBackground(), grant, now()));
    expect(new Set(ids).size).toBe(1);
    expect(await background.db.orders.count()).toBe(1);
    const lines = await readAllActivity(background.db);
    expect(lines.filter(({ event }) => event.kind === 'order-confirmed')).toHaveLength(1);
  });

  it('of the same plan is a new order once the first has ended and some time has passed', async () => {
    const { world, background, now } = await open();
    const first = await order(background, grant, now());
    await background.db.orders.update(first, { state: 'done', finishedAt: now() });
    expect(await order(background, grant, now())).toBe(first);
    world.time.pass(60_000);
    expect(await order(background, grant, now())).not.toBe(first);
  });

  it.each(['cancelling', 'cancelled'] as const)(
    'of the same plan is a new order when the first is %s: who calls it off and confirms again wants it done',
    async (state) => {
      const { background, now } = await open();
      const first = await order(background, grant, now());
      await background.db.orders.update(first, { state });
      const second = await order(background, grant, now());
      expect(second).not.toBe(first);
      expect(await order(background, grant, now())).toBe(second);
    },
  );

  it('of a plan that would be another one now is refused, and nothing is written', async () => {
    const { world, background, now } = await open();
    const digest = await digestOfPlan(await seePlan(background.db, grant, now()));
    world.apple.service.assign('here', '100', 'STDQ', { serialNumber: 'D1' });
    await readAll(background);
    const refused = await failureOf(background.confirm({ uId, wish: grant, digest }));
    expect(refused.code).toBe('plan-changed');
    expect(await background.db.orders.count()).toBe(0);
    expect((await readAllActivity(background.db)).map(({ event }) => event.kind)).not.toContain(
      'order-confirmed',
    );
  });

  it('of what never comes back, or takes all, needs its number', async () => {
    const { background, now } = await open();
    const books: Wish = {
      kind: 'grant',
      blocks: [{ assets: [asset('300')], clientUserIds: ['user-3', 'user-4'], serialNumbers: [] }],
    };
    const all: Wish = { kind: 'take-all-back', clientUserIds: ['user-1', 'user-2'], serialNumbers: ['D1'] };
    for (const [wish, number] of [
      [books, '2'],
      [all, '3'],
    ] as const) {
      const digest = await digestOfPlan(await seePlan(background.db, wish, now()));
      for (const typed of [{}, { typed: '' }, { typed: '1' }, { typed: '22' }]) {
        const refused = await failureOf(background.confirm({ uId, wish, digest, ...typed }));
        expect(refused.code).toBe('not-typed');
      }
      expect(await background.confirm({ uId, wish, digest, typed: ` ${number} ` })).toMatch(/^order-/);
    }
  });

  it('that finds its background dying at any await is in the journal as a whole, or not at all', async () => {
    for (let killAfter = 0; ; killAfter++) {
      const world = await createOrderWorld(orderSeed(), { limits: { maxAssets: 1, maxSerialNumbers: 1 } });
      const quiet = world.startBackground();
      await readAll(quiet);
      const dying = world.startBackground(killAfter);
      const end = await Promise.race([
        dying.dead,
        order(dying, grant, world.time.now()).then(
          () => 'confirmed',
          () => dying.dead,
        ),
      ]);
      dying.db.close();
      const { db } = quiet;
      const [orders, batches, wishes] = [
        await db.orders.toArray(),
        await db.batches.toArray(),
        await db.orderWishes.count(),
      ];
      const lines = await readAllActivity(db);
      const confirmed = lines.filter(({ event }) => event.kind === 'order-confirmed');
      expect([orders.length, wishes, confirmed.length]).toEqual(orders.length === 0 ? [0, 0, 0] : [1, 1, 1]);
      const items = batches.reduce((sum, row) => sum + row.items, 0);
      expect(items).toBe(orders[0]?.tally.waiting ?? 0);
      expect(await verifyActivity(lines)).toBeUndefined();
      if (end === 'confirmed') {
        expect(orders).toHaveLength(1);
        expect(killAfter).toBeGreaterThan(3);
        return;
      }
    }
  });
});
