/** What comes out of a file of people: who can be created, which lines were refused and why. Types only. */
import type { PersonWish } from '../orders/plan/wish.ts';

/** Somebody to create. Name and notes stay in this browser (semantics 2.2). */
export interface ReadPerson {
  line: number;
  wish: PersonWish;
  name?: string;
  notes?: string;
}

/**
 * - `quote`: a quote is not closed, or text follows a closing one; what the row's cells are is not sure
 * - `no-email-no-id`: nothing to know the person by
 * - `bad-email`: Apple would refuse the whole request for it (9717)
 * - `blank-id`, `long-id`, `bad-id`: of the chosen column; an id has at most 256 characters, none of them a control
 * - `duplicate-id`, `duplicate-email`, `duplicate-account`: stood before in the file, in line `other`
 * - `exists`: the location has an active user with that clientUserId (9716)
 * - `email-exists`: an active user of the location has that address; `clientUserId` says who
 * - `retired-in-file`: the file itself says that the person is retired
 * - `other-location`: the file itself says that the person is of another location
 */
export type PersonRefusal =
  | 'quote'
  | 'no-email-no-id'
  | 'bad-email'
  | 'blank-id'
  | 'long-id'
  | 'bad-id'
  | 'duplicate-id'
  | 'duplicate-email'
  | 'duplicate-account'
  | 'exists'
  | 'email-exists'
  | 'retired-in-file'
  | 'other-location';

export interface RefusedPerson {
  line: number;
  reason: PersonRefusal;
  /** What it is about, cut to a length that can be shown. */
  text: string;
  /** The line that had it first. */
  other?: number;
  /** Who it is in the location. */
  clientUserId?: string;
}

/**
 * People who will be created all the same.
 * - `address-as-id`: addresses get used again by others; an id never changes (semantics 2.2)
 * - `was-retired`: the old record comes back, with the books that it held (reference 11.1)
 * - `email-was-retired`: somebody with this address was retired under another id
 * - `shared-email`: another line has the same address under another id
 * - `email-of-other`: so has an active user of the location
 * - `not-managed`: the Apple Account is of no chosen domain; invited by e-mail instead
 * - `no-email`: no address for an invitation; its link can be copied or printed
 * - `long-name`, `long-notes`: cut to 200 and 2,000 characters
 */
export type PersonWarning =
  | 'address-as-id'
  | 'was-retired'
  | 'email-was-retired'
  | 'shared-email'
  | 'email-of-other'
  | 'not-managed'
  | 'no-email'
  | 'long-name'
  | 'long-notes';

export interface PeopleCounts {
  /** Without the heading. It is `people` + `refused` + `blank`. */
  rows: number;
  people: number;
  refused: number;
  blank: number;
  /** Of the people: associated at once, without an invitation. */
  managed: number;
}

export interface PeopleResult {
  people: ReadPerson[];
  refused: RefusedPerson[];
  /** Each with its lines, in the order of the file. */
  warnings: Partial<Record<PersonWarning, number[]>>;
  counts: PeopleCounts;
}
