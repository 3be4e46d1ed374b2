/** The verdict over one row of a file of people, given those before it. Pure. */
import { cut, cutToShow } from './cut-text.ts';
import { domainOf, isEmail } from './is-email.ts';
import type { KnownPeople } from './known-people.ts';
import type { Columns } from './map-headers.ts';
import type { PersonRefusal, PersonWarning, ReadPerson, RefusedPerson } from './people-result.ts';
import { type PersonCells, personCells } from './person-cells.ts';
import type { CsvRow } from './read-csv.ts';

/** What the admin chose. */
export interface PeopleChoice {
  columns: Columns;
  /**
   * `generated`: each person gets a random UUID, as Apple advises; one that is made from the address would change hands
   * with it. `column`: as the file says; then the same address may stand beside several ids (a family's mailbox).
   */
  ids: 'generated' | 'column';
  /** In lower case; an account of such a domain is associated at once, without an invitation (reference 11.2). */
  managedDomains: readonly string[];
}

export interface PeopleContext {
  uId: string;
  known: KnownPeople;
  newId: () => string;
}

const MOST_ID = 256;
const MOST_NAME = 200;
const MOST_NOTES = 2000;

/** One row, read. */
interface Found extends PersonCells {
  line: number;
  /** Of the chosen column; empty when ids are made. */
  id: string;
  /** Of a chosen domain. */
  account: string | undefined;
  emailLower: string;
}

type Refusal = Omit<RefusedPerson, 'line'>;

/** @param warn told of people who will be created all the same */
export function createPersonCheck(
  choice: PeopleChoice,
  { uId, known, newId }: PeopleContext,
  warn: (kind: PersonWarning, line: number) => void,
) {
  const domains = new Set(choice.managedDomains);
  const isManaged = (text: string) => domains.size > 0 && domains.has(domainOf(text)) && isEmail(text);
  /** Lines of those that were taken. */
  const ids = new Map<string, number>();
  const emails = new Map<string, number>();
  const accounts = new Map<string, number>();

  function find({ line, cells }: CsvRow): Found {
    const found = personCells(cells, choice.columns);
    // An id that the location has is that one, blanks around it and all.
    const asWritten = cells[choice.columns.clientUserId ?? -1] ?? '';
    const id = known.isActive(asWritten) ? asWritten : found.clientUserId;
    const account = [found.managedAppleId, found.email].find(isManaged);
    return {
      ...found,
      line,
      id: choice.ids === 'column' ? id : '',
      account,
      emailLower: (found.email || account || '').toLowerCase(),
    };
  }

  function refuseId({ id, ...found }: Found): Refusal | undefined {
    if (id === '') return { reason: 'blank-id', text: nameOf(found) };
    if (id.length > MOST_ID) return { reason: 'long-id', text: id };
    if (/\p{Cc}/u.test(id)) return { reason: 'bad-id', text: id };
    if (known.isActive(id)) return { reason: 'exists', text: id, clientUserId: id };
    return refuseSame('duplicate-id', id, ids.get(id));
  }

  function refuseEmail(email: string): Refusal | undefined {
    const clientUserId = known.activeByEmail(email);
    if (clientUserId !== undefined) return { reason: 'email-exists', text: email, clientUserId };
    return refuseSame('duplicate-email', email, emails.get(email));
  }

  function refuse(found: Found): Refusal | undefined {
    const { locationUid, appleStatus, email, id, account, emailLower } = found;
    if (locationUid !== '' && locationUid !== uId) return { reason: 'other-location', text: locationUid };
    if (/^(retired|deleted)$/i.test(appleStatus)) return { reason: 'retired-in-file', text: nameOf(found) };
    if (email === '' && account === undefined && id === '')
      return { reason: 'no-email-no-id', text: nameOf(found) };
    if (email !== '' && !isEmail(email)) return { reason: 'bad-email', text: email };
    return (
      (choice.ids === 'column' ? refuseId(found) : undefined) ??
      (account === undefined
        ? undefined
        : refuseSame('duplicate-account', account, accounts.get(account.toLowerCase()))) ??
      (choice.ids === 'generated' ? refuseEmail(emailLower) : undefined)
    );
  }

  function warnOf({ line, id, email, emailLower, account, managedAppleId, name, notes }: Found): void {
    if (id !== '' && isEmail(id)) warn('address-as-id', line);
    if (id !== '' && known.isFormer(id)) warn('was-retired', line);
    else if (known.isFormerEmail(emailLower)) warn('email-was-retired', line);
    if (emails.has(emailLower)) warn('shared-email', line);
    if (known.activeByEmail(emailLower) !== undefined) warn('email-of-other', line);
    if (managedAppleId !== '' && account === undefined) warn('not-managed', line);
    if (email === '' && account === undefined) warn('no-email', line);
    if (name.length > MOST_NAME) warn('long-name', line);
    if (notes.length > MOST_NOTES) warn('long-notes', line);
  }

  function take({ line, id, account, emailLower }: Found): void {
    if (id !== '') ids.set(id, line);
    if (account !== undefined) accounts.set(account.toLowerCase(), line);
    if (emailLower !== '' && !emails.has(emailLower)) emails.set(emailLower, line);
  }

  return (row: CsvRow): { person: ReadPerson } | { refused: RefusedPerson } => {
    const found = find(row);
    const refusal = refuse(found);
    if (refusal) return { refused: { line: row.line, ...refusal, text: cutToShow(refusal.text) } };
    warnOf(found);
    take(found);
    return { person: makePerson(found, found.id || newId()) };
  };
}

function refuseSame(reason: PersonRefusal, text: string, other: number | undefined): Refusal | undefined {
  return other === undefined ? undefined : { reason, text, other };
}

/** Without spreading parts: this is done a hundred thousand times. */
function makePerson({ line, email, account, name, notes }: Found, clientUserId: string): ReadPerson {
  const person: ReadPerson = { line, wish: { clientUserId } };
  if (email !== '') person.wish.email = email;
  if (account !== undefined) person.wish.managedAppleId = account;
  if (name !== '') person.name = cut(name, MOST_NAME);
  if (notes !== '') person.notes = cut(notes, MOST_NOTES);
  return person;
}

const nameOf = ({ name, email, clientUserId, notes }: Omit<PersonCells, 'id'>) =>
  name || email || clientUserId || notes;
