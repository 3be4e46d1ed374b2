import { describe, expect, it } from 'vitest';
import {
  readHeadcounts,
  readPendingInvitations,
  readShortStock,
} from '../../../lib/cache/overview-queries.ts';
import type { AssetRow } from '../../../lib/cache/rows.ts';
import { writeApps } from '../../../lib/cache/write-apps.ts';
import { writeAssets } from '../../../lib/cache/write-location.ts';
import { addUserRecords, swapUsers } from '../../../lib/cache/write-users.ts';
import { locationRow, openFreshDatabase } from './fresh-database.ts';

const asset = (uId: string, adamId: string, part: Partial<AssetRow> = {}): AssetRow => ({
  uId,
  adamId,
  pricingParam: 'STDQ',
  productType: 'App',
  unlimited: false,
  totalCount: 10,
  availableCount: 3,
  assignedCount: 7,
  deviceAssignable: true,
  revocable: true,
  supportedPlatforms: [],
  asOf: 50,
  ...part,
});

describe('stock below its mark', () => {
  async function setUp() {
    const db = openFreshDatabase();
    await db.locations.bulkPut([locationRow('1'), locationRow('2')]);
    const { totalCount: _, availableCount: __, ...free } = asset('1', '20', { unlimited: true });
    await writeAssets(db, '1', [asset('1', '10'), asset('1', '10', { pricingParam: 'PLUS' }), free], 50);
    await writeAssets(db, '2', [asset('2', '10', { availableCount: 1, asOf: 40 })], 40);
    return db;
  }

  it.each([
    ['over all locations, in one price plan', { adamId: '10', uId: '', low: 5 }, 4],
    ['enough over all', { adamId: '10', uId: '', low: 4 }, undefined],
    ['in its location alone', { adamId: '10', uId: '2', low: 2 }, 1],
    ['enough in its location', { adamId: '10', uId: '1', low: 3 }, undefined],
    ['unlimited', { adamId: '20', uId: '', low: 1000 }, undefined],
    ['in no location', { adamId: '99', uId: '', low: 1 }, undefined],
  ])('%s', async (_, mark, available) => {
    const db = await setUp();
    await db.marks.put({ pricingParam: 'STDQ', ...mark });
    const found = await readShortStock(db);
    expect(found.marks).toHaveLength(1);
    expect(found.short.map((one) => one.available)).toEqual(available === undefined ? [] : [available]);
  });

  it('has the age of its oldest count and the name of the app', async () => {
    const db = await setUp();
    await db.marks.put({ pricingParam: 'STDQ', adamId: '10', uId: '', low: 5 });
    await writeApps(db, [{ adamId: '10', name: 'Pages', source: 'store', fetchedAt: 1 }]);
    expect((await readShortStock(db)).short).toMatchObject([{ asOf: 40, app: { name: 'Pages' } }]);
  });

  it('keeps the sums of a location beside it', async () => {
    const db = await setUp();
    expect((await db.locations.get('1'))?.totals).toEqual({
      assets: 3,
      unlimited: 1,
      total: 20,
      available: 6,
      assigned: 14,
      assignedUnlimited: 7,
    });
  });
});

describe('pending invitations', () => {
  it('are those of people who are still Registered, by the last time', async () => {
    const db = openFreshDatabase();
    await db.locations.put(locationRow('1'));
    await addUserRecords(db, '1', 3, [
      { clientUserId: 'a', status: 'Registered' },
      { clientUserId: 'b', status: 'Associated' },
      { clientUserId: 'c', status: 'Registered' },
    ]);
    await swapUsers(db, '1', 3, { asOf: 1 });
    const invitations = [
      { at: 5, way: 'copy' },
      { at: 9, way: 'eml' },
    ] as const;
    for (const clientUserId of ['a', 'b', 'no longer there'])
      await db.personNotes.put({ uId: '1', clientUserId, invitations: [...invitations] });
    await db.personNotes.put({ uId: '1', clientUserId: 'c', name: 'Named only', invitations: [] });
    expect(await readPendingInvitations(db)).toEqual([{ uId: '1', clientUserId: 'a', lastAt: 9, asOf: 1 }]);
    expect((await readHeadcounts(db)).get('1')).toEqual({ people: 3 });
    // As an earlier version left it.
    await db.userSets.update('1', (row) => void delete row.people);
    expect((await readHeadcounts(db)).get('1')).toEqual({ people: 3 });
  });
});
