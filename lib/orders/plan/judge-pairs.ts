/** Goes through the pairs of a wish in their order and keeps them by verdict. */
import type { AssetKey, AssetRow, Holder } from '../../cache/rows.ts';
import { judgeHolder } from './judge-holder.ts';
import { getOrMake, holdersOf, nameOfAsset, nameOfHolder } from './keys.ts';
import { addPair, noLimits, type Pairs, packPairs, packRepeated, type Roll } from './pack-pairs.ts';
import type { PlanFacts, Skipped, Verdict } from './plan.ts';
import type { Block } from './wish.ts';

export interface JudgedAsset {
  number: number;
  key: AssetKey;
  name: string;
  row: AssetRow | undefined;
}

export interface JudgedHolder {
  number: number;
  holder: Holder;
  /** What speaks against the holder as such. */
  against: Verdict | undefined;
  held: ReadonlySet<string> | undefined;
}

export interface Judged {
  roll: Roll;
  counts: Partial<Record<Verdict, number>>;
  pairs: Map<Verdict, Pairs>;
}

/**
 * `verdictOf` is asked once a pair; what stood before is a duplicate, whatever came of it. Within a block each holder
 * is served with all its assets before the next one, people before devices.
 */
export function judgePairs(
  blocks: readonly Block[],
  facts: PlanFacts,
  verdictOf: (asset: JudgedAsset, holder: JudgedHolder) => Verdict,
): Judged {
  const numbers = createNumbers(facts);
  const seen = new Map<number, Set<number>>();
  const counts: Judged['counts'] = {};
  const pairs: Judged['pairs'] = new Map();
  for (const block of blocks) {
    const assets = block.assets.map(numbers.asset);
    for (const holder of holdersOf(block).map(numbers.holder)) {
      for (const asset of assets) {
        const before = getOrMake(seen, asset.number, () => new Set());
        const verdict = before.has(holder.number) ? 'duplicate' : verdictOf(asset, holder);
        before.add(holder.number);
        counts[verdict] = (counts[verdict] ?? 0) + 1;
        addPair(getOrMake(pairs, verdict, newPairs), asset.number, holder.number);
      }
    }
  }
  return { roll: numbers.roll, counts, pairs };
}

const newPairs = (): Pairs => new Map();

/** All that is not done. */
export function skippedOf({ pairs, roll }: Judged): Skipped[] {
  return [...pairs].flatMap(([verdict, kept]) => {
    if (verdict === 'will-do') return [];
    const blocks = verdict === 'duplicate' ? packRepeated(kept, roll) : packPairs(kept, roll, noLimits);
    return blocks.map((block): Skipped => ({ verdict, of: 'pairs', block }));
  });
}

/** Numbers for assets and holders, in the order in which they come. */
export function createNumbers({ assets, users, held }: Pick<PlanFacts, 'assets' | 'users' | 'held'>) {
  const knownAssets = new Map<string, JudgedAsset>();
  const knownHolders = new Map<string, JudgedHolder>();
  const roll = { assets: [] as AssetKey[], holders: [] as Holder[] };
  return {
    roll,
    asset(key: AssetKey): JudgedAsset {
      const name = nameOfAsset(key);
      return getOrMake(knownAssets, name, () => {
        const plain = { adamId: key.adamId, pricingParam: key.pricingParam };
        return { number: roll.assets.push(plain) - 1, key: plain, name, row: assets.get(name) };
      });
    },
    holder(holder: Holder): JudgedHolder {
      const name = nameOfHolder(holder);
      return getOrMake(knownHolders, name, () => {
        const user = holder.kind === 'user' ? users.get(holder.id) : undefined;
        const against = judgeHolder(holder, user);
        return { number: roll.holders.push(holder) - 1, holder, against, held: held.get(name) };
      });
    },
  };
}
