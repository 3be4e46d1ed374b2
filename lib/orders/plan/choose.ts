/** Parts of wishes: what concerns some holders. */
import type { AssetKey, Holder } from '../../cache/rows.ts';
import { nameOfAsset, nameOfHolder } from './keys.ts';
import { countItems, itemAt } from './lines.ts';
import type { ItemSet } from './plan.ts';
import type { Block, PersonWish } from './wish.ts';

/** A batch's body is a block and more; a wish has nothing more. */
export const plainBlock = ({ assets, clientUserIds, serialNumbers }: Block): Block => ({
  assets,
  clientUserIds,
  serialNumbers,
});

export const blocksOf = (sets: readonly ItemSet[]): Block[] =>
  sets.flatMap((set) => (set.of === 'pairs' ? plainBlock(set.block) : []));

/** Of sets of whole holders. */
export function holderNames(sets: readonly ItemSet[]): Set<string> {
  return new Set(sets.flatMap((set) => (set.of === 'holders' ? set.holders.map(nameOfHolder) : [])));
}

/** What is left of blocks for some holders. */
export function keepHolders(blocks: readonly Block[], names: ReadonlySet<string>): Block[] {
  return blocks
    .map(({ assets, clientUserIds, serialNumbers }) => ({
      assets,
      clientUserIds: clientUserIds.filter((id) => names.has(`u${id}`)),
      serialNumbers: serialNumbers.filter((id) => names.has(`d${id}`)),
    }))
    .filter(({ clientUserIds, serialNumbers }) => clientUserIds.length + serialNumbers.length > 0);
}

/** Each once, as they first stand there. */
export function keepPeople(people: readonly PersonWish[], names: ReadonlySet<string>): PersonWish[] {
  const left = new Set(names);
  return people.filter(({ clientUserId }) => left.delete(`u${clientUserId}`));
}

/** Each pair of asset and holder as a text that only it has. */
export function pairNames(sets: readonly ItemSet[]): Set<string> {
  const names = new Set<string>();
  for (const set of sets) {
    for (let place = 0; place < countItems(set); place++) {
      const item = itemAt(set, place);
      if (item?.asset) names.add(nameOfPair(item.asset, item.holder));
    }
  }
  return names;
}

export const nameOfPair = (asset: AssetKey, holder: Holder) =>
  `${nameOfAsset(asset)} ${nameOfHolder(holder)}`;
