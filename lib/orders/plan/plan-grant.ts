import { type JudgedAsset, type JudgedHolder, judgePairs, skippedOf } from './judge-pairs.ts';
import { type Pairs, packPairs, type Roll } from './pack-pairs.ts';
import type { PlanFacts, PlanWarning, Verdict } from './plan.ts';
import type { PlanPart } from './plan-part.ts';
import { createStock } from './stock.ts';
import type { Block } from './wish.ts';

/** Stock goes to the first in the order of the blocks; who comes later goes without. */
export function planGrant(blocks: readonly Block[], facts: PlanFacts): PlanPart {
  const stock = createStock();
  const judged = judgePairs(blocks, facts, (asset, holder) => {
    const against = judgeGrant(asset, holder);
    if (against) return against;
    return stock.take(asset, holder.holder) ? 'will-do' : 'short';
  });
  const wanted = judged.pairs.get('will-do') ?? new Map();
  return {
    batches: packPairs(wanted, judged.roll, facts.limits).map((block) => ({ call: 'associate', ...block })),
    skipped: skippedOf(judged),
    counts: judged.counts,
    shortages: stock.shortages(),
    forever: countForever(wanted, judged.roll, stock.isForever),
    warnings: warnOfPending(wanted, judged.roll, facts),
  };
}

function judgeGrant(
  { row, name }: JudgedAsset,
  { holder, against, held }: JudgedHolder,
): Verdict | undefined {
  if (!row) return 'unknown-asset';
  if (holder.kind === 'device' && row.productType === 'Book') return 'users-only';
  if (holder.kind === 'device' && !row.deviceAssignable) return 'not-device-assignable';
  return against ?? (held?.has(name) ? 'already-so' : undefined);
}

function countForever(pairs: Pairs, roll: Roll, isForever: (asset: number) => boolean) {
  let licences = 0;
  let people = 0;
  for (const [holder, assets] of pairs) {
    const own = assets.filter(isForever).length;
    licences += own;
    if (own > 0 && roll.holders[holder]?.kind === 'user') people++;
  }
  return { licences, people };
}

function warnOfPending(pairs: Pairs, roll: Roll, { users }: PlanFacts): PlanWarning[] {
  let people = 0;
  for (const number of pairs.keys()) {
    const holder = roll.holders[number];
    if (holder?.kind === 'user' && users.get(holder.id)?.status === 'Registered') people++;
  }
  return people > 0 ? [{ kind: 'not-associated', people }] : [];
}
