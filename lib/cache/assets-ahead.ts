/** All assets of all locations in memory, read while nobody waits: then no key in a search box waits for one of them. */
import type { Database } from './database.ts';
import type { AssetRow } from './rows.ts';

/** Locations and rows of one read, some 4 ms: a key that comes meanwhile must not be felt to wait. */
const MOST_SETS = 32;
const ROWS = 1000;
/** What has more is looked up as before. */
const MOST_ROWS = 20_000;

/** For as long as no asset changes. */
export function createAssetsAhead(db: Database) {
  const rowsOf = new Map<string, AssetRow[]>();
  let last = '';
  let size = 0;
  /** As many as are likely to have `ROWS`, by those before. */
  let sets = 1;
  let state: 'begun' | 'whole' | 'too-many' = 'begun';
  let isReading = false;

  async function readOn(isOver: () => boolean): Promise<void> {
    while (state === 'begun' && !isOver()) {
      const read = await db.assetSets.where('uId').above(last).limit(sets).toArray();
      const rows = read.flatMap(({ assets }) => assets);
      for (const row of rows) note(row);
      size += rows.length;
      last = read.at(-1)?.uId ?? last;
      if (size > MOST_ROWS) giveUp();
      else if (read.length < sets) state = 'whole';
      sets = Math.max(1, Math.min(MOST_SETS, Math.floor((ROWS * read.length) / Math.max(1, rows.length))));
    }
  }

  function note(row: AssetRow): void {
    const rows = rowsOf.get(row.adamId);
    if (rows) rows.push(row);
    else rowsOf.set(row.adamId, [row]);
  }

  function giveUp(): void {
    state = 'too-many';
    rowsOf.clear();
  }

  return {
    /** Undefined until all was read. */
    get rowsOf(): ReadonlyMap<string, AssetRow[]> | undefined {
      return state === 'whole' ? rowsOf : undefined;
    },
    /** Reads on where it stopped. @param isOver ends it between two reads */
    async read(isOver: () => boolean): Promise<void> {
      if (isReading) return;
      isReading = true;
      try {
        await readOn(isOver);
      } finally {
        isReading = false;
      }
    },
  };
}
