import { Dexie } from 'dexie';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { expect, it } from 'vitest';
import { readAssets } from '../../../lib/cache/list-queries.ts';
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

/** What the second one added. */
const second = {
  histories: '[uId+adamId+pricingParam]',
  timeline: '++id, [uId+at]',
  requests: '++id',
  personNotes: '[uId+clientUserId]',
  marks: '[adamId+pricingParam+uId]',
  lists: 'id',
  views: 'id',
  locationNotes: 'uId',
  iconReads: 'adamId',
};

/** What the third one added. */
const third = {
  orders: 'id, createdAt, uId, state',
  orderWishes: 'orderId',
  orderSkips: '[orderId+part]',
  batches: '[orderId+batch], [orderId+state], [orderId+state+askAt], [uId+unapplied], [uId+sentAt]',
  activity: 'seq',
  foreignChanges: '[seq+part]',
  mdms: 'id',
  mdmTargets: 'uId, mdmId',
  deliveries: 'id, uId, mdmId, state',
};

/** A database as the given version of the extension left it. */
async function leaveOld(indexedDB: IDBFactory, schemas: Record<string, string>[], rows: [string, object][]) {
  const old = new Dexie('orchardist', { indexedDB, IDBKeyRange });
  for (const [index, schema] of schemas.entries()) old.version(index + 1).stores(schema);
  for (const [table, row] of rows) await old.table(table).put(row);
  old.close();
}

it('keeps what an older version stored', async () => {
  const indexedDB = new IDBFactory();
  await leaveOld(
    indexedDB,
    [first],
    [
      ['locations', locationRow('1', 'North Campus')],
      ['apps', { adamId: '10', customName: 'Ours', source: 'hand', fetchedAt: 0 }],
    ],
  );
  const db = openFreshDatabase(indexedDB);
  expect((await db.locations.get('1'))?.locationName).toBe('North Campus');
  expect((await db.apps.get('10'))?.customName).toBe('Ours');
  expect(await db.personNotes.count()).toBe(0);
});

it('keeps what the admin wrote before there were orders', async () => {
  const indexedDB = new IDBFactory();
  const note = { uId: '1', clientUserId: 'u', name: 'Ada', invitations: [{ at: 5, way: 'copy' }] };
  await leaveOld(
    indexedDB,
    [first, second],
    [
      ['locations', locationRow('1', 'North Campus')],
      ['personNotes', note],
      ['lists', { id: 'l', name: 'Cart 1', kind: 'device', ids: ['D1'], createdAt: 1, changedAt: 1 }],
    ],
  );
  const db = openFreshDatabase(indexedDB);
  expect(await db.personNotes.get(['1', 'u'])).toEqual(note);
  expect((await db.lists.get('l'))?.ids).toEqual(['D1']);
  expect((await db.locations.get('1'))?.locationName).toBe('North Campus');
  expect([await db.orders.count(), await db.batches.count(), await db.activity.count()]).toEqual([0, 0, 0]);
});

it('shows the assets that were read before they were kept by location', async () => {
  const indexedDB = new IDBFactory();
  const assets = [
    ['1', '10'],
    ['1', '11'],
    ['2', '10'],
  ].map(([uId, adamId]) => ({ uId, adamId, pricingParam: 'STDQ', assignedCount: 3 }));
  await leaveOld(
    indexedDB,
    [first, second, third],
    assets.map((asset) => ['assets', asset]),
  );
  const shown = await readAssets(openFreshDatabase(indexedDB));
  expect(shown).toEqual({ assets, apps: new Map() });
});
