import type { Plan } from './plan.ts';

/** What the planner of one kind says; `make-plan.ts` adds what all kinds have in common. */
export type PlanPart = Omit<Plan, 'uId' | 'kind' | 'expectedMs'> & {
  /** Of a move: the batches that are expected to follow. */
  later?: Plan['batches'];
};

export const emptyPart: Omit<PlanPart, 'batches' | 'skipped' | 'counts'> = {
  shortages: [],
  forever: { licences: 0, people: 0 },
  warnings: [],
};
