import { expect, it } from 'vitest';
import { readIdsOfAddresses } from '../../../lib/cache/addresses.ts';
import { addUserRecords, swapUsers } from '../../../lib/cache/write-users.ts';
import { locationRow, openFreshDatabase } from './fresh-database.ts';

it('an address stands for the one active person of the location who has it; all else stays', async () => {
  const db = openFreshDatabase();
  await db.locations.bulkPut([locationRow('1'), locationRow('2')]);
  await addUserRecords(db, '1', 1, [
    { clientUserId: 'ada', status: 'Associated', email: 'ada@school.example' },
    { clientUserId: 'old', status: 'Retired', email: 'old@school.example' },
    { clientUserId: 'twin-1', status: 'Registered', email: 'twin@school.example' },
    { clientUserId: 'twin-2', status: 'Registered', email: 'twin@school.example' },
  ]);
  await swapUsers(db, '1', 1, { asOf: 1 });
  await addUserRecords(db, '2', 1, [
    { clientUserId: 'far', status: 'Associated', email: 'far@school.example' },
  ]);
  await swapUsers(db, '2', 1, { asOf: 1 });
  const entries = [
    'Ada@School.example',
    'old@school.example',
    'twin@school.example',
    'far@school.example',
    'plain',
  ];
  expect(await readIdsOfAddresses(db, '1', entries)).toEqual([
    'ada',
    'old@school.example',
    'twin@school.example',
    'far@school.example',
    'plain',
  ]);
});
