import type { Database } from '../../../lib/cache/database.ts';
import { readPlanFacts } from '../../../lib/cache/plan-facts.ts';
import { digestOfPlan } from '../../../lib/orders/plan/digest-of-plan.ts';
import { makePlan } from '../../../lib/orders/plan/make-plan.ts';
import type { Plan } from '../../../lib/orders/plan/plan.ts';
import type { Wish } from '../../../lib/orders/plan/wish.ts';
import { type OrderWorld, uId } from './order-world.ts';

type Background = ReturnType<OrderWorld['startBackground']>;

export async function seePlan(db: Database, wish: Wish, now: number): Promise<Plan> {
  return makePlan(wish, await readPlanFacts(db, wish, uId, now));
}

/** Sees the plan as a screen would and confirms it, with whatever has to be typed. @returns the order's id */
export async function order(
  { db, confirm }: Pick<Background, 'db' | 'confirm'>,
  wish: Wish,
  now: number,
): Promise<string> {
  const plan = await seePlan(db, wish, now);
  return confirm({ uId, wish, digest: await digestOfPlan(plan), typed: numberOf(plan) });
}

export function numberOf({ forever, counts }: Plan): string {
  return String(forever.licences > 0 ? forever.licences : (counts['will-do'] ?? 0));
}

/** Reads the whole location into the cache. */
export async function readAll({ sync }: Pick<Background, 'sync'>): Promise<void> {
  await sync.request(uId, { full: true });
  await sync.idle();
}

/** Runs what is due, and lets the time of what waits come, until nothing is left to do. */
export async function finish(world: OrderWorld, { orders, sync }: Background): Promise<void> {
  for (let rounds = 0; rounds < 200; rounds++) {
    await orders.resume();
    await orders.idle();
    await sync.idle();
    if (!(await orders.isUnfinished())) return;
    world.time.pass(30_000);
  }
  throw new Error('the orders do not come to an end');
}
