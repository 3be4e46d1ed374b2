import type { AssetKey } from '../../../../lib/cache/rows.ts';
import type { MoveWish, Wish } from '../../../../lib/orders/plan/wish.ts';
import type { LocationSeed } from '../../../simulator/seeds/seed-types.ts';
import { orderSeed } from '../order-seed.ts';
import type { Dice } from './dice.ts';

const assets: AssetKey[] = ['100', '200', '300', '400', '500'].map((adamId) => ({
  adamId,
  pricingParam: 'STDQ',
}));
const people = Array.from({ length: 6 }, (_, n) => `user-${n + 1}`);
const devices = Array.from({ length: 7 }, (_, n) => `D${n + 1}`);

/** Some devices have an app that people hold as well. */
export function chaosSeed(): LocationSeed {
  const seed = orderSeed();
  const assignments = ['D1', 'D4', 'D5'].map((serialNumber) => ({ adamId: '100', serialNumber }));
  return { ...seed, assignments: [...(seed.assignments ?? []), ...assignments] };
}

/** People who hold the app, to devices that have it too (`chaosSeed`): all of the order is its second half. */
export function movesOfHolders(dice: Dice): MoveWish[] {
  const [asset] = assets;
  if (!asset) return [];
  const left = dice.below(3);
  // Of one size, so that nothing but the people tells two of them apart.
  return [1, 4, 5]
    .filter((_, at) => at !== left)
    .map((n) => ({ asset, clientUserId: `user-${n}`, serialNumber: `D${n}` }));
}

/** Any order that an admin could want here, with good and bad items side by side. */
export function randomWish(dice: Dice, round: number): Wish {
  const kind = dice.one([
    'grant',
    'grant',
    'grant',
    'take-back',
    'take-back',
    'take-all-back',
    'create',
    'edit',
    'retire',
    'move',
    'move',
  ] as const);
  const holders = () => ({
    clientUserIds: dice.often(70) ? dice.some([...people, 'nobody']) : [],
    serialNumbers: dice.often(70) ? dice.some(devices) : ['D1'],
  });
  switch (kind) {
    case 'grant':
    case 'take-back': {
      const blocks = Array.from({ length: dice.between(1, 2) }, () => ({
        assets: dice.some(assets),
        ...holders(),
      }));
      return { kind, blocks };
    }
    case 'take-all-back':
      return { kind, ...holders() };
    case 'create': {
      const ids = Array.from({ length: dice.between(1, 5) }, (_, n) => `new-${round}-${n}`);
      const made = [...ids, dice.one(people)].map((clientUserId) => ({
        clientUserId,
        ...(dice.often(60) && { email: `${clientUserId}@school.example` }),
        ...(dice.often(20) && { managedAppleId: `${clientUserId}.${dice.below(3)}@school.example` }),
      }));
      return { kind, people: made };
    }
    case 'edit':
      return {
        kind,
        people: dice.some(people).map((clientUserId) => ({
          clientUserId,
          email: `${clientUserId}.${dice.below(3)}@school.example`,
        })),
      };
    case 'retire':
      return { kind, clientUserIds: dice.some(people) };
    case 'move': {
      if (dice.often(50)) return { kind, moves: movesOfHolders(dice) };
      const moves = dice.some(people).map((clientUserId) => ({
        asset: dice.one(assets.slice(0, 2)),
        clientUserId,
        serialNumber: dice.one(devices),
      }));
      return { kind, moves };
    }
  }
}
