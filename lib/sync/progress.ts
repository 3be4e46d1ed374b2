import type { Database } from '../cache/database.ts';
import type { SyncPhase, SyncRow } from '../cache/rows.ts';
import type { Clock } from '../platform/clock.ts';
import { storing } from '../platform/storage-error.ts';

export type Progress = ReturnType<typeof createProgress>;

/** Screens follow it live: more often than this would only cost. */
const WRITE_EVERY_MS = 500;

/** The progress row of one run, written twice a second. */
export function createProgress(db: Database, uId: string, clock: Clock) {
  let counts: Pick<SyncRow, 'pagesDone' | 'pagesTotal' | 'rowsDone'> = { pagesDone: 0, rowsDone: 0 };
  let writtenAt = 0;

  async function write(phase?: SyncPhase): Promise<void> {
    const now = clock.now();
    writtenAt = now;
    await storing(() =>
      db.syncs.update(uId, (row) => {
        Object.assign(row, counts, { updatedAt: now });
        if (counts.pagesTotal === undefined) delete row.pagesTotal;
        if (phase) row.phase = phase;
      }),
    );
  }

  return {
    async phase(phase: SyncPhase): Promise<void> {
      counts = { pagesDone: 0, rowsDone: 0 };
      await write(phase);
    },
    async page(page: { rows: number; totalPages?: number | undefined }): Promise<void> {
      counts = {
        pagesDone: counts.pagesDone + 1,
        rowsDone: counts.rowsDone + page.rows,
        ...(page.totalPages === undefined ? {} : { pagesTotal: page.totalPages }),
      };
      // A clock that was set back must not silence it.
      if (Math.abs(clock.now() - writtenAt) >= WRITE_EVERY_MS) await write();
    },
    /** Assets that had to be left out of those just read. */
    async unknownAssets(count: number): Promise<void> {
      await storing(() =>
        db.syncs.update(uId, (row) => {
          if (count > 0) row.unknownAssets = count;
          else delete row.unknownAssets;
        }),
      );
    },
    /** Pages that an earlier background had already read. */
    async restored(pages: { rows: number; totalPages?: number | undefined }[]): Promise<void> {
      if (pages.length === 0) return;
      const pagesTotal = pages.at(-1)?.totalPages;
      counts = {
        pagesDone: pages.length,
        rowsDone: pages.reduce((sum, page) => sum + page.rows, 0),
        ...(pagesTotal === undefined ? {} : { pagesTotal }),
      };
      await write();
    },
  };
}
