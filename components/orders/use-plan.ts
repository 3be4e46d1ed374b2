import { useCallback, useEffect, useState } from 'react';
import type { Wish } from '../../lib/orders/plan/wish.ts';
import type { Failure } from '../../lib/platform/errors.ts';
import { isPlanAnswer, type PlanAnswer, type PlanQuestion, type SeenPlan } from './plan-messages.ts';

interface Planned {
  /** undefined while it is being made. */
  seen?: SeenPlan;
  failure?: Failure;
  /** Makes it again from what is known now. */
  again: () => void;
}

/** The plan of a wish, made in a worker: 100,000 items must not hold up the page. */
export function usePlan(uId: string, wish: Wish | undefined): Planned {
  const [answer, setAnswer] = useState<{ wish: Wish; answer: PlanAnswer }>();
  const [round, setRound] = useState(0);
  const again = useCallback(() => setRound((count) => count + 1), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round asks the same again
  useEffect(() => {
    setAnswer(undefined);
    if (!wish) return;
    return askForPlan({ uId, wish }, (next) => setAnswer({ wish, answer: next }));
  }, [uId, wish, round]);
  // An answer to the wish before is none.
  const own = answer && answer.wish === wish ? answer.answer : undefined;
  return { ...own, again };
}

/** @returns stops it */
function askForPlan(question: PlanQuestion, answered: (answer: PlanAnswer) => void): () => void {
  const worker = new Worker(new URL('./plan-worker.ts', import.meta.url), {
    type: 'module',
    name: 'orchardist-plan',
  });
  const fail = (reason: string) => answered({ failure: { code: 'no-worker', details: { reason } } });
  worker.addEventListener('error', () => fail('error'));
  worker.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (isPlanAnswer(data)) answered(data);
    else fail('message');
    worker.terminate();
  });
  worker.postMessage(question);
  return () => worker.terminate();
}
