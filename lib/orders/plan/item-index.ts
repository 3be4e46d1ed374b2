import type { AssetKey, Holder } from '../../cache/rows.ts';
import { holdersOf, nameOfAsset, nameOfHolder } from './keys.ts';
import { type Item, itemsOf } from './lines.ts';
import { addPair, noLimits, type Pairs, packPairs } from './pack-pairs.ts';
import type { BatchBody, ItemSet } from './plan.ts';

export type ItemIndex = ReturnType<typeof createItemIndex>;

/** The items of a batch by number: holder by holder, as `itemAt` counts them. */
export function createItemIndex(body: BatchBody) {
  const set = itemsOf(body);
  const assets: AssetKey[] = set.of === 'pairs' ? set.block.assets : [];
  const holders: Holder[] =
    set.of === 'pairs' ? holdersOf(set.block) : set.of === 'holders' ? set.holders : [];
  const width = Math.max(1, assets.length);
  const placeOfAsset = new Map(assets.map((asset, place) => [nameOfAsset(asset), place]));
  const placeOfHolder = new Map(holders.map((holder, place) => [nameOfHolder(holder), place]));
  const allAssets = Array.from({ length: width }, (_, place) => place);

  return {
    /** Undefined for what is no item of the batch. */
    numberOf(item: Item | undefined): number | undefined {
      const row = item && placeOfHolder.get(nameOfHolder(item.holder));
      const column = item?.asset ? placeOfAsset.get(nameOfAsset(item.asset)) : 0;
      return row === undefined || column === undefined ? undefined : row * width + column;
    },
    /**
     * The items that have one of these assets and one of these holders; an empty list names none, so it may be any.
     * Sure when each of them failed, if each thing that is named has at least one failure.
     */
    claim(
      named: readonly AssetKey[],
      clientUserIds: readonly string[],
      serialNumbers: readonly string[],
    ): { items: Set<number>; isSure: boolean } {
      const namesHolders = clientUserIds.length + serialNumbers.length > 0;
      const targets = holdersOf({ clientUserIds: [...clientUserIds], serialNumbers: [...serialNumbers] });
      const rows = namesHolders
        ? targets.flatMap((holder) => placeOfHolder.get(nameOfHolder(holder)) ?? [])
        : [...holders.keys()];
      // Of whole holders no asset is an item's: what is said of assets tells nothing here.
      const namesAssets = set.of === 'pairs' && named.length > 0;
      const columns = namesAssets
        ? named.flatMap((asset) => placeOfAsset.get(nameOfAsset(asset)) ?? [])
        : allAssets;
      const items = new Set(rows.flatMap((row) => columns.map((column) => row * width + column)));
      const isRow = rows.length === 1 && (namesAssets || width === 1);
      const isColumn = columns.length === 1 && (namesHolders || holders.length === 1);
      return { items, isSure: isRow || isColumn };
    },
    /** Items as few sets. */
    pack(items: Iterable<number>): ItemSet[] {
      if (set.of !== 'pairs') {
        const some = [...items].sort((a, b) => a - b).flatMap((item) => holders[item] ?? []);
        return some.length > 0 ? [{ of: 'holders', holders: some }] : [];
      }
      const pairs: Pairs = new Map();
      for (const item of items) addPair(pairs, item % width, Math.floor(item / width));
      return packPairs(pairs, { assets, holders }, noLimits).map((block) => ({ of: 'pairs', block }));
    },
  };
}
