/** Makes a plan apart from the page: reads what it rests on, judges every item, and seals what was seen. */
import { readPlanFacts } from '../../lib/cache/plan-facts.ts';
import { digestOfPlan } from '../../lib/orders/plan/digest-of-plan.ts';
import { makePlan } from '../../lib/orders/plan/make-plan.ts';
import { systemClock } from '../../lib/platform/clock.ts';
import { openCache } from '../data/open-cache.ts';
import { failureOfScreen } from '../ui/failure-of-screen.ts';
import type { PlanAnswer, PlanQuestion } from './plan-messages.ts';

const answer = (message: PlanAnswer) => postMessage(message);

addEventListener('message', ({ data }: MessageEvent<PlanQuestion>) => {
  plan(data).then(
    (seen) => answer({ seen }),
    (error: unknown) => answer({ failure: failureOfScreen(error) }),
  );
});

async function plan({ uId, wish }: PlanQuestion) {
  const madeAt = systemClock.now();
  const facts = await readPlanFacts(openCache(), wish, uId, madeAt);
  const made = makePlan(wish, facts);
  return {
    plan: made,
    digest: await digestOfPlan(made),
    madeAt,
    ...(facts.asOf !== undefined && { asOf: facts.asOf }),
  };
}
