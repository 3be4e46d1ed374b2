/** People and devices out of the list of any management, for comparing it with who holds licences. Pure. */
import { cutToShow } from './cut-text.ts';
import { isEmail } from './is-email.ts';
import { type Columns, type HeaderMap, mapHeaders } from './map-headers.ts';
import { type PersonCells, personCells } from './person-cells.ts';
import { type CsvTable, readCsv } from './read-csv.ts';
import { type RefusedLine, refuseId } from './refuse-id.ts';

/** One row: a device, a person, or a device and whose it is. */
export interface HolderEntry {
  line: number;
  /** In upper case. */
  serialNumber?: string;
  clientUserId?: string;
  /** In lower case. */
  email?: string;
}

/** A row that names nobody, or not as it should. */
export interface RefusedRow extends RefusedLine {
  /** Serial numbers, ids and addresses that may be meant by it, as they stand there: nothing says that they are gone. */
  mentions: string[];
}

export interface HolderListRead {
  map: HeaderMap;
  entries: HolderEntry[];
  /** Entries, these and blank rows are all rows. */
  refused: RefusedRow[];
  blank: number;
}

/** @param columns the admin's own choice; without it, the guess by `mapHeaders` */
export function readHolderList(text: string, columns?: Columns): HolderListRead {
  const table = readCsv(text);
  const map = mapHeaders(table.rows);
  return { map, ...readRows(table, map.hasHeading, columns ?? map.columns) };
}

function readRows(table: CsvTable, hasHeading: boolean, columns: Columns): Omit<HolderListRead, 'map'> {
  const entries: HolderEntry[] = [];
  const refused: RefusedRow[] = [];
  const badLines = new Set(table.problems.map(({ line }) => line));
  let { blank } = table;
  for (const { line, cells } of hasHeading ? table.rows.slice(1) : table.rows) {
    const found = personCells(cells, columns);
    const reason = badLines.has(line) ? 'quote' : refuseRow(found);
    const text = cutToShow(found.serial || found.clientUserId || found.email || found.name);
    if (cells.every((cell) => cell.trim() === '')) blank++;
    else if (reason) refused.push({ line, text, reason, mentions: mentionsIn(cells, found, reason) });
    else entries.push({ line, ...entryOf(found) });
  }
  return { entries, refused, blank };
}

/** A device list says of many rows only whose they were; a row that names nobody at all is refused. */
function refuseRow({ serial, clientUserId, email }: PersonCells): RefusedLine['reason'] | undefined {
  if (serial !== '') return refuseId(serial, 'device');
  if (clientUserId !== '') return refuseId(clientUserId, 'user');
  if (email === '') return 'empty';
  return isEmail(email) ? undefined : 'email';
}

/** Behind a wrong quote it is unknown where a cell begins: any word of the row may be a name. */
function mentionsIn(
  cells: readonly string[],
  { serial, clientUserId, email }: PersonCells,
  reason: RefusedLine['reason'],
): string[] {
  const words = reason === 'quote' ? cells.join(' ').split(/["\s]+/) : [];
  return [...new Set([serial, clientUserId, email, ...words])].filter((text) => text !== '');
}

function entryOf({ serial, clientUserId, email }: PersonCells): Omit<HolderEntry, 'line'> {
  return {
    ...(serial !== '' && { serialNumber: serial }),
    ...(clientUserId !== '' && refuseId(clientUserId, 'user') === undefined && { clientUserId }),
    ...(isEmail(email) && { email: email.toLowerCase() }),
  };
}
