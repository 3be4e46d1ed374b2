import { walkPages } from '../apple/walk-pages.ts';
import type { WireAssignment } from '../apple/wire.ts';
import { createGatherer } from '../cache/holdings/gather.ts';
import { changeHoldings, writeHoldings } from '../cache/write-holdings.ts';
import { isCode } from '../platform/errors.ts';
import { storing } from '../platform/storage-error.ts';
import type { RunContext } from './context.ts';
import { walkStaged } from './staged-walk.ts';

const FULL_EVERY_MS = 24 * 3_600_000;

/** Reads all assignments, with checkpoints, and swaps the new holdings in. @returns whether they changed meanwhile */
export async function readAllAssignments(
  context: RunContext,
): Promise<{ moved: boolean; pageCount: number }> {
  const { db, uId, apple, run, progress, signal } = context;
  await progress.phase('assignments');
  const gatherer = createGatherer();
  const { firstVersionId, moved, pageCount } = await walkStaged(context, {
    name: `assignments-${run.walks}`,
    readPage: (pageIndex, signal) => apple.assignments({ pageIndex }, signal),
    countRows: (page) => page.assignments.length,
    gather: (page) => gatherer.add(page.assignments),
    take: () => ({ part: gatherer.take() }),
    restore: (part) => gatherer.restore(part),
  });
  await progress.phase('swap');
  const mark = { versionId: firstVersionId, asOf: run.stepAt, fullDueAt: run.stepAt + FULL_EVERY_MS };
  await storing(() => writeHoldings(db, uId, gatherer.finish(), mark, signal));
  return { moved, pageCount };
}

/**
 * Reads what changed since the last read. A record in a delta may also tell of a removal (reference 4.7): added all the
 * same, since the comparison with Apple's counts that follows finds out.
 * @returns false when a delta is not to be had and all must be read
 */
export async function readAssignmentsDelta(context: RunContext): Promise<boolean> {
  const { db, uId, apple, clock, progress, signal } = context;
  await progress.phase('assignments');
  const directory = await storing(() => db.directories.get(uId));
  const sinceVersionId = directory?.versionId;
  if (sinceVersionId === undefined) return false;
  const asOf = clock.now();
  const add: WireAssignment[] = [];
  try {
    const { firstVersionId } = await walkPages({
      signal,
      readPage: (pageIndex, signal) => apple.assignments({ sinceVersionId, pageIndex }, signal),
      async onPage(page) {
        add.push(...page.assignments);
        await progress.page({ rows: page.assignments.length, totalPages: page.totalPages });
        await context.keepAlive();
      },
    });
    await storing(() => changeHoldings(db, uId, { add, remove: [] }, { versionId: firstVersionId, asOf }));
    return true;
  } catch (error) {
    // A damaged leaf is mended by reading all again.
    if (isCode(error, 'bad-version') || isDamaged(error)) return false;
    throw error;
  }
}

function isDamaged(error: unknown): boolean {
  return isCode(error, 'storage-broken') && error.details.record !== undefined;
}
