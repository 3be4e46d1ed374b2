/** What the page asks of the worker that plans, and what it answers. */
import type { Plan } from '../../lib/orders/plan/plan.ts';
import type { Wish } from '../../lib/orders/plan/wish.ts';
import type { Failure } from '../../lib/platform/errors.ts';

export interface PlanQuestion {
  uId: string;
  wish: Wish;
}

/** A plan as the admin sees it. */
export interface SeenPlan {
  plan: Plan;
  /** SHA-256 of its batches: what is confirmed is this and nothing else. */
  digest: string;
  /** When it was made, in milliseconds since the epoch. */
  madeAt: number;
  /** The oldest read that it rests on. */
  asOf?: number;
}

export type PlanAnswer = { seen: SeenPlan } | { failure: Failure };

/** The worker is our own file; a message of another form is a fault in it. */
export function isPlanAnswer(data: unknown): data is PlanAnswer {
  return typeof data === 'object' && data !== null && ('seen' in data || 'failure' in data);
}
