/** The page's end of the import's worker. The worker is started with the first call and ended by `cancel`. */
import type { PeopleChoice } from '../../lib/people/check-person.ts';
import type { ReadPerson, RefusedPerson } from '../../lib/people/people-result.ts';
import { AppError, type Failure } from '../../lib/platform/errors.ts';
import {
  type CheckSummary,
  type FromWorker,
  parseFromWorker,
  type ReadTable,
  type ToWorker,
} from './messages.ts';

export type ImportClient = ReturnType<typeof createImportClient>;
export type ImportProgress = Pick<Extract<FromWorker, { kind: 'progress' }>, 'stage' | 'done'>;

/** Milliseconds; a worker that does not say that it is there has not been started. */
const PATIENCE = 15_000;

interface Waiting {
  settle(message: FromWorker): void;
  refuse(error: AppError): void;
  onProgress?: ((progress: ImportProgress) => void) | undefined;
}

/** A worker of the kind that the browser has; a test gives its own. */
export type WorkerLike = Pick<Worker, 'postMessage' | 'terminate' | 'addEventListener'>;

export function startImportWorker(): WorkerLike {
  return new Worker(new URL('./import-worker.ts', import.meta.url), {
    type: 'module',
    name: 'orchardist-import',
  });
}

/** Every call throws an AppError: `cancelled`, `no-worker`, or what the worker failed with. */
export function createImportClient(start: () => WorkerLike = startImportWorker) {
  const waiting = new Map<number, Waiting>();
  let worker: WorkerLike | undefined;
  let silence: ReturnType<typeof setTimeout> | undefined;
  let lastId = 0;

  function end(failure: Failure): void {
    clearTimeout(silence);
    worker?.terminate();
    worker = undefined;
    for (const { refuse } of waiting.values()) refuse(new AppError(failure.code, failure.details));
    waiting.clear();
  }

  const lose = (reason: string) => end({ code: 'no-worker', details: { reason } });

  function listen(data: unknown) {
    const message = parseFromWorker(data);
    if (!message) return lose('message');
    clearTimeout(silence);
    if (message.kind === 'ready') return;
    const one = waiting.get(message.id);
    if (message.kind === 'progress') return one?.onProgress?.(message);
    waiting.delete(message.id);
    if (message.kind === 'failed') one?.refuse(new AppError(message.failure.code, message.failure.details));
    else one?.settle(message);
  }

  function expectWorker(): WorkerLike {
    if (worker) return worker;
    const started = start();
    worker = started;
    silence = setTimeout(() => lose('silent'), PATIENCE);
    // One that was ended may still have said something.
    const ifStill = (act: () => void) => worker === started && act();
    started.addEventListener('error', () => ifStill(() => lose('error')));
    started.addEventListener('message', ({ data }: MessageEvent<unknown>) => ifStill(() => listen(data)));
    return started;
  }

  async function ask<K extends FromWorker['kind']>(
    kind: K,
    message: (id: number) => ToWorker,
    { transfer = [], onProgress }: { transfer?: Transferable[]; onProgress?: Waiting['onProgress'] } = {},
  ): Promise<Extract<FromWorker, { kind: K }>> {
    const id = ++lastId;
    const reply = await new Promise<FromWorker>((settle, refuse) => {
      waiting.set(id, { settle, refuse, onProgress });
      expectWorker().postMessage(message(id), transfer);
    });
    if (isKind(reply, kind)) return reply;
    throw new AppError('no-worker', { reason: 'message' });
  }

  return {
    /**
     * Reads the people of a location while the admin looks for the file. What fails is told by the check, which reads
     * them again.
     */
    prepare(uId: string): void {
      ask('prepared', (id) => ({ kind: 'prepare', id, uId })).catch(() => undefined);
    },
    /** Reads a pasted text or a file; the file's bytes move to the worker. Comes before a check. */
    async read(source: string | ArrayBuffer): Promise<ReadTable> {
      const transfer = typeof source === 'string' ? [] : [source];
      return (await ask('table', (id) => ({ kind: 'read', id, source }), { transfer })).table;
    },
    /** Checks what was read; may be asked again with another choice. */
    async check(
      uId: string,
      choice: PeopleChoice,
      onProgress?: (progress: ImportProgress) => void,
    ): Promise<CheckSummary> {
      return (await ask('checked', (id) => ({ kind: 'check', id, uId, choice }), { onProgress })).summary;
    },
    /** Those whom the last check let pass, in the order of the file, in chunks that hold up no page. */
    people: (): AsyncGenerator<ReadPerson[]> =>
      inChunks((chunk) => ask('people', (id) => ({ kind: 'chunk', id, of: 'people', chunk }))),
    /** Those whom it refused. */
    refused: (): AsyncGenerator<RefusedPerson[]> =>
      inChunks((chunk) => ask('refused', (id) => ({ kind: 'chunk', id, of: 'refused', chunk }))),
    /** Stops what is under way at once and frees the memory; the next file starts anew. */
    cancel: () => end({ code: 'cancelled' }),
  };
}

/** Two chunks are on their way while one is worked on, so that the worker copies the one as the page reads the other. */
async function* inChunks<Row>(
  ask: (chunk: number) => Promise<{ rows: Row[]; isLast: boolean }>,
): AsyncGenerator<Row[]> {
  const askFor = (chunk: number) => {
    const coming = ask(chunk);
    coming.catch(() => undefined); // Told when it is its turn; nobody may come for it.
    return coming;
  };
  let next = askFor(0);
  let afterNext = askFor(1);
  for (let chunk = 2; ; chunk++) {
    const { rows, isLast } = await next;
    next = afterNext;
    if (!isLast) afterNext = askFor(chunk);
    yield rows;
    if (isLast) return;
  }
}

function isKind<K extends FromWorker['kind']>(
  message: FromWorker,
  kind: K,
): message is Extract<FromWorker, { kind: K }> {
  return message.kind === kind;
}
