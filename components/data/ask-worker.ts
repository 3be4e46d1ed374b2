import type { Failure } from '../../lib/platform/errors.ts';

/**
 * One question to a worker of its own, which ends with the answer.
 * @returns stops it
 */
export function askWorker<Answer>(
  worker: Worker,
  question: unknown,
  isAnswer: (data: unknown) => data is Answer,
  answered: (answer: Answer | { failure: Failure }) => void,
): () => void {
  const fail = (reason: string) => answered({ failure: { code: 'no-worker', details: { reason } } });
  worker.addEventListener('error', () => fail('error'));
  worker.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (isAnswer(data)) answered(data);
    else fail('message');
    worker.terminate();
  });
  worker.postMessage(question);
  return () => worker.terminate();
}
