import { expect, test } from 'vitest';
import { findAccepted, findDue, findPending, type InvitedPerson } from '../../../lib/people/pending.ts';

const day = 86_400_000;
const now = 1000 * day;
const ago = (...days: number[]) => days.map((one) => ({ at: now - one * day, way: 'eml' as const }));
const person = (clientUserId: string, status: InvitedPerson['status'], ...days: number[]): InvitedPerson => ({
  clientUserId,
  ...(status && { status }),
  invitations: ago(...days),
});
const people = [
  person('new', 'Registered'),
  person('fresh', 'Registered', 3),
  person('exactly', 'Registered', 7),
  person('long', 'Registered', 20),
  person('longest, reminded', 'Registered', 30, 15, 2),
  person('accepted', 'Associated', 30),
  person('retired', 'Retired', 30),
  person('unknown', undefined, 30),
];
const ids = (found: { person: InvitedPerson }[]) => found.map((one) => one.person.clientUserId);

test('pending is who was invited longer ago than that and has not accepted, the longest first', () => {
  const found = findPending(people, { days: 7, now });
  expect(ids(found)).toEqual(['longest, reminded', 'long']);
  expect(found[0]).toMatchObject({ times: 3, firstAt: now - 30 * day, lastAt: now - 2 * day });
  expect(ids(findPending(people, { days: 0, now }))).toHaveLength(4);
});

test('nobody is reminded who was reminded lately', () => {
  expect(ids(findDue(people, { days: 7, now }))).toEqual(['long']);
  expect(ids(findDue(people, { days: 1, now }))).toContain('longest, reminded');
});

test('accepted since the last time is who waited then and is associated now, once', () => {
  const first = findAccepted(people, new Set(['accepted', 'long', 'retired']));
  expect(first.accepted.map(({ clientUserId }) => clientUserId)).toEqual(['accepted']);
  expect(first.waiting).toEqual(['new', 'fresh', 'exactly', 'long', 'longest, reminded']);
  expect(findAccepted(people, new Set(first.waiting)).accepted).toEqual([]);
});
