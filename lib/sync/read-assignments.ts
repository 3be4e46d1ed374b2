import { type AssignmentInput, createGatherer } from '../cache/holdings/gather.ts';
import { assignmentOf } from '../cache/holdings/holder-key.ts';
import { at } from '../cache/holdings/sheet.ts';
import { findNew, writeHoldings } from '../cache/write-holdings.ts';
import { isCode } from '../platform/errors.ts';
import { storing } from '../platform/storage-error.ts';
import type { RunContext } from './context.ts';
import { readOwn } from './read-own.ts';
import { FULL_EVERY_MS } from './runs.ts';
import { readStagedParts, walkStaged } from './staged-walk.ts';

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
  const mark = {
    versionId: firstVersionId,
    asOf: run.stepAt,
    fullDueAt: run.stepAt + FULL_EVERY_MS,
    incomplete: moved,
  };
  const isOwn = await readOwn(context);
  await storing(() => writeHoldings(db, uId, gatherer.finish(), mark, signal, isOwn));
  return { moved, pageCount };
}

/**
 * Reads what changed since the last read and stages it: it is swapped in together with what the comparison with Apple's
 * counts finds, since a record in a delta may also tell of a removal (reference 4.7).
 * @returns false when a delta is not to be had and all must be read
 */
export async function readAssignmentsDelta(context: RunContext): Promise<boolean> {
  const { db, uId, apple, run, progress } = context;
  await progress.phase('assignments');
  const directory = await storing(() => db.directories.get(uId));
  const sinceVersionId = directory?.versionId;
  if (sinceVersionId === undefined) return false;
  const name = `delta-${run.walks}`;
  const gatherer = createGatherer();
  try {
    const { firstVersionId } = await walkStaged(context, {
      name,
      readPage: (pageIndex, signal) => apple.assignments({ sinceVersionId, pageIndex }, signal),
      countRows: (page) => page.assignments.length,
      gather: (page) => gatherer.add(page.assignments),
      take: () => ({ part: gatherer.take() }),
      restore: (part) => gatherer.restore(part),
    });
    const version = firstVersionId !== undefined && { versionId: firstVersionId };
    run.delta = { name, asOf: run.stepAt, ...version };
    return true;
  } catch (error) {
    if (isCode(error, 'bad-version')) return false;
    throw error;
  }
}

/**
 * The rows of the staged delta that the holdings do not show yet; none when it was swapped in before.
 * @throws AppError storage-broken with `record` when the holdings are damaged
 */
export async function readStagedDelta(context: RunContext): Promise<AssignmentInput[]> {
  const { db, uId, run } = context;
  if (!run.delta) return [];
  const gatherer = createGatherer();
  for (const part of await readStagedParts(context, run.delta.name)) gatherer.restore(part);
  const { rows, assets } = gatherer.finish();
  const staged = Array.from(rows.holderOf, (holder, row) => {
    const key = assets[at(rows.assetOf, row)];
    return key ? [assignmentOf(rows.keys[holder] ?? '', key)] : [];
  });
  return storing(() => findNew(db, uId, staged.flat()));
}
