import { beforeEach, expect, it } from 'vitest';
import { compareWithList } from '../../../../components/reconcile/compare.ts';
import type { Database } from '../../../../lib/cache/database.ts';
import { createGatherer } from '../../../../lib/cache/holdings/gather.ts';
import { writeHoldings } from '../../../../lib/cache/write-holdings.ts';
import { addUserRecords, swapUsers } from '../../../../lib/cache/write-users.ts';
import { locationRow, openFreshDatabase } from '../../cache/fresh-database.ts';

const pages = { adamId: '361309726', pricingParam: 'STDQ' as const };
let db: Database;

beforeEach(async () => {
  db = openFreshDatabase();
  await db.locations.bulkPut([locationRow('1'), locationRow('2')]);
  const gatherer = createGatherer();
  gatherer.add([
    { ...pages, serialNumber: 'C02AAAA00001' },
    { ...pages, serialNumber: 'C02AAAA00002' },
    { ...pages, clientUserId: 'ada' },
    { ...pages, clientUserId: 'zoe' },
  ]);
  await writeHoldings(db, '1', gatherer.finish(), { asOf: 20, fullDueAt: 99 });
  await addUserRecords(db, '1', 1, [
    { clientUserId: 'ada', status: 'Associated', email: 'ada@school.example' },
    { clientUserId: 'zoe', status: 'Associated', email: 'zoe@school.example' },
  ]);
  await swapUsers(db, '1', 1, { asOf: 10 });
});

it('finds devices that are not in a list of devices, and says nothing about people', async () => {
  const found = await compareWithList(db, { source: 'Serial Number\nc02aaaa00001', uIds: ['1', '2'] });
  expect(found).toMatchObject({ devices: 1, people: 0, refused: 0, unread: ['2'], asOf: 20 });
  expect(found.findings).toEqual([
    expect.objectContaining({
      kind: 'devices-not-in-list',
      uId: '1',
      licences: 1,
      wish: {
        kind: 'take-back',
        blocks: [{ assets: [pages], clientUserIds: [], serialNumbers: ['C02AAAA00002'] }],
      },
    }),
  ]);
});

it('knows people by their addresses', async () => {
  const found = await compareWithList(db, { source: 'Email\nADA@school.example', uIds: ['1'] });
  expect(found.findings).toEqual([
    expect.objectContaining({ kind: 'people-not-in-list', licences: 1, holders: 1 }),
  ]);
});

it('a device with its owner shows who has the same twice, and nobody as gone for not owning one', async () => {
  const source = 'Serial Number,Email\nC02AAAA00001,ada@school.example\nC02AAAA00002,';
  const found = await compareWithList(db, { source, uIds: ['1'] });
  expect(found.findings).toEqual([
    expect.objectContaining({
      kind: 'user-and-device',
      wish: { kind: 'take-back', blocks: [{ assets: [pages], clientUserIds: ['ada'], serialNumbers: [] }] },
    }),
  ]);
});
