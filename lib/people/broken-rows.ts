import type { CsvProblem } from './read-csv.ts';

/** A row whose quotes are wrong: where its text begins and ends, its line end not included. */
export interface BrokenRow {
  from: number;
  to: number;
  code: CsvProblem['code'];
}

/**
 * Rows with a quote that is never closed, or that text follows. A reader of CSV takes all that comes after such a quote
 * for one cell; a quote that is followed by neither delimiter nor line end is no end of a cell, and the row where the
 * cell began is the broken one.
 */
export function* findBrokenRows(text: string, delimiter: string): Generator<BrokenRow> {
  const cell = new RegExp(`"[^"]*(?:""[^"]*)*" *(?=[${delimiter}\\r\\n]|$)`, 'y');
  const lineEnd = /[\r\n]/g;
  let row = 0;
  let at = 0;
  for (;;) {
    const quote = findOpening(text, at, delimiter);
    if (quote < 0) return;
    // A line end before `at` is inside of a cell.
    const before = text.slice(at, quote);
    const line = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r'));
    if (line >= 0) row = at + line + 1;
    cell.lastIndex = quote;
    if (cell.test(text)) {
      at = cell.lastIndex;
      continue;
    }
    lineEnd.lastIndex = quote;
    const to = lineEnd.exec(text)?.index ?? text.length;
    const isClosed = text.slice(quote + 1, to).includes('"');
    yield { from: row, to, code: isClosed ? 'stray-quote' : 'open-quote' };
    at = to;
  }
}

/** A quote at the beginning of a cell; -1 when there is none. */
function findOpening(text: string, from: number, delimiter: string): number {
  let quote = text.indexOf('"', from);
  while (quote > 0) {
    const before = text[quote - 1];
    if (before === delimiter || before === '\n' || before === '\r') break;
    quote = text.indexOf('"', quote + 1);
  }
  return quote;
}
