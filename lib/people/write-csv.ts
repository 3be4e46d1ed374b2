import Papa from 'papaparse';
import { guardCell } from './guard-cell.ts';

export type Cell = string | number | boolean | undefined;

/** The first of a file, so that a spreadsheet reads it as UTF-8. */
export const byteOrderMark = '\uFEFF';
const lineEnd = '\r\n';

/**
 * Lines of a CSV file, each with its line end; the byte order mark before the first ones is the caller's. Texts that
 * a spreadsheet would run get a leading apostrophe, which `readCsv` takes off again.
 */
export function writeCsvLines(rows: readonly (readonly Cell[])[]): string {
  if (rows.length === 0) return '';
  const cells = rows.map((row) => row.map(writeCell));
  return `${Papa.unparse(cells, { newline: lineEnd, quotes: isAmbiguous })}${lineEnd}`;
}

/** A number stays one: "-5" is data, and no text can pass for it. */
function writeCell(cell: Cell): string {
  if (cell === undefined) return '';
  return typeof cell === 'string' ? guardCell(cell) : String(cell);
}

/** What another delimiter would cut is quoted too; commas, quotes and line ends are by the library. */
const isAmbiguous = (text: unknown) => typeof text === 'string' && /[;\t]/.test(text);
