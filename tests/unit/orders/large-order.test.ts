import { expect, it } from 'vitest';
import { dumpHoldings } from '../sync/background.ts';
import { finish, order, readAll } from './order-desk.ts';
import { orderSeed } from './order-seed.ts';
import { createOrderWorld, uId } from './order-world.ts';

it('25 apps for 4,000 devices are carried out within the limits of Apple, with no offence', async () => {
  const adamIds = Array.from({ length: 25 }, (_, n) => String(1000 + n));
  const serialNumbers = Array.from({ length: 4000 }, (_, n) => `DEV${10_000 + n}`);
  const world = await createOrderWorld(
    orderSeed({ assets: adamIds.map((adamId) => ({ adamId, total: 4000 })), assignments: [] }),
    { rateStrict: true },
  );
  // Apple's sync afterwards is the business of others, and reads 100,000 rows.
  const background = world.startBackground(undefined, { requestSync: async () => {} });
  await readAll(background);
  const assets = adamIds.map((adamId) => ({ adamId, pricingParam: 'STDQ' as const }));
  const begun = world.time.now();
  const id = await order(
    background,
    { kind: 'grant', blocks: [{ assets, clientUserIds: [], serialNumbers }] },
    begun,
  );
  await finish(world, background);

  expect(await background.db.orders.get(id)).toMatchObject({
    state: 'done',
    tally: { items: 100_000, done: 100_000, failed: 0 },
  });
  const posts = world.apple.exchanges.filter(({ method }) => method === 'POST');
  expect(posts).toHaveLength(4);
  expect(world.time.now() - begun).toBeLessThan(5 * 60_000);
  expect(world.apple.log.offences).toEqual([]);
  const held = await dumpHoldings(background.db, uId);
  expect([...held.values()].every((names) => names.size === 25) && held.size).toBe(4000);
}, 120_000);
