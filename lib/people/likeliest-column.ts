import type { CsvRow } from './read-csv.ts';

const LOOKED_AT = 1000;

/** The column in whose first thousand rows most cells fit, and at least one; the first of equals. */
export function likeliestColumn(
  rows: readonly CsvRow[],
  fits: (cell: string) => boolean,
  isFree: (column: number) => boolean = () => true,
): number | undefined {
  const counts: number[] = [];
  for (const { cells } of rows.slice(0, LOOKED_AT)) {
    for (const [index, cell] of cells.entries()) {
      if (isFree(index) && fits(cell.trim())) counts[index] = (counts[index] ?? 0) + 1;
    }
  }
  let best: number | undefined;
  for (let index = 0; index < counts.length; index++)
    if ((counts[index] ?? 0) > (best === undefined ? 0 : (counts[best] ?? 0))) best = index;
  return best;
}
