import { useCallback, useEffect, useState } from 'react';
import type { Wish } from '../../lib/orders/plan/wish.ts';
import type { Failure } from '../../lib/platform/errors.ts';
import { askWorker } from '../data/ask-worker.ts';
import { isPlanAnswer, type PlanAnswer, type SeenPlan } from './plan-messages.ts';
import { useKnowledgeMark } from './use-knowledge-mark.ts';

interface Planned {
  /** undefined while it is being made. */
  seen?: SeenPlan;
  failure?: Failure;
  /** Makes it again from what is known now. */
  again: () => void;
}

/**
 * The plan of a wish, made in a worker: 100,000 items must not hold up the page. It follows what is known, as the
 * background would refuse one that is outlived; the last one stays until the next is there.
 */
export function usePlan(uId: string, wish: Wish): Planned {
  const mark = useKnowledgeMark(uId);
  const [answer, setAnswer] = useState<{ wish: Wish; answer: PlanAnswer }>();
  const [round, setRound] = useState(0);
  const again = useCallback(() => setRound((count) => count + 1), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round and new knowledge ask the same again
  useEffect(() => {
    if (mark === undefined) return;
    const worker = new Worker(new URL('./plan-worker.ts', import.meta.url), {
      type: 'module',
      name: 'orchardist-plan',
    });
    return askWorker(worker, { uId, wish }, isPlanAnswer, (next) => setAnswer({ wish, answer: next }));
  }, [uId, wish, round, mark]);
  // An answer to the wish before is none.
  const own = answer && answer.wish === wish ? answer.answer : undefined;
  return { ...own, again };
}
