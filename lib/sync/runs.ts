/** The run of a location in the database: opened or gone on with, moved from step to step, closed. */
import { Dexie } from 'dexie';
import type { Database, RunRow } from '../cache/database.ts';
import { foundScope } from '../cache/found-changes.ts';
import { expectLinked } from '../cache/generations.ts';
import type { SyncRow } from '../cache/rows.ts';
import { storing } from '../platform/storage-error.ts';

/** What was staged longer ago, or on a clock that was so far ahead, mixes states of Apple that lie too far apart. */
const STALE_MS = 6 * 3_600_000;
/** So long after a whole read of the assignments the next one is due. */
export const FULL_EVERY_MS = 24 * 3_600_000;

/** Goes on with an unfinished run, else begins one, as its row wishes; the row then says that it runs. */
export function openRun(db: Database, uId: string, now: number, randomId: () => string): Promise<RunRow> {
  return storing(() =>
    db.transaction('rw', [db.runs, db.syncs, db.staging, db.directories, db.locations], async () => {
      await expectLinked(db, uId);
      const known = await db.runs.get(uId);
      const sync = await db.syncs.get(uId);
      const run =
        known && Math.abs(now - known.startedAt) < STALE_MS
          ? known
          : await beginRun(db, uId, now, sync, randomId());
      await db.syncs.put(runningRow(run, sync, now));
      return run;
    }),
  );
}

async function beginRun(db: Database, uId: string, now: number, sync: SyncRow | undefined, id: string) {
  const directory = await db.directories.get(uId);
  const asked = sync?.state === 'queued' && sync.kind === 'full';
  // Further ahead than it is ever set: the clock was set back since.
  const isAhead = directory && directory.fullDueAt > now + FULL_EVERY_MS;
  const full = asked || !directory || isAhead || directory.fullDueAt <= now;
  const run: RunRow = {
    uId,
    run: id,
    full,
    startedAt: now,
    step: 'assets',
    stepAt: now,
    walks: 0,
    moved: false,
  };
  await dropStaging(db, uId);
  await db.runs.put(run);
  return run;
}

function runningRow(run: RunRow, before: SyncRow | undefined, now: number): SyncRow {
  const { lastFullAt, unknownAssets } = before ?? {};
  return {
    uId: run.uId,
    state: 'running',
    kind: run.full ? 'full' : 'delta',
    phase: 'config',
    startedAt: run.startedAt,
    updatedAt: now,
    pagesDone: 0,
    rowsDone: 0,
    ...(lastFullAt !== undefined && { lastFullAt }),
    ...(unknownAssets !== undefined && { unknownAssets }),
  };
}

/** The row of a location whose turn comes later. */
export function queueRun(db: Database, uId: string, now: number, full: boolean): Promise<void> {
  return storing(() =>
    db.transaction('rw', [db.syncs, db.locations], async () => {
      await expectLinked(db, uId);
      const before = await db.syncs.get(uId);
      const asked = before?.state === 'queued' && before.kind === 'full';
      const kind = full || asked ? 'full' : 'delta';
      const { failure: _failure, nextAt: _nextAt, ...kept } = before ?? emptyRow(uId, now);
      await db.syncs.put({ ...kept, state: 'queued', kind, updatedAt: now });
    }),
  );
}

function emptyRow(uId: string, now: number): SyncRow {
  const counts = { pagesDone: 0, rowsDone: 0 };
  return { uId, state: 'queued', kind: 'full', phase: 'config', startedAt: now, updatedAt: now, ...counts };
}

/**
 * The rows of all syncs. After the clock was set back each waits from now on for as long as it was to wait: what was
 * written by the clock of then would stand still for as long as the jump was.
 */
export async function readSyncs(db: Database, now: number): Promise<SyncRow[]> {
  const isAhead = ({ updatedAt, nextAt }: SyncRow) => nextAt !== undefined && updatedAt > now;
  return storing(async () => {
    const rows = await db.syncs.toArray();
    if (!rows.some(isAhead)) return rows;
    await db.syncs.filter(isAhead).modify((row) => {
      row.nextAt = now + Math.max(0, (row.nextAt ?? 0) - row.updatedAt);
      row.updatedAt = now;
    });
    return db.syncs.toArray();
  });
}

/** Notes how far a run is; one that was dropped meanwhile (by an unlink or a wipe) does not come back. */
export async function saveRun(db: Database, { uId, ...progress }: RunRow): Promise<void> {
  await storing(() => db.runs.update(uId, progress));
}

/** Forgets a run and its checkpoints. What was swapped in stays. */
export function dropRun(db: Database, uId: string): Promise<void> {
  return storing(() =>
    db.transaction('rw', [db.runs, db.staging], async () => {
      await db.runs.delete(uId);
      await dropStaging(db, uId);
    }),
  );
}

/** What swaps found is no part of a run and stays. */
async function dropStaging(db: Database, uId: string): Promise<void> {
  await db.staging.where(':id').between([uId, foundScope, Dexie.maxKey], [uId, Dexie.maxKey]).delete();
}

/** @param nextAt when the next sync is due */
export function closeRun(db: Database, run: RunRow, now: number, nextAt: number): Promise<void> {
  const { uId } = run;
  return storing(() =>
    db.transaction('rw', [db.runs, db.staging, db.syncs], async () => {
      await db.runs.delete(uId);
      await dropStaging(db, uId);
      await db.syncs.update(uId, {
        state: 'done',
        updatedAt: now,
        finishedAt: now,
        nextAt,
        ...(run.walks > 0 && { lastFullAt: now }),
      });
    }),
  );
}
