import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PageInfo, walkPages } from '../../../lib/apple/walk-pages.ts';
import { AppError } from '../../../lib/platform/errors.ts';
import { calm } from './fake-clock.ts';
import { failureOf } from './fake-parts.ts';

interface Page extends PageInfo {
  index: number;
  /** How many answers the server gave before. */
  at?: number;
}

interface Change {
  /** After how many answers. */
  after: number;
  totalPages: number;
}

/** A server with a number of pages that changes; answers one waiting read at a time, in an order by `choose`. */
function createServer(
  pages: number,
  options: { changes?: Change[]; totals?: boolean; choose?: (n: number) => number },
) {
  const { changes = [], totals = true, choose = () => 0 } = options;
  const waiting: { index: number; answer(): void }[] = [];
  const asked: number[] = [];
  let total = pages;
  let version = 0;
  let answered = 0;
  const totalsSince = [pages];

  function pageOrThrow(index: number): Page {
    if (index >= total && index > 0) throw new AppError('page-out-of-range');
    return {
      index,
      at: answered,
      versionId: `v${version}`,
      ...(totals ? { totalPages: total } : {}),
      ...(index + 1 < total ? { nextPageIndex: index + 1 } : {}),
    };
  }

  return {
    asked,
    /** The fewest pages that there were at any time after the answer `at`. */
    fewestSince: (at = 0) => Math.min(...totalsSince.slice(at)),
    read(index: number, signal: AbortSignal): Promise<Page> {
      asked.push(index);
      return new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(new AppError('cancelled')));
        const answer = () => {
          try {
            resolve(pageOrThrow(index));
          } catch (error) {
            reject(error);
          }
        };
        waiting.push({ index, answer });
      });
    },
    /** Answers until nothing waits any more. */
    async serve() {
      await calm();
      for (
        let next = waiting.splice(choose(waiting.length), 1)[0];
        next !== undefined;
        next = waiting.splice(choose(waiting.length), 1)[0]
      ) {
        next.answer();
        answered++;
        for (const change of changes.filter(({ after }) => after === answered)) {
          total = change.totalPages;
          version++;
        }
        totalsSince.push(total);
        await calm();
      }
    },
  };
}

/** Numbers in [0, n) from a list, over and over. */
function chooser(numbers: number[]) {
  let at = 0;
  return (n: number) => (n === 0 ? 0 : (numbers[at++ % numbers.length] ?? 0) % n);
}

const order = fc.array(fc.nat(20), { minLength: 1, maxLength: 20 });

describe('walkPages', () => {
  it('reads every page once, in any order of answers, with and without totals', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 40 }),
        fc.boolean(),
        order,
        async (pages, totals, numbers) => {
          const server = createServer(pages, { totals, choose: chooser(numbers) });
          const seen: number[] = [];
          const walk = walkPages({
            readPage: server.read,
            onPage: async (page, index) => {
              expect(page.index).toBe(index);
              seen.push(index);
            },
          });
          await server.serve();
          expect(await walk).toEqual({ totalPages: pages, firstVersionId: 'v0', versionMoved: false });
          expect(seen.toSorted((a, b) => a - b)).toEqual(Array.from({ length: pages }, (_, index) => index));
          expect(server.asked).toHaveLength(pages);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('gets to the true last page when pages come and go on the way', async () => {
    const change = fc.record({
      after: fc.integer({ min: 1, max: 12 }),
      totalPages: fc.integer({ min: 1, max: 30 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 30 }),
        fc.uniqueArray(change, { minLength: 1, maxLength: 3, selector: (item) => item.after }),
        order,
        fc.boolean(),
        async (pages, changes, numbers, totals) => {
          const server = createServer(pages, { changes, totals, choose: chooser(numbers) });
          const seen = new Set<number>();
          const answers: Page[] = [];
          const walk = walkPages({
            readPage: server.read,
            onPage: async (page, index) => {
              expect(seen.has(index)).toBe(false);
              seen.add(index);
              answers.push(page);
            },
          });
          await server.serve();
          const result = await walk;
          expect(result.firstVersionId).toBe('v0');
          expect(result.versionMoved).toBe(answers.some((page) => page.versionId !== 'v0'));
          // What an answer pointed to and what was there ever since has been read.
          for (const page of answers) {
            const known = Math.max(page.totalPages ?? 0, (page.nextPageIndex ?? 0) + 1);
            for (let index = 0; index < Math.min(known, server.fewestSince(page.at)); index++) {
              expect(seen).toContain(index);
            }
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it('is not misled by an old answer that was overtaken', async () => {
    const totals = [3, 3, 4, 4];
    const seen: number[] = [];
    let release = () => {};
    const newerIsNoted = new Promise<void>((resolve) => {
      release = resolve;
    });
    await walkPages({
      readPage: async (index): Promise<Page> => {
        if (index === 1) await newerIsNoted;
        return { index, totalPages: totals[index] ?? 0 };
      },
      onPage: async (_, index) => {
        seen.push(index);
        if (index !== 2) return;
        release();
        await calm();
      },
    });
    expect(seen.toSorted()).toEqual([0, 1, 2, 3]);
  });

  it('takes a page that is gone at the end for the end', async () => {
    const server = createServer(20, { changes: [{ after: 3, totalPages: 4 }] });
    const seen: number[] = [];
    const walk = walkPages({ readPage: server.read, onPage: async (_, index) => void seen.push(index) });
    await server.serve();
    expect(await walk).toEqual({ totalPages: 4, firstVersionId: 'v0', versionMoved: true });
    expect(seen).toEqual([0, 1, 2, 3]);
    expect(server.asked.length).toBeLessThanOrEqual(10);
  });

  it('but not a missing first page', async () => {
    const walk = walkPages({
      readPage: async () => {
        throw new AppError('page-out-of-range');
      },
      onPage: async () => {},
    });
    expect((await failureOf(walk)).code).toBe('page-out-of-range');
  });

  it('goes on where it stood: no page of the checkpoint again', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 25 }),
        fc.array(fc.nat(24)),
        fc.boolean(),
        order,
        async (pages, before, withTotal, numbers) => {
          const done = new Set(before.filter((index) => index < pages));
          if (!done.has(0)) done.clear();
          const server = createServer(pages, { choose: chooser(numbers) });
          const seen: number[] = [];
          const startAt =
            done.size === 0
              ? { done }
              : { done, firstVersionId: 'v0', ...(withTotal ? { totalPages: pages } : {}) };
          const walk = walkPages({
            readPage: server.read,
            startAt,
            onPage: async (_, index) => void seen.push(index),
          });
          await server.serve();
          expect(await walk).toEqual({ totalPages: pages, firstVersionId: 'v0', versionMoved: false });
          expect([...seen, ...done].toSorted((a, b) => a - b)).toEqual(
            Array.from({ length: pages }, (_, index) => index),
          );
          if (withTotal) expect(server.asked).toHaveLength(pages - done.size);
        },
      ),
      { numRuns: 80 },
    );
  });

  it('sees that the data moved since the checkpoint', async () => {
    const server = createServer(3, {});
    const walk = walkPages({
      readPage: server.read,
      startAt: { done: [0, 1], totalPages: 3, firstVersionId: 'older' },
      onPage: async () => {},
    });
    await server.serve();
    expect(await walk).toEqual({ totalPages: 3, firstVersionId: 'older', versionMoved: true });
  });

  it('holds five pages at most, also when the taker is slow', async () => {
    let held = 0;
    let most = 0;
    const takers: (() => void)[] = [];
    const walk = walkPages({
      readPage: async (index): Promise<Page> => {
        most = Math.max(most, ++held);
        return { index, totalPages: 30 };
      },
      onPage: () =>
        new Promise<void>((resolve) => {
          takers.push(() => {
            held--;
            resolve();
          });
        }),
    });
    await calm();
    expect(held).toBe(1);
    for (let taker = takers.pop(); taker !== undefined; taker = takers.pop()) {
      taker();
      await calm();
    }
    expect((await walk).totalPages).toBe(30);
    expect(most).toBe(5);
  });

  it('stops every lane at the first failure and throws that one', async () => {
    const server = createServer(30, {});
    const walk = walkPages({
      readPage: server.read,
      onPage: async (_, index) => {
        if (index === 2) throw new AppError('storage-full');
      },
    });
    const failure = failureOf(walk);
    await server.serve();
    expect((await failure).code).toBe('storage-full');
    expect(server.asked.length).toBeLessThan(10);
  });

  it('is cancelled by its signal, before and in between', async () => {
    const server = createServer(30, {});
    const stop = new AbortController();
    const failure = failureOf(
      walkPages({
        readPage: server.read,
        signal: stop.signal,
        onPage: async (_, index) => {
          if (index === 1) stop.abort();
        },
      }),
    );
    await server.serve();
    expect((await failure).code).toBe('cancelled');
    const never = walkPages({ readPage: server.read, signal: AbortSignal.abort(), onPage: async () => {} });
    expect((await failureOf(never)).code).toBe('cancelled');
    expect(server.asked.length).toBeLessThan(10);
  });
});
