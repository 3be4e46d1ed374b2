import { walkPages } from '../apple/walk-pages.ts';
import type { AssetRow } from '../cache/rows.ts';
import { writeAssets } from '../cache/write-location.ts';
import { storing } from '../platform/storage-error.ts';
import { assetRows } from './asset-rows.ts';
import type { RunContext } from './context.ts';

/** A library that changes faster than it can be read is taken as it comes after so many tries. */
const MOST_TRIES = 3;

/** Reads all assets, again when they change meanwhile (reference 5: they have no delta), and swaps them in. */
export async function readAssets(context: RunContext): Promise<void> {
  const { db, uId, progress } = context;
  await progress.phase('assets');
  for (let attempt = 1; ; attempt++) {
    const { rows, asOf, moved, leftOut } = await readOnce(context);
    if (moved && attempt < MOST_TRIES) continue;
    await storing(() => writeAssets(db, uId, rows, asOf));
    return progress.unknownAssets(leftOut);
  }
}

async function readOnce({ apple, clock, uId, progress, signal, checkpoint }: RunContext) {
  const asOf = clock.now();
  const rows: AssetRow[] = [];
  let leftOut = 0;
  const { versionMoved } = await walkPages({
    signal,
    readPage: (pageIndex, signal) => apple.assets({ pageIndex }, signal),
    async onPage(page) {
      const found = assetRows(uId, page, asOf);
      rows.push(...found);
      leftOut += page.leftOut;
      await progress.page({ rows: found.length, totalPages: page.totalPages });
      await checkpoint();
    },
  });
  return { rows, asOf, moved: versionMoved, leftOut };
}
