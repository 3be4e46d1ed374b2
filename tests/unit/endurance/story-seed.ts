import type { ConfigChanges } from '../../simulator/apple/config.ts';
import type { Dice } from '../orders/chaos/dice.ts';
import { orderSeed } from '../orders/order-seed.ts';

/** Two small locations in which every verdict can be had. */
export const storySeeds = ['here', 'there'].map((key, n) =>
  orderSeed({ key, name: `School ${n + 1}`, uId: `20490250004314${40 + n}` }),
);

/** Small pages and small requests, so that whatever is done takes several. */
export const storyConfig = (dice: Dice): ConfigChanges => ({
  pageSize: dice.between(2, 9),
  deltaRemovals: dice.one(['none', 'plain'] as const),
  rateRetryAfter: dice.one([null, 5]),
  eventDelayMs: dice.one([0, 2000, 20_000]),
  limits: { maxAssets: 2, maxUsers: 3, maxClientUserIds: 3, maxSerialNumbers: 3 },
});
