import { blocksOf, holderNames, keepPeople, nameOfPair, pairNames } from './choose.ts';
import type { ItemSet } from './plan.ts';
import { nameOfMove } from './plan-move.ts';
import type { Wish } from './wish.ts';

/**
 * "Try the failed again": the same wish for some of its items alone; the new plan then judges them by what is so now.
 * @param items those that failed, were cancelled or went short; of a move whole moves, or those of either half
 * @returns undefined when nothing is left to wish for
 */
export function retryOf(wish: Wish, items: readonly ItemSet[]): Wish | undefined {
  switch (wish.kind) {
    case 'grant':
    case 'take-back': {
      const blocks = blocksOf(items);
      return blocks.length > 0 ? { kind: wish.kind, blocks } : undefined;
    }
    case 'take-all-back': {
      const names = holderNames(items);
      const clientUserIds = chosen(wish.clientUserIds, 'u', names);
      const serialNumbers = chosen(wish.serialNumbers, 'd', names);
      const isEmpty = clientUserIds.length + serialNumbers.length === 0;
      return isEmpty ? undefined : { kind: wish.kind, clientUserIds, serialNumbers };
    }
    case 'create':
    case 'edit': {
      const people = keepPeople(wish.people, holderNames(items));
      return people.length > 0 ? { kind: wish.kind, people } : undefined;
    }
    case 'retire': {
      const clientUserIds = chosen(wish.clientUserIds, 'u', holderNames(items));
      return clientUserIds.length > 0 ? { kind: wish.kind, clientUserIds } : undefined;
    }
    case 'move': {
      // Another move of the wish may share one end with it, and was left out.
      const whole = new Set(items.flatMap((set) => (set.of === 'moves' ? set.moves.map(nameOfMove) : [])));
      const names = pairNames(items.filter(({ of }) => of !== 'moves'));
      const own = wish.moves.filter(
        ({ asset, clientUserId, serialNumber }) =>
          whole.has(nameOfMove({ asset, clientUserId, serialNumber })) ||
          names.has(nameOfPair(asset, { kind: 'device', id: serialNumber })) ||
          names.has(nameOfPair(asset, { kind: 'user', id: clientUserId })),
      );
      // A move that stood there twice was done once.
      const moves = [...new Map(own.map((move) => [nameOfMove(move), move])).values()];
      return moves.length > 0 ? { kind: wish.kind, moves } : undefined;
    }
  }
}

/** Each once, in the order of the wish. */
const chosen = (ids: readonly string[], letter: 'u' | 'd', names: ReadonlySet<string>) => [
  ...new Set(ids.filter((id) => names.has(letter + id))),
];
