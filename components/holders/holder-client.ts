/** The page's end of the worker: starts it, asks it, and says when it could not be started or has failed. */
import type { HolderKind } from '../../lib/cache/rows.ts';
import type { IdList } from '../../lib/people/read-id-list.ts';
import { AppError, type Failure } from '../../lib/platform/errors.ts';
import {
  type Answer,
  type FromWorker,
  type HolderLine,
  type ListSummary,
  parseFromWorker,
  type Stretch,
  type ToWorker,
} from './messages.ts';

export type ClientEvent =
  | { kind: 'changed' }
  | { kind: 'lists'; lists: ListSummary[] }
  /** With `isOver` nothing is answered any more; else the table stays as it is. */
  | { kind: 'failed'; failure: Failure; isOver: boolean };

export interface Question {
  query: string;
  offset: number;
  limit: number;
}

export type HolderClient = ReturnType<typeof createHolderClient>;

/** Milliseconds; a worker that says nothing for so long at first has not been started. */
const PATIENCE = 15_000;

/** @param query what will be asked: it is read first */
export function createHolderClient(holders: HolderKind, query: string) {
  const worker = new Worker(new URL('./holder-worker.ts', import.meta.url), {
    type: 'module',
    name: `orchardist-${holders}`,
  });
  const waiting = new Map<number, (message: FromWorker | undefined) => void>();
  /** The newest question, until it is answered. */
  let asked: { id: number; question: Question; answer: Promise<Answer | undefined> } | undefined;
  let lastId = 0;
  /** Why nothing is answered any more. */
  let end: Failure | undefined;
  let broken: Failure | undefined;
  let lists: ListSummary[] | undefined;
  let listener: ((event: ClientEvent) => void) | undefined;
  const silence = setTimeout(() => fail('silent'), PATIENCE);
  let begin = () => {};
  /** Once the worker has rows, or will never have any. */
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });

  const post = (message: ToWorker, transfer: Transferable[] = []) => worker.postMessage(message, transfer);

  function fail(reason: string): void {
    clearTimeout(silence);
    end = { code: 'no-worker', details: { reason } };
    listener?.({ kind: 'failed', failure: end, isOver: true });
    for (const settle of waiting.values()) settle(undefined);
    waiting.clear();
    begin();
  }

  worker.addEventListener('error', () => fail('error'));
  worker.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    clearTimeout(silence);
    const message = parseFromWorker(data);
    if (!message) return fail('message');
    if (message.kind === 'changed') return listener?.(message);
    if (message.kind === 'failed') {
      broken = message.failure;
      return listener?.({ ...message, isOver: false });
    }
    if (message.kind === 'lists') {
      lists = message.lists;
      return listener?.(message);
    }
    waiting.get(message.id)?.(message);
    waiting.delete(message.id);
    begin();
  });
  post({ kind: 'open', holders, query });

  function ask(message: (id: number) => ToWorker, transfer: Transferable[] = []) {
    const id = ++lastId;
    return new Promise<FromWorker | undefined>((settle) => {
      if (end) return settle(undefined);
      waiting.set(id, settle);
      post(message(id), transfer);
    });
  }

  /** @throws AppError why this question has no answer */
  async function expect<K extends FromWorker['kind']>(kind: K, reply: Promise<FromWorker | undefined>) {
    const message = await reply;
    if (message && isKind(message, kind)) return message;
    const { code, details } =
      message?.kind === 'refused' ? message.failure : (end ?? { code: 'no-worker' as const });
    throw new AppError(code, details);
  }

  return {
    /** Told of every change and failure; one listener. */
    listen(next: typeof listener): void {
      listener = next;
      if (broken) next?.({ kind: 'failed', failure: broken, isOver: false });
      if (end) next?.({ kind: 'failed', failure: end, isOver: true });
      if (lists) next?.({ kind: 'lists', lists });
    },
    /**
     * Undefined when a newer question has overtaken this one, or the worker is no more. The same question again, while
     * it waits, has the same answer.
     * @throws AppError why this question cannot be answered
     */
    ask(question: Question): Promise<Answer | undefined> {
      if (asked && isSame(asked.question, question)) return asked.answer;
      // The worker answers the newest question alone.
      if (asked) {
        waiting.get(asked.id)?.(undefined);
        waiting.delete(asked.id);
      }
      const reply = ask((id) => ({ kind: 'ask', id, ...question }));
      const id = lastId;
      const answer = reply.then((message) => {
        if (asked?.id === id) asked = undefined;
        return message && expect('answer', reply);
      });
      asked = { id, question, answer };
      return answer;
    },
    /**
     * Ticks all rows of a query, or a stretch of them. Waits for the worker's first rows.
     * @returns false when nothing was ticked, since the rows stand elsewhere by now
     * @throws AppError
     */
    async tick(query: string, ticked: boolean, stretch?: Stretch): Promise<boolean> {
      await begun;
      const reply = ask((id) => ({ kind: 'tick', id, query, ticked, ...(stretch && { stretch }) }));
      return !(await expect('ticked', reply)).isStale;
    },
    /** @throws AppError */
    async untick(): Promise<void> {
      await expect(
        'ticked',
        ask((id) => ({ kind: 'untick', id })),
      );
    },
    /** Locations that could not be read are read again. */
    readAgain: () => post({ kind: 'read-again' }),
    /** All rows of a query as they are now, in chunks. @throws AppError */
    async *rows(query: string): AsyncGenerator<HolderLine[]> {
      const exported = ++lastId;
      for (let from = 0; ; ) {
        const reply = ask((id) => ({ kind: 'chunk', id, exported, query, from }));
        const { rows, isLast } = await expect('chunk', reply);
        yield rows;
        if (isLast) return;
        from += rows.length;
      }
    },
    /** Reads a pasted text or a file; the file's bytes move to the worker. @throws AppError */
    async readList(source: string | ArrayBuffer): Promise<IdList> {
      const transfer = typeof source === 'string' ? [] : [source];
      const { list } = await expect(
        'list',
        ask((id) => ({ kind: 'read-list', id, source }), transfer),
      );
      return list;
    },
    close(): void {
      clearTimeout(silence);
      listener = undefined;
      worker.terminate();
    },
  };
}

const isSame = (a: Question, b: Question) =>
  a.query === b.query && a.offset === b.offset && a.limit === b.limit;

function isKind<K extends FromWorker['kind']>(
  message: FromWorker,
  kind: K,
): message is Extract<FromWorker, { kind: K }> {
  return message.kind === kind;
}
