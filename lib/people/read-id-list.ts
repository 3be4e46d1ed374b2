/**
 * Serial numbers or clientUserIds out of a pasted text or a CSV file: the column is found by its heading
 * (semantics 2.11), else by what its cells look like. Pure.
 */
import { type CsvRow, readCsv } from './read-csv.ts';

export type RefusedReason = 'empty' | 'characters' | 'short' | 'long' | 'quote';
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

const headings = {
  device: [
    ...['serialnumber', 'serialno', 'serialnum', 'serial', 'deviceserialnumber', 'deviceserial'],
    ...['hardwareserialnumber', 'hardwareserial', 'sn', 'seriennummer', 'seriennr', 'numerodeserie'],
    ...['numerodeserie', 'ndeserie', 'シリアル番号', 'الرقمالتسلسلي'],
  ],
  user: [
    ...['clientuserid', 'clientuserids', 'userid', 'personid', 'sisuserid', 'personnumber'],
    ...['username', 'sisusername', 'benutzerid', 'id'],
  ],
};
const MOST_SHOWN = 80;
const LOOKED_AT = 1000;
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
    const reason = refuse(id, kind);
    if (reason) refused.push({ line, text: cell.slice(0, MOST_SHOWN), reason });
    else if (ids.has(id)) duplicates++;
    else ids.add(id);
  }
  const heading = column.isHeadingFirst ? rows[0]?.cells[column.index]?.trim() : undefined;
  return { ids: [...ids], duplicates, refused, ...(heading ? { heading } : {}) };
}

function refuse(id: string, kind: 'device' | 'user'): RefusedReason | undefined {
  if (id === '') return 'empty';
  if (kind === 'user') return id.length > MOST_ID ? 'long' : undefined;
  if (!/^[A-Z0-9]+$/.test(id)) return 'characters';
  if (id.length < 8) return 'short';
  return id.length > 14 ? 'long' : undefined;
}

function findColumn(rows: readonly CsvRow[], kind: 'device' | 'user') {
  const first = rows[0]?.cells ?? [];
  const names = first.map(plain);
  // In the order of the headings: the surest first.
  for (const heading of headings[kind]) {
    const index = names.indexOf(heading);
    if (index >= 0) return { index, isHeadingFirst: true };
  }
  const index = kind === 'device' ? likeliest(rows) : 0;
  const title = first[index]?.trim() ?? '';
  const isHeadingFirst = kind === 'device' && rows.length > 1 && title !== '' && !/\d/.test(title);
  return { index, isHeadingFirst };
}

/** The column with most cells of a serial number's shape. */
function likeliest(rows: readonly CsvRow[]): number {
  const counts: number[] = [];
  for (const { cells } of rows.slice(0, LOOKED_AT)) {
    for (const [index, cell] of cells.entries()) {
      const fits = refuse(cell.trim().toUpperCase(), 'device') === undefined && /\d/.test(cell);
      if (fits) counts[index] = (counts[index] ?? 0) + 1;
    }
  }
  let best = 0;
  for (let index = 0; index < counts.length; index++)
    if ((counts[index] ?? 0) > (counts[best] ?? 0)) best = index;
  return best;
}

/** A heading without case, accents, spaces and signs. */
function plain(heading: string): string {
  return heading
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}
