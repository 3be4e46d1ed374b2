import Papa from 'papaparse';
import { unguardCell } from './guard-cell.ts';

export interface CsvRow {
  /** The line of the file that the row begins at, the first one being 1. */
  line: number;
  cells: string[];
}

/** `open-quote`: a quote is never closed; `stray-quote`: text follows a closing quote. */
export interface CsvProblem {
  line: number;
  code: 'open-quote' | 'stray-quote';
}

export interface CsvTable {
  delimiter: ',' | ';' | '\t';
  /** Without those whose cells are all empty. */
  rows: CsvRow[];
  problems: CsvProblem[];
}

/**
 * Reads what `writeCsvLines` or a spreadsheet wrote: with or without byte order mark, any line ends, cells apart by
 * comma, semicolon or tab (what the first row has most). Our apostrophe before a formula is taken off.
 */
export function readCsv(text: string): CsvTable {
  const plain = withPlainLineEnds(text.replace(/^\uFEFF/, ''));
  const delimiter = findDelimiter(plain);
  const { data, errors } = Papa.parse<string[]>(plain, { delimiter, newline: '\n' });
  const lines = linesOf(data);
  return {
    delimiter,
    rows: data
      .map((cells, index) => ({ line: lines[index] ?? 0, cells: cells.map(unguardCell) }))
      .filter(({ cells }) => cells.some((cell) => cell !== '')),
    problems: errors
      .filter(({ type }) => type === 'Quotes')
      .map(({ code, row }) => ({
        line: lines[row ?? 0] ?? 1,
        code: code === 'MissingQuotes' ? 'open-quote' : 'stray-quote',
      })),
  };
}

/** A quoted cell; a quote inside of a cell (5" of something) opens none. */
const quoted = '(?<=^|[,;\\t\\r\\n])"[^"]*(?:""[^"]*)*"';
const quotedOrLineEnd = new RegExp(`${quoted}|\\r\\n?`, 'g');
const quotedCells = new RegExp(quoted, 'g');

/** All line ends outside of quotes as LF: files from several hands mix them. */
function withPlainLineEnds(text: string): string {
  return text.replace(quotedOrLineEnd, (found) => (found.startsWith('"') ? found : '\n'));
}

function findDelimiter(text: string): CsvTable['delimiter'] {
  const first = text.slice(0, 65_536).replace(quotedCells, '').replace(/^\n+/, '').split('\n', 1)[0] ?? '';
  const counts = ([',', ';', '\t'] as const).map((one) => ({ one, count: first.split(one).length }));
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).one;
}

/** The line that each row begins at; a quoted cell may run over several. */
function linesOf(rows: readonly string[][]): number[] {
  let line = 1;
  return rows.map((cells) => {
    const own = line;
    line += 1 + cells.reduce((sum, cell) => sum + (cell.match(/\r\n?|\n/g)?.length ?? 0), 0);
    return own;
  });
}
