import { Dexie, type Table } from 'dexie';
import { type PageInfo, walkPages } from '../apple/walk-pages.ts';
import type { StagedPage, StagingRow } from '../cache/database.ts';
import { expectLinked } from '../cache/generations.ts';
import type { GatheredPart } from '../cache/holdings/gather.ts';
import { storing } from '../platform/storage-error.ts';
import { createCheckpoints } from './checkpoints.ts';
import type { RunContext } from './context.ts';

export interface StagedWalk<Page extends PageInfo> {
  /** Tells the walks of one run apart. */
  name: string;
  readPage(pageIndex: number, signal: AbortSignal): Promise<Page>;
  countRows(page: Page): number;
  /** Takes a page into memory. */
  gather(page: Page): void;
  /** Hands over what was gathered since the last time, to be stored together with the page numbers. */
  take(): TakenPart;
  /** Takes back what an earlier background stored. */
  restore?(part: GatheredPart): void;
}
export interface TakenPart {
  part?: GatheredPart;
  /** Writes to `tables` in the checkpoint's own transaction. */
  tables?: Table[];
  write?(): Promise<void>;
}

/**
 * Reads all pages of an endpoint with checkpoints, going on where a dead background stopped: only the pages in
 * flight and those since the last checkpoint are asked for again.
 * @returns the first page's version, whether it changed during the walk, and how many pages there were
 * @throws AppError as `walkPages`; storage-full, storage-broken, location-unknown
 */
export async function walkStaged<Page extends PageInfo>(
  context: RunContext,
  walk: StagedWalk<Page>,
): Promise<{ firstVersionId: string | undefined; moved: boolean; pageCount: number }> {
  const { clock, progress, signal } = context;
  const scope = stagingScope(context, walk.name);
  const staged = await readStaging(context, scope);
  for (const { part } of staged) if (part) walk.restore?.(part);
  const pages = staged.flatMap((row) => row.pages);
  await progress.restored(pages);

  let seq = staged.length;
  let waiting: StagedPage[] = [];
  /** After a checkpoint that failed, later ones would lack what it held. */
  let lost = false;

  async function save(): Promise<void> {
    const { part, tables = [], write } = walk.take();
    const row = { uId: context.uId, run: scope, seq: seq++, pages: waiting, ...(part && { part }) };
    waiting = [];
    lost = true;
    await saveCheckpoint(context, row, tables, write);
    lost = false;
  }
  const checkpoints = createCheckpoints(clock, async () => {
    await save();
    await context.checkpoint();
  });
  async function saveRest(): Promise<void> {
    await checkpoints.idle();
    if (waiting.length > 0 && !lost) await save();
  }

  try {
    await walkPages<Page>({
      signal,
      startAt: { done: pages.map((page) => page.pageIndex), ...startOf(pages) },
      readPage: walk.readPage,
      async onPage(page, pageIndex) {
        const rows = walk.countRows(page);
        walk.gather(page);
        const staged = stagedPage(page, pageIndex, rows);
        pages.push(staged);
        waiting.push(staged);
        await progress.page({ rows, totalPages: page.totalPages });
        // All others refer to the first page's version.
        await (pageIndex === 0 ? checkpoints.now() : checkpoints.whenDue());
      },
    });
  } catch (error) {
    // What came before Apple stopped answering need not be asked for again.
    await saveRest();
    if (lost) await checkpoints.settle();
    throw error;
  }
  await saveRest();
  await checkpoints.settle();
  const firstVersionId = pages.find((page) => page.pageIndex === 0)?.versionId;
  const moved = pages.some(({ versionId }) => versionId !== undefined && versionId !== firstVersionId);
  return { firstVersionId, moved, pageCount: pages.length };
}

function stagingScope({ run }: RunContext, name: string): string {
  return `${run.run}/${name}`;
}

function stagedPage(page: PageInfo, pageIndex: number, rows: number): StagedPage {
  const { totalPages, versionId } = page;
  return {
    pageIndex,
    rows,
    ...(totalPages !== undefined && { totalPages }),
    ...(versionId !== undefined && { versionId }),
  };
}

function startOf(pages: readonly StagedPage[]) {
  const totals = pages.flatMap((page) => page.totalPages ?? []);
  const firstVersionId = pages.find((page) => page.pageIndex === 0)?.versionId;
  return {
    ...(totals.length > 0 && { totalPages: Math.max(...totals) }),
    ...(firstVersionId !== undefined && { firstVersionId }),
  };
}

function saveCheckpoint(
  { db, uId }: RunContext,
  row: StagingRow,
  tables: Table[],
  write?: () => Promise<void>,
): Promise<void> {
  return storing(() =>
    db.transaction('rw', [db.staging, db.locations, ...tables], async () => {
      await expectLinked(db, uId);
      await db.staging.add(row);
      await write?.();
    }),
  );
}

export async function hasStaging(context: RunContext, name: string): Promise<boolean> {
  return (await readStaging(context, stagingScope(context, name))).length > 0;
}

/** What the checkpoints of a walk hold, in order. */
export async function readStagedParts(context: RunContext, name: string): Promise<GatheredPart[]> {
  const rows = await readStaging(context, stagingScope(context, name));
  return rows.flatMap(({ part }) => part ?? []);
}

/** The checkpoints in order. Parts refer to earlier ones, so with a gap none is of use. */
async function readStaging({ db, uId }: RunContext, scope: string): Promise<StagingRow[]> {
  const range = () => db.staging.where(':id').between([uId, scope], [uId, scope, Dexie.maxKey]);
  return storing(async () => {
    const rows = await range().toArray();
    if (rows.every((row, index) => row.seq === index)) return rows;
    await range().delete();
    return [];
  });
}
