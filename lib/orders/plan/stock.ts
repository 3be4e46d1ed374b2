import type { Holder } from '../../cache/rows.ts';
import type { JudgedAsset } from './judge-pairs.ts';
import { getOrMake } from './keys.ts';
import type { Shortage } from './plan.ts';

/** The licences that are left while a plan is made. Unlimited assets never end. */
export function createStock() {
  const taken = new Map<number, { asset: JudgedAsset; wanted: number; without: Holder[] }>();
  const availableOf = ({ row }: JudgedAsset) =>
    row?.unlimited ? Number.POSITIVE_INFINITY : Math.max(0, row?.availableCount ?? 0);
  return {
    /** One licence for this holder; false when none is left. */
    take(asset: JudgedAsset, holder: Holder): boolean {
      const own = getOrMake(taken, asset.number, () => ({ asset, wanted: 0, without: [] }));
      own.wanted++;
      if (own.wanted <= availableOf(asset)) return true;
      own.without.push(holder);
      return false;
    },
    shortages: (): Shortage[] =>
      [...taken.values()]
        .filter(({ without }) => without.length > 0)
        .map(({ asset, wanted, without }) => ({
          asset: asset.key,
          wanted,
          available: availableOf(asset),
          without,
        })),
    /** Of an asset that was asked for: whether its licences never come back. */
    isForever: (asset: number): boolean => taken.get(asset)?.asset.row?.revocable === false,
  };
}
