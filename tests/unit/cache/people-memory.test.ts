import { expect, it } from 'vitest';
import { createPeopleMemory } from '../../../lib/cache/people-memory.ts';
import { addUserRecords, swapUsers } from '../../../lib/cache/write-users.ts';
import { locationRow, openFreshDatabase } from './fresh-database.ts';

it('knows whom it knew when it was asked, also when all is forgotten meanwhile', async () => {
  const db = openFreshDatabase();
  await db.locations.put(locationRow('1'));
  const people = ['anna', 'bert'].map((clientUserId) => ({ clientUserId, status: 'Associated' as const }));
  await addUserRecords(db, '1', 1, people);
  await swapUsers(db, '1', 1, { asOf: 45 });
  const memory = createPeopleMemory(db);
  const look = (clientUserIds: readonly string[]) =>
    db.transaction('r', [db.users, db.userSets], async () => {
      const found = memory.stored().usersOf(clientUserIds);
      if (clientUserIds.length > 1) memory.forget();
      return (await found).map((rows) => rows.map((row) => row.clientUserId).join());
    });
  expect(await look(['anna'])).toEqual(['anna']);
  expect(await look(['anna', 'bert'])).toEqual(['anna', 'bert']);
});
