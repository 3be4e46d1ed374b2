import { describe, expect, it } from 'vitest';
import { dumpHoldings } from '../sync/background.ts';
import { finish, order, readAll } from './order-desk.ts';
import { orderSeed } from './order-seed.ts';
import { createOrderWorld, uId } from './order-world.ts';

async function open(config = {}) {
  const world = await createOrderWorld(orderSeed(), config);
  const background = world.startBackground();
  await readAll(background);
  return { world, ...background, background };
}

describe('an order', () => {
  it('is carried out, shown in the cache and counted item by item', async () => {
    const { world, db, background } = await open();
    const id = await order(
      background,
      {
        kind: 'grant',
        blocks: [
          {
            assets: [
              { adamId: '100', pricingParam: 'STDQ' },
              { adamId: '400', pricingParam: 'STDQ' },
            ],
            clientUserIds: ['user-2'],
            serialNumbers: ['D1', 'D2'],
          },
        ],
      },
      world.time.now(),
    );
    background.orders.start(uId);
    await finish(world, background);
    const row = await db.orders.get(id);
    expect(row).toMatchObject({
      state: 'done',
      tally: { items: 6, skipped: 1, done: 5, waiting: 0, underWay: 0, failed: 0, cancelled: 0 },
    });
    expect(world.apple.service.dumpAssignments('here')).toContain('100 STDQ serial D2');
    expect((await dumpHoldings(db, uId)).get('dD2')).toContain('100 STDQ');
    expect(world.apple.log.offences).toEqual([]);
    expect(background.reports).toEqual([]);
  });
});
