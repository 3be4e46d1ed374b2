import Papa from 'papaparse';
import { findBrokenRows } from './broken-rows.ts';
import { unguardCell } from './guard-cell.ts';

export interface CsvRow {
  /** The line of the file that the row begins at, the first one being 1. */
  line: number;
  cells: string[];
}

/** `open-quote`: a quote is never closed; `stray-quote`: text follows a closing quote. */
export interface CsvProblem {
  /** The line of the row. */
  line: number;
  code: 'open-quote' | 'stray-quote';
}

export interface CsvTable {
  delimiter: ',' | ';' | '\t';
  /** Without those whose cells are all empty. One with a problem is among them, cut at every delimiter. */
  rows: CsvRow[];
  /** How many were left out as empty; what follows the last line end is no row. */
  blank: number;
  problems: CsvProblem[];
}

/**
 * Reads what `writeCsvLines` or a spreadsheet wrote: with or without byte order mark, any line ends, cells apart by
 * comma, semicolon or tab (what the first row has most). Our apostrophe before a formula is taken off. A wrong quote
 * spoils its own row alone.
 */
export function readCsv(text: string): CsvTable {
  const plain = text.replace(/^\uFEFF/, '');
  const delimiter = findDelimiter(plain);
  const found: CsvRow[] = [];
  const problems: CsvProblem[] = [];
  let line = 1;
  const add = (rows: readonly string[][]) => {
    for (const cells of rows) {
      found.push({ line, cells: cells.map(unguardCell) });
      line += 1;
      for (const cell of cells) if (lineEnd.test(cell)) line += cell.split(lineEnd).length - 1;
    }
  };
  const parse = (wholeRows: string) => {
    if (wholeRows === '') return;
    const ended = withPlainLineEnds(wholeRows, delimiter).replace(/\n$/, '');
    if (ended === '') return add([['']]);
    const { data, errors } = Papa.parse<string[]>(ended, { delimiter, newline: '\n' });
    const first = found.length;
    add(data);
    // None is left that is known; what the library minds all the same is not kept back.
    for (const { type, row } of errors)
      if (type === 'Quotes')
        problems.push({ line: found[first + (row ?? 0)]?.line ?? 1, code: 'stray-quote' });
  };
  let at = 0;
  for (const { from, to, code } of findBrokenRows(plain, delimiter)) {
    parse(plain.slice(at, from));
    problems.push({ line, code });
    add([plain.slice(from, to).split(delimiter)]);
    at = plain.startsWith('\r\n', to) ? to + 2 : to + 1;
  }
  parse(plain.slice(at));
  const rows = found.filter(({ cells }) => cells.some((cell) => cell !== ''));
  return { delimiter, rows, blank: found.length - rows.length, problems };
}

const lineEnd = /\r\n?|\n/;

/** A quoted cell; a quote inside of a cell (5" of something) opens none. */
const quotedCell = (delimiters: string) => `(?<=^|[${delimiters}\\r\\n])"[^"]*(?:""[^"]*)*"`;
const quotedInAny = new RegExp(quotedCell(',;\\t'), 'g');

/** All line ends outside of quotes as LF: files from several hands mix them. */
function withPlainLineEnds(text: string, delimiter: string): string {
  if (!text.includes('\r')) return text;
  const quotedOrLineEnd = new RegExp(`${quotedCell(delimiter)}|\\r\\n?`, 'g');
  return text.replace(quotedOrLineEnd, (found) => (found.startsWith('"') ? found : '\n'));
}

function findDelimiter(text: string): CsvTable['delimiter'] {
  const start = text
    .slice(0, 65_536)
    .replace(quotedInAny, '')
    .replace(/^[\r\n]+/, '');
  const first = start.split(/[\r\n]/, 1)[0] ?? '';
  const counts = ([',', ';', '\t'] as const).map((one) => ({ one, count: first.split(one).length }));
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).one;
}
