import { Dexie } from 'dexie';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { expect, it } from 'vitest';
import { locationRow, openFreshDatabase } from './fresh-database.ts';

/** The schema of the first released database, as it was. */
const first = {
  locations: 'uId',
  assets: '[uId+adamId+pricingParam], adamId',
  apps: 'adamId',
  icons: 'adamId',
  users: '[uId+generation+clientUserId], clientUserId, emailLower',
  userSets: 'uId',
  directories: 'uId',
  leaves: '[uId+generation+leaf]',
  postings: '[uId+generation+asset]',
  runs: 'uId',
  staging: '[uId+run+seq]',
  syncs: 'uId',
  candidates: 'id',
  status: 'key',
};

it('keeps what an older version stored', async () => {
  const indexedDB = new IDBFactory();
  const old = new Dexie('orchardist', { indexedDB, IDBKeyRange });
  old.version(1).stores(first);
  await old.table('locations').put(locationRow('1', 'North Campus'));
  await old.table('apps').put({ adamId: '10', customName: 'Ours', source: 'hand', fetchedAt: 0 });
  old.close();

  const db = openFreshDatabase(indexedDB);
  expect((await db.locations.get('1'))?.locationName).toBe('North Campus');
  expect((await db.apps.get('10'))?.customName).toBe('Ours');
  expect(await db.personNotes.count()).toBe(0);
});
