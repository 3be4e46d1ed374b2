/** People as rows: one for each clientUserId and location. Pure. */
import type { PersonNoteRow } from '../../lib/cache/knowledge-rows.ts';
import type { UserRow, UserStatus } from '../../lib/cache/rows.ts';
import type { Place } from './place.ts';
import { foldText, type SortValues } from './sorted-table.ts';

/**
 * What the console calls a person's state: Meraki's words where they say more than Apple's (semantics 2.2).
 * `unlisted`: holds licences, but Apple's list of users does not name it.
 */
export const personStates = ['new', 'invited', 'associated', 'retired', 'unlisted'] as const;
export type PersonState = (typeof personStates)[number];

export interface PersonRow {
  place: Place;
  id: string;
  /** The same in the form that is searched; so are `emailFold` and `noteFold`. */
  idFold: string;
  email?: string;
  emailFold?: string;
  status?: UserStatus;
  idHash?: string;
  /** Undefined while nothing was read of what the location's people hold. */
  licences: number | undefined;
  retiredRecords: number;
  note?: PersonNoteRow;
  /** Name and notes. */
  noteFold?: string;
  ticked: boolean;
}

type Notes = ReadonlyMap<string, PersonNoteRow>;

export const personKey = (uId: string, id: string): string => `${uId}/${id}`;

export function toPerson(place: Place, user: UserRow, licences: number | undefined, notes: Notes): PersonRow {
  const idFold = foldText(user.clientUserId);
  const row: PersonRow = {
    place,
    id: user.clientUserId,
    // One text in memory where both are the same.
    idFold: idFold === user.clientUserId ? user.clientUserId : idFold,
    status: user.status,
    licences,
    retiredRecords: user.retiredRecords,
    ticked: false,
  };
  if (user.email !== undefined) {
    const emailFold = foldText(user.email);
    row.email = user.email;
    row.emailFold = emailFold === user.email ? user.email : emailFold;
  }
  if (user.idHash !== undefined) row.idHash = user.idHash;
  setNote(row, notes.get(personKey(place.uId, row.id)));
  return row;
}

/** Someone who holds licences and is not in the list of users. */
export function toUnlisted(place: Place, id: string, licences: number, notes: Notes): PersonRow {
  const row: PersonRow = { place, id, idFold: foldText(id), licences, retiredRecords: 0, ticked: false };
  setNote(row, notes.get(personKey(place.uId, id)));
  return row;
}

/** Puts a note in place of the one before. @returns whether anything changed */
export function setNote(row: PersonRow, note: PersonNoteRow | undefined): boolean {
  if (isSameNote(row.note, note)) return false;
  delete row.note;
  delete row.noteFold;
  if (!note) return true;
  row.note = note;
  const text = [note.name, note.notes].filter(Boolean).join('\n');
  if (text !== '') row.noteFold = foldText(text);
  return true;
}

function isSameNote(a: PersonNoteRow | undefined, b: PersonNoteRow | undefined): boolean {
  if (!a || !b) return a === b;
  return a.name === b.name && a.notes === b.notes && a.invitations.length === b.invitations.length;
}

export function stateOf({ status, note }: Pick<PersonRow, 'status' | 'note'>): PersonState {
  if (status === undefined) return 'unlisted';
  if (status === 'Associated') return 'associated';
  if (status === 'Registered') return note && note.invitations.length > 0 ? 'invited' : 'new';
  return 'retired';
}

export function isActive({ status }: Pick<PersonRow, 'status'>): boolean {
  return status === 'Registered' || status === 'Associated';
}

/** Undefined when no invitation was noted. */
export function invitedAt({ note }: Pick<PersonRow, 'note'>): number | undefined {
  return note?.invitations.at(-1)?.at;
}

export const personSorts: SortValues<PersonRow> = {
  name: ({ note }) => (note?.name === undefined ? undefined : foldText(note.name)),
  email: ({ emailFold }) => emailFold,
  id: ({ idFold }) => idFold,
  state: (row) => personStates.indexOf(stateOf(row)),
  licences: ({ licences }) => licences,
  invited: invitedAt,
  invitations: ({ note }) => note?.invitations.length || undefined,
  notes: ({ note }) => (note?.notes === undefined ? undefined : foldText(note.notes)),
  location: ({ place }) => foldText(place.name),
};

/**
 * Which active people share an Apple Account: the same idHash under different clientUserIds of one organisation.
 * The same clientUserId in two locations is one person.
 */
export type Accounts = ReadonlyMap<string, string | ReadonlySet<string>>;

export function* gatherAccounts(rows: readonly PersonRow[]): Generator<void, Accounts, void> {
  const accounts = new Map<string, string | Set<string>>();
  for (const [number, row] of rows.entries()) {
    if (number % 16_384 === 16_383) yield;
    const account = accountOf(row);
    if (account === undefined) continue;
    const known = accounts.get(account);
    if (known === undefined) accounts.set(account, row.id);
    else if (typeof known !== 'string') known.add(row.id);
    else if (known !== row.id) accounts.set(account, new Set([known, row.id]));
  }
  return accounts;
}

/** Undefined for who has none or is not active. */
function accountOf(row: PersonRow): string | undefined {
  return row.idHash === undefined || !isActive(row) ? undefined : `${row.place.org}\n${row.idHash}`;
}

/** How many others use the same Apple Account. */
export function sharedWith(row: PersonRow, accounts: Accounts): number {
  const account = accountOf(row);
  const ids = account === undefined ? undefined : accounts.get(account);
  return ids === undefined || typeof ids === 'string' ? 0 : ids.size - 1;
}

/** Whether two rows are different people on one Apple Account. */
export function sharesAccount(a: PersonRow, b: PersonRow): boolean {
  const account = accountOf(a);
  return account !== undefined && a.id !== b.id && account === accountOf(b);
}
