import { AppError } from '../platform/errors.ts';

/** What a page says about its place (reference 5). */
export interface PageInfo {
  nextPageIndex?: number | undefined;
  totalPages?: number | undefined;
  versionId?: string | undefined;
}

/** Where an interrupted walk stood. */
export interface WalkCheckpoint {
  done: Iterable<number>;
  totalPages?: number | undefined;
  firstVersionId?: string | undefined;
}

export interface WalkDeps<P extends PageInfo> {
  /** A page that is gone: AppError page-out-of-range. */
  readPage(pageIndex: number, signal: AbortSignal): Promise<P>;
  /**
   * Takes a page. It is done when this resolves; the lane reads on only then, so that at most `parallel` pages
   * are in memory. Pages come in any order, and a call may begin before an earlier one has ended.
   */
  onPage(page: P, pageIndex: number): Promise<void>;
  startAt?: WalkCheckpoint;
  /** Default and most: 5. */
  parallel?: number;
  signal?: AbortSignal;
}

export interface WalkResult {
  /** As far as the answers told; a data set that shrank late may have fewer by now. */
  totalPages: number;
  /** Of the first page: what a later delta starts from. */
  firstVersionId: string | undefined;
  /** The data changed during the walk: rows may be missing or there twice. */
  versionMoved: boolean;
}

/**
 * Reads all pages of an endpoint: the first alone, then several at once, to the true last page, also when
 * the number of pages grows or shrinks on the way.
 * @throws AppError cancelled, or the first error of `readPage` or `onPage`, after all lanes have come to rest
 */
export async function walkPages<P extends PageInfo>(deps: WalkDeps<P>): Promise<WalkResult> {
  const parallel = Math.min(deps.parallel ?? 5, 5);
  const route = createRoute(deps.startAt);
  const stop = new AbortController();
  const signal = deps.signal === undefined ? stop.signal : AbortSignal.any([deps.signal, stop.signal]);
  const running = new Set<Promise<void>>();

  async function visit(index: number) {
    const page = await readOrEnd(index);
    if (page === undefined) return route.end(index);
    route.note(page, index);
    await deps.onPage(page, index);
    route.finish(index);
  }

  async function readOrEnd(index: number): Promise<P | undefined> {
    try {
      return await deps.readPage(index, signal);
    } catch (error) {
      // The data shrank since a page told us of this one. That page 0 is missing can only be an error.
      if (index > 0 && error instanceof AppError && error.code === 'page-out-of-range') return undefined;
      throw error;
    }
  }

  try {
    for (;;) {
      if (deps.signal?.aborted) throw new AppError('cancelled');
      for (let index = route.next(); index !== undefined && running.size < parallel; index = route.next()) {
        route.start(index);
        const lane: Promise<void> = visit(index).finally(() => running.delete(lane));
        running.add(lane);
      }
      if (running.size === 0) return route.result();
      await Promise.race(running);
    }
  } catch (error) {
    stop.abort();
    await Promise.allSettled(running);
    throw error;
  }
}

/** Which pages there are, are done, and come next. */
function createRoute(startAt: WalkCheckpoint = { done: [] }) {
  const taken = new Set(startAt.done);
  let firstVersionId = startAt.firstVersionId;
  let versionMoved = false;
  // Without a total, one page after the last known one must be asked for: only Apple knows whether it is there.
  let bound = startAt.totalPages ?? taken.values().reduce((last, index) => Math.max(last, index), -1) + 2;
  let cursor = 0;
  let firstKnown = taken.has(0);

  return {
    next(): number | undefined {
      if (!firstKnown) return taken.has(0) ? undefined : 0; // Everything waits for the first page.
      while (taken.has(cursor)) cursor++;
      return cursor < bound ? cursor : undefined;
    },
    start(index: number) {
      taken.add(index);
    },
    note(page: PageInfo, index: number) {
      if (index === 0) firstVersionId ??= page.versionId;
      if (page.versionId !== undefined && page.versionId !== firstVersionId) versionMoved = true;
      // Answers overtake each other, so a smaller total is not believed: asking one page too many ends the
      // walk just as well (9650), believing an old answer would lose pages.
      bound = Math.max(bound, page.totalPages ?? 0, (page.nextPageIndex ?? index) + 1);
    },
    finish(index: number) {
      if (index === 0) firstKnown = true;
    },
    end(index: number) {
      bound = Math.min(bound, index);
      taken.delete(index); // A later answer may know it again.
      cursor = Math.min(cursor, index);
    },
    result: (): WalkResult => ({ totalPages: bound, firstVersionId, versionMoved }),
  };
}
