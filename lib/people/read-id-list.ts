/**
 * Serial numbers or clientUserIds out of a pasted text or a CSV file: the column is found by its heading
 * (semantics 2.11), else by what its cells look like. Pure.
 */
import { cutToShow } from './cut-text.ts';
import { columnsOf, plainHeading } from './headings.ts';
import { likeliestColumn } from './likeliest-column.ts';
import { type CsvRow, readCsv } from './read-csv.ts';

export type RefusedReason = 'empty' | 'characters' | 'email' | 'short' | 'long' | 'quote';
export interface RefusedLine {
  line: number;
  /** As it stood there, cut to a length that can be shown. */
  text: string;
  reason: RefusedReason;
}

export interface IdList {
  /** In the order of the file, each once; serial numbers in upper case. */
  ids: string[];
  /** How often an id came again. */
  duplicates: number;
  refused: RefusedLine[];
  /** The heading of the column that was read; undefined when there was none. */
  heading?: string;
}

const MOST_ID = 256;

/** @param kind serial numbers have 8 to 14 letters and digits; a clientUserId may be any text */
export function readIdList(text: string, kind: 'device' | 'user'): IdList {
  const { rows, problems } = readCsv(text);
  const column = findColumn(rows, kind);
  const ids = new Set<string>();
  const refused: RefusedLine[] = problems.map(({ line }) => ({ line, text: '', reason: 'quote' }));
  let duplicates = 0;
  for (const { line, cells } of column.isHeadingFirst ? rows.slice(1) : rows) {
    const cell = (cells[column.index] ?? '').trim();
    const id = kind === 'device' ? cell.toUpperCase() : cell;
    const reason = refuseId(id, kind);
    if (reason) refused.push({ line, text: cutToShow(cell), reason });
    else if (ids.has(id)) duplicates++;
    else ids.add(id);
  }
  const heading = column.isHeadingFirst ? rows[0]?.cells[column.index]?.trim() : undefined;
  return { ids: [...ids], duplicates, refused, ...(heading ? { heading } : {}) };
}

/** Why a text is no id; undefined when it may be one. */
export function refuseId(id: string, kind: 'device' | 'user'): RefusedReason | undefined {
  if (id === '') return 'empty';
  if (kind === 'user') return id.length > MOST_ID ? 'long' : undefined;
  if (!/^[A-Z0-9]+$/.test(id)) return 'characters';
  if (id.length < 8) return 'short';
  return id.length > 14 ? 'long' : undefined;
}

function findColumn(rows: readonly CsvRow[], kind: 'device' | 'user') {
  const first = rows[0]?.cells ?? [];
  const known = columnsOf(kind === 'device' ? 'serial' : 'clientUserId', first.map(plainHeading))[0];
  if (known !== undefined) return { index: known, isHeadingFirst: true };
  const index = kind === 'device' ? (likeliestColumn(rows, isSerialShaped) ?? 0) : 0;
  const title = first[index]?.trim() ?? '';
  const isHeadingFirst = kind === 'device' && rows.length > 1 && title !== '' && !/\d/.test(title);
  return { index, isHeadingFirst };
}

/** By its looks: a serial number without a digit may be any word. */
export function isSerialShaped(cell: string): boolean {
  return refuseId(cell.toUpperCase(), 'device') === undefined && /\d/.test(cell);
}
