import { beforeEach, describe, expect, it } from 'vitest';
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
  expect(found).toMatchObject({ devices: 1, people: 0, refused: [], unread: ['2'], asOf: 20 });
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

describe('people that a list calls by user names of its own', () => {
  const heading = 'Username,Full Name,Email Address';

  it('are known by their addresses', async () => {
    const source = `${heading}\na.byte,Ada Byte,ada@school.example\nz.one,Zoe One,zoe@school.example`;
    const found = await compareWithList(db, { source, uIds: ['1'] });
    expect(found).toMatchObject({ people: 2, unknown: [], strange: [], findings: [] });
  });

  it('are named when neither id nor address is known, and only the others are found missing', async () => {
    const source = `${heading}\na.byte,Ada Byte,ada@school.example\nx.new,New,new@school.example`;
    const found = await compareWithList(db, { source, uIds: ['1'] });
    expect(found.unknown).toEqual([{ line: 3, text: 'x.new · new@school.example' }]);
    expect(found.findings).toEqual([
      expect.objectContaining({
        kind: 'people-not-in-list',
        wish: { kind: 'take-back', blocks: [{ assets: [pages], clientUserIds: ['zoe'], serialNumbers: [] }] },
      }),
    ]);
  });

  it('say nothing of who has left when most of them are unknown: no plan', async () => {
    const source = `${heading}\na.byte,Ada,ada@school.example\nx.new,New,\ny.new,Newer,new@school.example`;
    const found = await compareWithList(db, { source, uIds: ['1'] });
    expect(found).toMatchObject({ findings: [], strange: ['1'] });
    expect(found.unknown).toHaveLength(2);
  });

  it('own devices all the same', async () => {
    const source =
      'Serial Number,Username,Email Address\nC02AAAA00001,a.byte,ada@school.example\nC02AAAA00002,,';
    const found = await compareWithList(db, { source, uIds: ['1'] });
    expect(found.findings).toEqual([expect.objectContaining({ kind: 'user-and-device', holders: 1 })]);
  });
});

it('whoever shares an address with somebody in the list is not called missing', async () => {
  await addUserRecords(db, '1', 2, [
    { clientUserId: 'ada', status: 'Associated', email: 'both@school.example' },
    { clientUserId: 'zoe', status: 'Registered', email: 'both@school.example' },
  ]);
  await swapUsers(db, '1', 2, { asOf: 11 });
  const found = await compareWithList(db, { source: 'Email\nboth@school.example', uIds: ['1'] });
  expect(found).toMatchObject({ findings: [], unknown: [] });
});

it('a list of which no device is known there is another location’s: no plan', async () => {
  const found = await compareWithList(db, { source: 'Serial Number\nC02BBBB00001', uIds: ['1'] });
  expect(found).toMatchObject({ findings: [], strange: ['1'] });
});

it('a location whose people were never read is not compared with a list of people', async () => {
  await db.userSets.delete('1');
  const found = await compareWithList(db, { source: 'Email\nada@school.example', uIds: ['1'] });
  expect(found).toMatchObject({ findings: [], unread: ['1'], strange: [], unknown: [] });
});

it('whoever stands in a list of people twice is found once, however many locations know them', async () => {
  await addUserRecords(db, '2', 1, [
    { clientUserId: 'ada-2', status: 'Associated', email: 'ada@school.example' },
  ]);
  await swapUsers(db, '2', 1, { asOf: 10 });
  const rows = ['Username,Email', 'a.byte,ada@school.example', 'zoe,', 'b.byte,Ada@School.example'];
  const found = await compareWithList(db, { source: rows.join('\n'), uIds: ['1', '2'] });
  expect(found.findings).toEqual([
    { kind: 'listed-twice', holders: [{ holder: { kind: 'user', id: 'ada' }, times: 2 }] },
  ]);
  expect(found.called.get('ada')).toBe('ada@school.example');
});

describe('a sync that swaps the licences away while they are read', () => {
  const source = 'Serial Number\nC02AAAA00001';
  /** As if so many reads of the directory had come just before a swap: its leaves are gone by then. */
  const outlive = (reads: number) => {
    let count = 0;
    db.directories.hook('reading', (row) =>
      ++count > reads ? row : { ...row, leaves: row.leaves.map((one) => ({ ...one, leaf: 1000 + count })) },
    );
  };

  it('makes it read them again: the comparison is whole', async () => {
    outlive(1);
    const found = await compareWithList(db, { source, uIds: ['1'] });
    expect(found).toMatchObject({
      unread: [],
      findings: [{ wish: { blocks: [{ serialNumbers: ['C02AAAA00002'] }] } }],
    });
  });

  it('each time leaves the location unread, which is told', async () => {
    outlive(1000);
    const found = await compareWithList(db, { source, uIds: ['1'] });
    expect(found).toMatchObject({ findings: [], unread: ['1'] });
  });

  it('is not what a lost record is: that is an error', async () => {
    await db.leaves.clear();
    await expect(compareWithList(db, { source, uIds: ['1'] })).rejects.toMatchObject({
      code: 'storage-broken',
    });
  });
});

describe('a row that could not be read', () => {
  it('does not call the device in it missing, and is listed', async () => {
    const gatherer = createGatherer();
    for (const serialNumber of ['C02AAAA00001', 'VM-ODD-7', 'C02AAAA00003', 'C02AAAA00004'])
      gatherer.add([{ ...pages, serialNumber }]);
    await writeHoldings(db, '1', gatherer.finish(), { asOf: 21, fullDueAt: 99 });
    const source = 'Serial Number,Name\nC02AAAA00001,a\nvm-odd-7,b\n"C02AAAA00003"x,"c';
    const found = await compareWithList(db, { source, uIds: ['1'] });
    expect(found).toMatchObject({
      devices: 1,
      refused: [
        { line: 3, text: 'VM-ODD-7', reason: 'characters' },
        { line: 4, reason: 'quote' },
      ],
      findings: [{ kind: 'devices-not-in-list', wish: { blocks: [{ serialNumbers: ['C02AAAA00004'] }] } }],
    });
  });

  it('does not call the person in it missing', async () => {
    const source = 'Email\nada@school.example\n"zoe@school.example"x';
    const found = await compareWithList(db, { source, uIds: ['1'] });
    expect(found).toMatchObject({ people: 1, refused: [{ line: 3, reason: 'quote' }], findings: [] });
  });
});
