/** Who was invited and has not accepted, who is due for a reminder, who has accepted since. Pure; times in milliseconds. */
import type { Invitation } from '../cache/knowledge-rows.ts';
import type { UserStatus } from '../cache/rows.ts';

export interface InvitedPerson {
  clientUserId: string;
  status?: UserStatus;
  /** Oldest first. Those that left this browser: Apple knows of none (semantics 2.3). */
  invitations: readonly Invitation[];
}

export interface Pending<Person extends InvitedPerson> {
  person: Person;
  firstAt: number;
  lastAt: number;
  times: number;
}

const DAY = 24 * 60 * 60 * 1000;

/**
 * Invited, not accepted, and waited for since the first invitation longer than some days: the longest first. A person
 * with no invitation from here is new, not pending.
 */
export function findPending<Person extends InvitedPerson>(
  people: Iterable<Person>,
  { days, now }: { days: number; now: number },
): Pending<Person>[] {
  const found: Pending<Person>[] = [];
  for (const person of people) {
    const first = person.invitations[0];
    const last = person.invitations.at(-1);
    if (person.status !== 'Registered' || !first || !last) continue;
    if (now - first.at > days * DAY)
      found.push({ person, firstAt: first.at, lastAt: last.at, times: person.invitations.length });
  }
  return found.toSorted((a, b) => a.firstAt - b.firstAt);
}

/** Of the pending: those not invited again within those days, so that nobody is reminded twice. */
export function findDue<Person extends InvitedPerson>(
  people: Iterable<Person>,
  when: { days: number; now: number },
): Pending<Person>[] {
  return findPending(people, when).filter(({ lastAt }) => when.now - lastAt > when.days * DAY);
}

export interface Acceptances<Person extends InvitedPerson> {
  accepted: Person[];
  /** What to remember for the next time: who waits now. */
  waiting: string[];
}

/** Apple tells no date of an acceptance: whoever waited the last time and is associated now has accepted since. */
export function findAccepted<Person extends InvitedPerson>(
  people: Iterable<Person>,
  waitedBefore: ReadonlySet<string>,
): Acceptances<Person> {
  const accepted: Person[] = [];
  const waiting: string[] = [];
  for (const person of people) {
    if (person.status === 'Registered') waiting.push(person.clientUserId);
    else if (person.status === 'Associated' && waitedBefore.has(person.clientUserId)) accepted.push(person);
  }
  return { accepted, waiting };
}
