/**
 * Serial numbers or people out of a pasted text or a CSV file: the column is found by its heading (semantics 2.11), else
 * by what its cells look like. Pure.
 */
import { cutToShow } from './cut-text.ts';
import { columnsOf, plainHeading } from './headings.ts';
import { likeliestColumn } from './likeliest-column.ts';
import { isOfRecord, mapHeaders } from './map-headers.ts';
import { type CsvRow, readCsv } from './read-csv.ts';
import { isSerialShaped, type RefusedLine, refuseId } from './refuse-id.ts';

export interface IdList {
  /** In the order of the file, each once: serial numbers in upper case; of a person the surest text that names them. */
  ids: string[];
  /** Of a list of people: the row of each id, as a location may know either text. */
  people?: NamedPerson[];
  /** How often an id came again. */
  duplicates: number;
  refused: RefusedLine[];
  /** The heading of the column that was read; undefined when there was none. */
  heading?: string;
}

/** What a row calls a person by; an id may be the user name of an MDM. */
export interface NamedPerson {
  clientUserId?: string;
  email?: string;
}

/** How the rows of one file are read. */
interface Reader {
  /** The column that is read first. */
  index: number;
  hasHeading: boolean;
  /** The text that names the row's holder. */
  read(cells: readonly string[]): { text: string; person?: NamedPerson };
}

/** @param kind serial numbers have 8 to 14 letters and digits; a person is known by any text */
export function readIdList(text: string, kind: 'device' | 'user'): IdList {
  const { rows, problems } = readCsv(text);
  const { index, hasHeading, read } = kind === 'device' ? readDevices(rows) : readPeople(rows);
  const found = new Map<string, NamedPerson | undefined>();
  const refused: RefusedLine[] = [];
  const badLines = new Set(problems.map(({ line }) => line));
  let duplicates = 0;
  for (const { line, cells } of hasHeading ? rows.slice(1) : rows) {
    const { text: cell, person } = read(cells);
    const id = kind === 'device' ? cell.toUpperCase() : cell;
    const reason = badLines.has(line) ? 'quote' : refuseId(id, kind);
    if (reason) refused.push({ line, text: cutToShow(cell), reason });
    else if (found.has(id)) duplicates++;
    else found.set(id, person);
  }
  const heading = hasHeading ? rows[0]?.cells[index]?.trim() : undefined;
  return {
    ids: [...found.keys()],
    ...(kind === 'user' && { people: [...found.values()].map((person) => person ?? {}) }),
    duplicates,
    refused,
    ...(heading ? { heading } : {}),
  };
}

function readDevices(rows: readonly CsvRow[]): Reader {
  const first = rows[0]?.cells ?? [];
  const known = columnsOf('serial', first.map(plainHeading))[0];
  const index = known ?? likeliestColumn(rows, isSerialShaped) ?? 0;
  const title = first[index]?.trim() ?? '';
  const hasHeading = known !== undefined || (rows.length > 1 && title !== '' && !/\d/.test(title));
  return { index, hasHeading, read: (cells) => ({ text: (cells[index] ?? '').trim() }) };
}

/** By the column of ids where a file has them on purpose, else by the address, which is surer than a user name. */
function readPeople(rows: readonly CsvRow[]): Reader {
  const map = mapHeaders(rows);
  const { clientUserId, email } = map.columns;
  const byId = email === undefined || isOfRecord(map.form);
  const columns = byId ? [clientUserId, email] : [email, clientUserId];
  const index = columns.find((column) => column !== undefined) ?? 0;
  const idColumn = clientUserId ?? (email === undefined ? 0 : undefined);
  const cellOf = (cells: readonly string[], column: number | undefined) =>
    column === undefined ? '' : (cells[column] ?? '').trim();
  return {
    index,
    // A lone column may mix ids and addresses: its first row is a person, unless it is a known heading.
    hasHeading: map.hasHeading && (map.width > 1 || isKnownHeading(rows[0])),
    read: (cells) => {
      const id = cellOf(cells, idColumn);
      const address = cellOf(cells, email);
      const person = { ...(id !== '' && { clientUserId: id }), ...(address !== '' && { email: address }) };
      return { text: byId ? id || address : address || id, person };
    },
  };
}

function isKnownHeading(row: CsvRow | undefined): boolean {
  const plain = (row?.cells ?? []).map(plainHeading);
  return columnsOf('clientUserId', plain).length + columnsOf('email', plain).length > 0;
}
