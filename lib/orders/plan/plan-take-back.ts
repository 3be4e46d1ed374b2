import type { Holder } from '../../cache/rows.ts';
import { createNumbers, judgePairs, skippedOf } from './judge-pairs.ts';
import { assetOfName, holdersOf } from './keys.ts';
import { addPair, chunkTargets, noLimits, type Pairs, packPairs } from './pack-pairs.ts';
import type { PlanFacts } from './plan.ts';
import { emptyPart, type PlanPart } from './plan-part.ts';
import { createSorter } from './sort-holders.ts';
import type { Block } from './wish.ts';

/** These assets from these holders (reference 4.5). */
export function planTakeBack(blocks: readonly Block[], facts: PlanFacts): PlanPart {
  const judged = judgePairs(blocks, facts, ({ row, name }, { against, held }) => {
    if (!row) return 'unknown-asset';
    if (against) return against;
    if (!held?.has(name)) return 'already-so';
    return row.revocable ? 'will-do' : 'irrevocable';
  });
  const wanted = judged.pairs.get('will-do') ?? new Map();
  return {
    ...emptyPart,
    batches: packPairs(wanted, judged.roll, facts.limits).map((block) => ({
      call: 'disassociate',
      ...block,
    })),
    skipped: skippedOf(judged),
    counts: judged.counts,
  };
}

/** Everything revocable of these holders (reference 4.6). */
export function planTakeAllBack(
  wish: Pick<Block, 'clientUserIds' | 'serialNumbers'>,
  facts: PlanFacts,
): PlanPart {
  const sorter = createSorter();
  const numbers = createNumbers(facts);
  for (const one of holdersOf(wish)) {
    const { against, held } = numbers.holder(one);
    sorter.add(one, () => {
      if (against) return against;
      if (!held || held.size === 0) return 'already-so';
      return [...held].some((name) => isRevocable(name, facts)) ? 'will-do' : 'irrevocable';
    });
  }
  const wanted = sorter.willDo();
  const chunks = chunkTargets(idsOf(wanted, 'user'), idsOf(wanted, 'device'), {
    users: facts.limits.maxRevokeClientUserIds,
    devices: facts.limits.maxRevokeSerialNumbers,
  });
  return {
    ...emptyPart,
    batches: chunks.map((targets) => ({ call: 'revoke', ...targets })),
    skipped: sorter.skipped(),
    counts: sorter.counts,
    before: { blocks: revocableOf(wanted, facts), people: [], ...asOf(facts) },
  };
}

export const asOf = ({ asOf }: PlanFacts) => (asOf === undefined ? {} : { asOf });

/** What these holders hold and give back, packed. */
export function revocableOf(holders: readonly Holder[], facts: PlanFacts): Block[] {
  const numbers = createNumbers(facts);
  const pairs: Pairs = new Map();
  for (const holder of holders) {
    const { number, held } = numbers.holder(holder);
    for (const name of held ?? []) {
      if (isRevocable(name, facts)) addPair(pairs, numbers.asset(assetOfName(name)).number, number);
    }
  }
  return packPairs(pairs, numbers.roll, noLimits);
}

/** What the location's list of assets does not name may be an app as well as a book: Apple decides. */
export const isRevocable = (name: string, { assets }: PlanFacts) => assets.get(name)?.revocable !== false;

const idsOf = (holders: readonly Holder[], kind: Holder['kind']) =>
  holders.flatMap((holder) => (holder.kind === kind ? holder.id : []));
