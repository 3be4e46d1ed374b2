/**
 * Which column of a file holds what: by the headings of the documented forms (semantics 2.11) in any order, by those of
 * our languages, else by what the cells look like. A first guess, which the admin can change. Pure.
 */
import { columnsOf, type PersonField, plainHeading } from './headings.ts';
import { isEmail } from './is-email.ts';
import { likeliestColumn } from './likeliest-column.ts';
import type { CsvRow } from './read-csv.ts';
import { isSerialShaped } from './refuse-id.ts';

export type PeopleForm =
  | 'orchardist'
  | 'asm-students'
  | 'asm-staff'
  | 'asm-rosters'
  | 'jamf-preload'
  | 'jamf-school'
  | 'jss'
  | 'jamf-pro'
  | 'meraki'
  | 'free';

/** A field to the column that holds it, the first one being 0. */
export type Columns = Partial<Record<PersonField, number>>;

export interface HeaderMap {
  form: PeopleForm;
  hasHeading: boolean;
  /** As they stand in the file; empty without a heading. */
  headings: string[];
  /** How many columns the widest of the first rows has. */
  width: number;
  columns: Columns;
  /**
   * Where ids come from at first: of a file that has them on purpose (our own, a school's information system) or has
   * nothing else, its column; else they are made (semantics 2.2).
   */
  ids: 'generated' | 'column';
  /** Columns that may hold it as well, the surest first. */
  candidates: Record<'clientUserId' | 'managedAppleId', number[]>;
}

const LOOKED_AT = 1000;

/** What the headings of a form have at least; of those that fit the first. */
const forms: readonly (readonly [PeopleForm, readonly string[]])[] = [
  ['orchardist', ['clientuserid', 'email']],
  ['asm-students', ['personid', 'firstname', 'lastname', 'passwordpolicy']],
  ['asm-staff', ['personid', 'personnumber', 'firstname', 'lastname']],
  ['asm-rosters', ['rosterid', 'classid', 'studentid']],
  ['jamf-preload', ['serialnumber', 'devicetype']],
  ['jamf-school', ['serialnumber', 'identification']],
  ['jss', ['username', 'fullname', 'email', 'appleid']],
  ['jamf-pro', ['username', 'fullname', 'emailaddress']],
  ['meraki', ['email', 'name', 'notes']],
];

const byShape = [
  ['email', isEmail],
  ['serial', isSerialShaped],
] as const;

const byHeading = [
  ...(['email', 'firstName', 'middleName', 'lastName', 'name', 'notes'] as const),
  ...(['clientUserId', 'managedAppleId', 'serial', 'locationUid', 'appleStatus'] as const),
];

/** @param rows of the whole file, the heading included */
export function mapHeaders(rows: readonly CsvRow[]): HeaderMap {
  const first = rows[0]?.cells ?? [];
  const more = rows.slice(1);
  const named = columnsByHeading(first.map(plainHeading));
  const isKnown = Object.keys(named).length > 0 && !isOfSomebody(first, more, named);
  const plain = isKnown ? first.map(plainHeading) : [];
  const columns = isKnown ? named : {};
  const byLooks = isKnown ? more : rows;
  for (const [field, fits] of byShape) {
    if (columns[field] !== undefined) continue;
    const column = likeliestColumn(byLooks, fits, (one) => !isUsed(columns, one));
    if (column !== undefined) columns[field] = column;
  }
  const hasHeading = isKnown || isTitle(first, columns);
  const form = forms.find(([, needed]) => needed.every((name) => plain.includes(name)))?.[0] ?? 'free';
  return {
    form,
    hasHeading,
    headings: hasHeading ? first.map((heading) => heading.trim()) : [],
    width: rows.slice(0, LOOKED_AT).reduce((most, { cells }) => Math.max(most, cells.length), 0),
    columns,
    ids: suggestIds(form, columns, rows.slice(hasHeading ? 1 : 0)),
    candidates: {
      clientUserId: columnsOf('clientUserId', plain),
      managedAppleId: columnsOf('managedAppleId', plain),
    },
  };
}

function columnsByHeading(plain: readonly string[]): Columns {
  const columns: Columns = {};
  for (const field of byHeading) {
    const [column] = columnsOf(field, plain);
    if (column !== undefined && !isUsed(columns, column)) columns[field] = column;
  }
  mendNames(columns);
  return columns;
}

/** A first row with an address, or a serial number where the others have theirs: a word in it may look like a heading. */
function isOfSomebody(first: readonly string[], more: readonly CsvRow[], { serial }: Columns): boolean {
  const column = serial === undefined ? likeliestColumn(more, isSerialShaped) : undefined;
  return first
    .map((cell) => cell.trim())
    .some((cell, at) => isEmail(cell) || (at === column && isSerialShaped(cell) && !numberedWord.test(cell)));
}

/** "Address1" is no serial number, though it might be one. */
const numberedWord = /^[a-z]+\d{1,2}$/i;

/** Columns that nothing is read from. */
export function unusedColumns({ width }: Pick<HeaderMap, 'width'>, columns: Columns): number[] {
  return Array.from({ length: width }, (_, column) => column).filter((column) => !isUsed(columns, column));
}

function suggestIds(form: PeopleForm, columns: Columns, people: readonly CsvRow[]): HeaderMap['ids'] {
  const { clientUserId, email } = columns;
  if (clientUserId === undefined) return 'generated';
  const isFilled = people.slice(0, LOOKED_AT).some(({ cells }) => cells[clientUserId]?.trim());
  return isFilled && (isOfRecord(form) || email === undefined) ? 'column' : 'generated';
}

/** Whether a file has ids on purpose: our own, or a school's information system's. */
export const isOfRecord = (form: PeopleForm): boolean => form === 'orchardist' || form.startsWith('asm-');

const isUsed = (columns: Columns, column: number) => Object.values(columns).includes(column);

/** Beside a first name, "name" is the family's (as in German lists). */
function mendNames(columns: Columns): void {
  if (columns.firstName === undefined || columns.lastName !== undefined || columns.name === undefined) return;
  columns.lastName = columns.name;
  delete columns.name;
}

/** A first row of unknown words over a column of addresses or serial numbers. */
function isTitle(first: readonly string[], { email, serial }: Columns): boolean {
  const column = email ?? serial;
  if (column === undefined) return false;
  const cell = first[column]?.trim() ?? '';
  return !isEmail(cell) && !isSerialShaped(cell) && cell !== '';
}
