import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readFirstAnswer } from '../../../../components/holders/first-answer.ts';
import type { Database } from '../../../../lib/cache/database.ts';
import { createGatherer } from '../../../../lib/cache/holdings/gather.ts';
import { writeHoldings } from '../../../../lib/cache/write-holdings.ts';
import { addUserRecords, swapUsers } from '../../../../lib/cache/write-users.ts';
import { locationRow, openFreshDatabase } from '../../cache/fresh-database.ts';

let db: Database;
beforeEach(() => {
  db = openFreshDatabase();
});
afterEach(() => db.close());

const keynote = { adamId: '1', pricingParam: 'STDQ' as const };
const limit = 200;

async function write(uId: string, people: string[], devices: string[]): Promise<void> {
  await db.locations.put(locationRow(uId));
  await addUserRecords(
    db,
    uId,
    1,
    people.map((clientUserId) => ({
      clientUserId,
      email: `${clientUserId}@x.example`,
      status: 'Registered',
    })),
  );
  await swapUsers(db, uId, 1, { asOf: 1 });
  const gatherer = createGatherer();
  gatherer.add(people.slice(1).map((clientUserId) => ({ ...keynote, clientUserId })));
  gatherer.add(devices.map((serialNumber) => ({ ...keynote, serialNumber })));
  await writeHoldings(db, uId, gatherer.finish(), { asOf: 1, fullDueAt: 0 });
}

test('people are shown with what they hold and what was noted of them, and never as the whole', async () => {
  await write('empty', [], []);
  await write('n', ['ann', 'ben'], ['C1']);
  await db.personNotes.put({ uId: 'n', clientUserId: 'ben', invitations: [{ at: 5, way: 'copy' }] });
  const answer = await readFirstAnswer(db, 'user', 'sort=-email', limit);
  expect(answer?.rows).toMatchObject([
    { id: 'ben', licences: 1, state: 'invited' },
    { id: 'ann', licences: 0, state: 'new' },
  ]);
  expect(answer).toMatchObject({ total: 2, all: 2, isComplete: false, offset: 0 });
});

test('devices know their saved lists; a stretch of these rows fits no edition of the worker', async () => {
  await write('n', ['ann'], ['C1', 'C2']);
  await db.lists.put({ id: 'l', kind: 'device', name: 'Cart', ids: ['C2'], createdAt: 1, changedAt: 1 });
  const answer = await readFirstAnswer(db, 'device', '', limit);
  expect(answer?.rows).toMatchObject([
    { serial: 'C1', lists: [] },
    { serial: 'C2', lists: ['l'] },
  ]);
  expect(answer?.edition).toBeLessThan(0);
});

test('says nothing where there is nothing, or nothing of these that is asked for', async () => {
  expect(await readFirstAnswer(db, 'user', '', limit)).toBeUndefined();
  await write('n', ['ann'], []);
  expect(await readFirstAnswer(db, 'user', 'q=nobody', limit)).toBeUndefined();
  expect(await readFirstAnswer(db, 'device', '', limit)).toBeUndefined();
});
