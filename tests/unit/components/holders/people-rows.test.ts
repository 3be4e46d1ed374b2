import { describe, expect, test } from 'vitest';
import { keyOfPerson, passesPeople, readPeopleFilter } from '../../../../components/holders/people-filter.ts';
import {
  gatherAccounts,
  type PersonRow,
  sharedWith,
  stateOf,
  toPerson,
  toUnlisted,
} from '../../../../components/holders/people-rows.ts';
import type { PersonNoteRow } from '../../../../lib/cache/knowledge-rows.ts';
import type { UserStatus } from '../../../../lib/cache/rows.ts';

const north = { uId: 'n', name: 'North', org: 'district' };
const south = { uId: 's', name: 'South', org: 'district' };
const other = { uId: 'x', name: 'Elsewhere', org: 'another' };

const notes = new Map<string, PersonNoteRow>([
  ['n/u2', { uId: 'n', clientUserId: 'u2', invitations: [{ at: 5, way: 'copy' }] }],
  ['n/u3', { uId: 'n', clientUserId: 'u3', name: 'Zoë', notes: 'Room 7', invitations: [] }],
]);

function person(
  place: typeof north,
  id: string,
  status: UserStatus,
  idHash?: string,
  licences = 0,
): PersonRow {
  const user = { uId: place.uId, generation: 1, clientUserId: id, status, retiredRecords: 0 };
  const email = `${id}@School.example`;
  return toPerson(place, { ...user, email, ...(idHash !== undefined && { idHash }) }, licences, notes);
}

const rows = [
  person(north, 'u1', 'Registered'),
  person(north, 'u2', 'Registered', undefined, 2),
  person(north, 'u3', 'Associated', 'h1', 3),
  person(south, 'u4', 'Associated', 'h1'),
  person(south, 'u3', 'Associated', 'h2'),
  person(north, 'u5', 'Retired', 'h2'),
  person(other, 'u6', 'Associated', 'h1'),
  toUnlisted(north, 'u7', 4, notes),
];

function accounts() {
  const work = gatherAccounts(rows);
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

test('a state says more than Apple’s where an invitation was noted', () => {
  expect(rows.map(stateOf)).toEqual([
    ...['new', 'invited', 'associated', 'associated', 'associated', 'retired', 'associated', 'unlisted'],
  ]);
});

describe('an Apple Account in use twice', () => {
  test('is flagged for active people of one organisation, not for one person in two locations', () => {
    const found = accounts();
    expect(rows.filter((row) => sharedWith(row, found) > 0).map(keyOfPerson)).toEqual(['n/u3', 's/u4']);
  });
});

test.each([
  ['', 'n/u1 n/u2 n/u3 s/u4 s/u3 n/u5 x/u6 n/u7'],
  ['q=ZOE', 'n/u3'],
  ['q=room', 'n/u3'],
  ['q=u3@school', 'n/u3 s/u3'],
  ['state=active&location=n', 'n/u1 n/u2 n/u3'],
  ['state=invited', 'n/u2'],
  ['state=retired', 'n/u5'],
  ['state=nonsense', 'n/u1 n/u2 n/u3 s/u4 s/u3 n/u5 x/u6 n/u7'],
  ['licences=some', 'n/u2 n/u3 n/u7'],
  ['licences=none&location=s', 's/u4 s/u3'],
  ['list=class', 'n/u1 n/u3 s/u3'],
  ['list=gone', ''],
  ['account=shared', 'n/u3 s/u4'],
  ['same=n/u3', 's/u4'],
  ['same=nobody', ''],
])('the address %o asks for %s', (address, expected) => {
  const passes = passesPeople(readPeopleFilter(new URLSearchParams(address)), {
    accounts: accounts(),
    lists: new Map([['class', new Set(['u1', 'u3'])]]),
    find: (key) => rows.find((row) => keyOfPerson(row) === key),
  });
  expect(rows.filter(passes).map(keyOfPerson).join(' ')).toBe(expected);
});

test('someone whose licences were never read has neither some nor none', () => {
  const unread = toPerson(
    north,
    { uId: 'n', generation: 1, clientUserId: 'u9', status: 'Associated', retiredRecords: 0 },
    undefined,
    notes,
  );
  const passes = (query: string) =>
    passesPeople(readPeopleFilter(new URLSearchParams(query)), {
      accounts: accounts(),
      lists: new Map(),
      find: () => undefined,
    })(unread);
  expect([passes(''), passes('licences=none'), passes('licences=some')]).toEqual([true, false, false]);
});
