import { beforeEach, expect, it } from 'vitest';
import { getOneMeant, readPeopleMeant } from '../../../lib/cache/addresses.ts';
import type { Database } from '../../../lib/cache/database.ts';
import { addUserRecords, swapUsers } from '../../../lib/cache/write-users.ts';
import type { NamedPerson } from '../../../lib/people/read-id-list.ts';
import { locationRow, openFreshDatabase } from './fresh-database.ts';

let db: Database;

beforeEach(async () => {
  db = openFreshDatabase();
  await db.locations.bulkPut([locationRow('1'), locationRow('2'), locationRow('3')]);
  await addUserRecords(db, '1', 1, [
    { clientUserId: 'ada', status: 'Associated', email: 'ada@school.example' },
    { clientUserId: 'bob', status: 'Registered', email: 'bob@school.example' },
    { clientUserId: 'old', status: 'Retired', email: 'old@school.example' },
    { clientUserId: 'twin-1', status: 'Registered', email: 'twin@school.example' },
    { clientUserId: 'twin-2', status: 'Registered', email: 'twin@school.example' },
  ]);
  await swapUsers(db, '1', 1, { asOf: 1 });
  await addUserRecords(db, '2', 1, [
    { clientUserId: 'far', status: 'Associated', email: 'far@school.example' },
  ]);
  await swapUsers(db, '2', 1, { asOf: 1 });
});

const meantBy = async (ref: NamedPerson) => (await readPeopleMeant(db, '1', [ref]))?.[0];

it.each<[string, NamedPerson, string[]]>([
  ['an id of the location', { clientUserId: 'ada' }, ['ada']],
  ['an address, however it is written', { email: 'Ada@School.example' }, ['ada']],
  ['an address in the place of an id', { clientUserId: 'ADA@school.example' }, ['ada']],
  [
    'a user name of an MDM beside an address',
    { clientUserId: 'a.byte', email: 'ada@school.example' },
    ['ada'],
  ],
  [
    'an id beside the address of somebody else',
    { clientUserId: 'ada', email: 'bob@school.example' },
    ['ada'],
  ],
  ['a former id beside the address of today', { clientUserId: 'old', email: 'ada@school.example' }, ['ada']],
  ['a former person', { clientUserId: 'old' }, ['old']],
  ['an address that two people have', { email: 'twin@school.example' }, ['twin-1', 'twin-2']],
  ['a former person’s address', { email: 'old@school.example' }, []],
  ['somebody of another location', { clientUserId: 'far', email: 'far@school.example' }, []],
  ['a user name alone', { clientUserId: 'a.byte' }, []],
])('%s', async (_, ref, ids) => expect((await meantBy(ref))?.toSorted()).toEqual(ids));

it('nobody is told to be unknown where people were never read', async () => {
  expect(await readPeopleMeant(db, '3', [{ clientUserId: 'ada' }])).toBeUndefined();
});

it('whoever shares an address is not told apart', () => {
  expect(getOneMeant(['ada'])).toBe('ada');
  expect(getOneMeant(['twin-1', 'twin-2'])).toBeUndefined();
  expect(getOneMeant([])).toBeUndefined();
});
