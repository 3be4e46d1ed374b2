/** The items of a batch or a skip, one at a time: a table of 100,000 lines needs no 100,000 objects. */
import type { AssetKey, Holder } from '../../cache/rows.ts';
import type { BatchBody, ItemSet } from './plan.ts';
import type { MoveWish } from './wish.ts';

/** What a line of a table shows; an item of a whole holder has no asset. */
export interface Item {
  holder: Holder;
  asset?: AssetKey;
  /** Of a move: from whom the licence comes. */
  from?: Holder;
}

/** The items of a body as a set, without a copy of its lists. */
export function itemsOf(body: BatchBody): ItemSet {
  switch (body.call) {
    case 'associate':
    case 'disassociate':
      return { of: 'pairs', block: body };
    case 'users/create':
    case 'users/update':
      return { of: 'holders', holders: body.people.map(({ clientUserId: id }) => ({ kind: 'user', id })) };
    case 'users/retire':
      return { of: 'holders', holders: body.clientUserIds.map((id) => ({ kind: 'user', id })) };
    case 'revoke':
      return {
        of: 'holders',
        holders: [
          ...body.clientUserIds.map((id): Holder => ({ kind: 'user', id })),
          ...body.serialNumbers.map((id): Holder => ({ kind: 'device', id })),
        ],
      };
  }
}

export function countItems(items: BatchBody | ItemSet): number {
  const set = 'of' in items ? items : itemsOf(items);
  if (set.of === 'holders') return set.holders.length;
  if (set.of === 'moves') return set.moves.length;
  const { assets, clientUserIds, serialNumbers } = set.block;
  return assets.length * (clientUserIds.length + serialNumbers.length);
}

/**
 * Holder by holder, people before devices, each with its assets in their order.
 * @returns undefined beyond the last
 */
export function itemAt(items: BatchBody | ItemSet, index: number): Item | undefined {
  const set = 'of' in items ? items : itemsOf(items);
  if (set.of === 'holders') {
    const holder = set.holders[index];
    return holder && { holder };
  }
  if (set.of === 'moves') return itemOfMove(set.moves[index]);
  const { assets, clientUserIds, serialNumbers } = set.block;
  const asset = assets[index % assets.length];
  const place = Math.floor(index / assets.length);
  const user = clientUserIds[place];
  const device = serialNumbers[place - clientUserIds.length];
  if (!asset) return undefined;
  if (user !== undefined) return { asset, holder: { kind: 'user', id: user } };
  return device === undefined ? undefined : { asset, holder: { kind: 'device', id: device } };
}

function itemOfMove(move: MoveWish | undefined): Item | undefined {
  if (!move) return undefined;
  const { asset, clientUserId, serialNumber } = move;
  return { asset, holder: { kind: 'device', id: serialNumber }, from: { kind: 'user', id: clientUserId } };
}
