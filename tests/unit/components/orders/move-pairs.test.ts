import { expect, it } from 'vitest';
import { readMovePairs } from '../../../../components/orders/move-pairs.ts';
import { addUserRecords, swapUsers } from '../../../../lib/cache/write-users.ts';
import { locationRow, openFreshDatabase } from '../../cache/fresh-database.ts';

it('a person is known by id or, where the list has user names of its own, by address; others are counted', async () => {
  const db = openFreshDatabase();
  await db.locations.put(locationRow('1'));
  await addUserRecords(db, '1', 1, [
    { clientUserId: 'u-1', status: 'Associated', email: 'ada@school.example' },
    { clientUserId: 'u-2', status: 'Associated', email: 'zoe@school.example' },
  ]);
  await swapUsers(db, '1', 1, { asOf: 1 });
  const rows = [
    'Serial Number,Device Type,Username,Full Name,Email Address',
    'C02AAAA00001,Computer,a.byte,Ada,Ada@School.example',
    'C02AAAA00002,Computer,u-2,Zoe,',
    'C02AAAA00003,Computer,x.new,New,new@school.example',
    'C02AAAA00004,Computer,,,',
  ];
  expect(await readMovePairs(db, '1', rows.join('\n'))).toEqual({
    pairs: [
      { clientUserId: 'u-1', serialNumber: 'C02AAAA00001' },
      { clientUserId: 'u-2', serialNumber: 'C02AAAA00002' },
      { clientUserId: 'x.new', serialNumber: 'C02AAAA00003' },
    ],
    unknown: 1,
  });
});
