import { expect, it } from 'vitest';
import { holdersHere, peopleHere } from '../../../../components/orders/holders-here.ts';
import { addUserRecords, swapUsers } from '../../../../lib/cache/write-users.ts';
import { readIdList } from '../../../../lib/people/read-id-list.ts';
import { locationRow, openFreshDatabase } from '../../cache/fresh-database.ts';

async function school() {
  const db = openFreshDatabase();
  await db.locations.put(locationRow('1'));
  await addUserRecords(db, '1', 1, [
    { clientUserId: 'u-1', status: 'Associated', email: 'ada@school.example' },
    { clientUserId: 'u-2', status: 'Registered', email: 'bob@school.example' },
  ]);
  await swapUsers(db, '1', 1, { asOf: 1 });
  return db;
}

it('a file of an MDM leads to the people of the location, by id or by address', async () => {
  const rows = [
    'Username,Full Name,Email Address',
    'a.byte,Ada,Ada@School.example',
    'u-2,Bob,',
    'x.new,New,',
  ];
  const { people = [] } = readIdList(rows.join('\n'), 'user');
  expect(await peopleHere(await school(), '1', people)).toEqual([
    { kind: 'user', id: 'u-1' },
    { kind: 'user', id: 'u-2' },
    { kind: 'user', id: 'x.new' },
  ]);
});

it('a saved list of addresses leads to them as well; devices stay as they are', async () => {
  const saved = [
    { kind: 'user' as const, id: 'bob@school.example' },
    { kind: 'device' as const, id: 'C02AAAA00001' },
    { kind: 'user' as const, id: 'u-1' },
  ];
  expect(await holdersHere(await school(), '1', saved)).toEqual([
    { kind: 'user', id: 'u-2' },
    { kind: 'device', id: 'C02AAAA00001' },
    { kind: 'user', id: 'u-1' },
  ]);
});
