/** What a wish comes to (design 6.1). Pure: the same wish and facts are the same plan, here and in the background. */
import { expectTime } from './expected-time.ts';
import type { MakePlan, PlanFacts, PlanWarning } from './plan.ts';
import { planGrant } from './plan-grant.ts';
import { planMove } from './plan-move.ts';
import type { PlanPart } from './plan-part.ts';
import { planCreate, planEdit, planRetire } from './plan-people.ts';
import { planTakeAllBack, planTakeBack } from './plan-take-back.ts';
import type { Wish } from './wish.ts';

const OLD_MS = 86_400_000;

export const makePlan: MakePlan = (wish, facts) => {
  const { later = [], ...part } = planPart(wish, facts);
  return {
    ...part,
    uId: facts.uId,
    kind: wish.kind,
    warnings: [...warningsOf(facts), ...part.warnings],
    expectedMs:
      expectTime(part.batches, facts.requestsPerSecond) + expectTime(later, facts.requestsPerSecond),
  };
};

function planPart(wish: Wish, facts: PlanFacts): PlanPart {
  switch (wish.kind) {
    case 'grant':
      return planGrant(wish.blocks, facts);
    case 'take-back':
      return planTakeBack(wish.blocks, facts);
    case 'take-all-back':
      return planTakeAllBack(wish, facts);
    case 'create':
      return planCreate(wish.people, facts);
    case 'edit':
      return planEdit(wish.people, facts);
    case 'retire':
      return planRetire(wish.clientUserIds, facts);
    case 'move':
      return planMove(wish.moves, facts);
  }
}

function warningsOf({ mdmInfo, asOf, now, limitsUnknown }: PlanFacts): PlanWarning[] {
  const warnings: PlanWarning[] = [];
  if (mdmInfo) warnings.push({ kind: 'holder', mdmInfo });
  if (limitsUnknown) warnings.push({ kind: 'limits-unknown' });
  if (asOf === undefined) warnings.push({ kind: 'old-knowledge' });
  else if (now - asOf > OLD_MS) warnings.push({ kind: 'old-knowledge', asOf });
  return warnings;
}
