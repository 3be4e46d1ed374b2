/** All assets of all locations in memory, read while nobody waits: then no key in a search box waits for one of them. */
import type { Database } from './database.ts';
import type { AssetRow } from './rows.ts';

/** Locations of one read, some 4 ms: a key that comes meanwhile must not be felt to wait. */
const SETS = 32;
/** Rows; what has more is looked up as before. */
const MOST_ROWS = 20_000;

/** For as long as no asset changes. */
export function createAssetsAhead(db: Database) {
  const rowsOf = new Map<string, AssetRow[]>();
  let last = '';
  let size = 0;
  let isWhole = false;
  let isReading = false;

  async function readOn(isOver: () => boolean): Promise<void> {
    while (!isWhole && size <= MOST_ROWS && !isOver()) {
      const sets = await db.assetSets.where('uId').above(last).limit(SETS).toArray();
      for (const row of sets.flatMap(({ assets }) => assets)) {
        const rows = rowsOf.get(row.adamId);
        if (rows) rows.push(row);
        else rowsOf.set(row.adamId, [row]);
        size++;
      }
      last = sets.at(-1)?.uId ?? last;
      isWhole = sets.length < SETS;
    }
  }

  return {
    /** Undefined until all was read. */
    get rowsOf(): ReadonlyMap<string, AssetRow[]> | undefined {
      return isWhole ? rowsOf : undefined;
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
