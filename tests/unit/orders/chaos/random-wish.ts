import type { AssetKey } from '../../../../lib/cache/rows.ts';
import type { Wish } from '../../../../lib/orders/plan/wish.ts';
import type { Dice } from './dice.ts';

const assets: AssetKey[] = ['100', '200', '300', '400', '500'].map((adamId) => ({
  adamId,
  pricingParam: 'STDQ',
}));
const people = Array.from({ length: 6 }, (_, n) => `user-${n + 1}`);
const devices = Array.from({ length: 7 }, (_, n) => `D${n + 1}`);

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
      const moves = dice.some(people).map((clientUserId) => ({
        asset: dice.one(assets.slice(0, 2)),
        clientUserId,
        serialNumber: dice.one(devices),
      }));
      return { kind, moves };
    }
  }
}
