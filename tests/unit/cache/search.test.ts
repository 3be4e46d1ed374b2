import { describe, expect, it, vi } from 'vitest';
import type { Database } from '../../../lib/cache/database.ts';
import { type AssignmentInput, createGatherer } from '../../../lib/cache/holdings/gather.ts';
import type { SearchHit } from '../../../lib/cache/query-contract.ts';
import type { AppRow, AssetRow } from '../../../lib/cache/rows.ts';
import { appendHits, readAheadOf, recallSearch, search, searchInside } from '../../../lib/cache/search.ts';
import { nameApp, writeApps } from '../../../lib/cache/write-apps.ts';
import { writeHoldings } from '../../../lib/cache/write-holdings.ts';
import { writeAssets } from '../../../lib/cache/write-location.ts';
import { addUserRecords, swapUsers, type UserRecord } from '../../../lib/cache/write-users.ts';
import { locationRow, openFreshDatabase } from './fresh-database.ts';

function app(adamId: string, name: string): AppRow {
  return { adamId, name, source: 'store', fetchedAt: 1 };
}
function asset(uId: string, adamId: string): AssetRow {
  return {
    uId,
    adamId,
    pricingParam: 'STDQ',
    productType: 'App',
    unlimited: false,
    totalCount: 5,
    availableCount: 1,
    assignedCount: 4,
    deviceAssignable: true,
    revocable: true,
    supportedPlatforms: ['iOS'],
    asOf: 1,
  };
}
function user(clientUserId: string, email?: string): UserRecord {
  return { clientUserId, email, status: 'Associated' };
}
async function fillUsers(db: Database, uId: string, records: UserRecord[]): Promise<void> {
  await addUserRecords(db, uId, 1, records);
  await swapUsers(db, uId, 1, { asOf: 45 });
}
const device = (adamId: string, serialNumber: string): AssignmentInput => ({
  adamId,
  pricingParam: 'STDQ',
  serialNumber,
});
const person = (adamId: string, clientUserId: string): AssignmentInput => ({
  adamId,
  pricingParam: 'STDQ',
  clientUserId,
});

const many = Array.from({ length: 20_000 }, (_, n) => device('409201541', `S${String(n).padStart(5, '0')}`));

async function fill(db: Database, uId: string, rows: AssignmentInput[]): Promise<void> {
  const gatherer = createGatherer();
  gatherer.add(rows);
  await writeHoldings(db, uId, gatherer.finish(), { asOf: 50, fullDueAt: 99 });
}

async function openSchool(): Promise<Database> {
  const db = openFreshDatabase();
  await db.locations.bulkPut([locationRow('1'), locationRow('2')]);
  await writeApps(db, [
    app('361285480', 'Keynote'),
    app('409201541', 'Pages'),
    app('1052', 'Café Nord: Menü'),
    app('77', 'Gone'),
  ]);
  await nameApp(db, '5001', '学校アプリ');
  await writeAssets(
    db,
    '1',
    ['361285480', '409201541', '1052', '5001'].map((id) => asset('1', id)),
    40,
  );
  await writeAssets(db, '2', [asset('2', '409201541')], 40);
  await fillUsers(db, '1', [
    user('anna-1', 'Anna.Berg@pinehill.example'),
    user('bert-2', 'bert@pinehill.example'),
    user('idle'),
  ]);
  await fillUsers(db, '2', [user('anna-1', 'anna@elsewhere.example')]);
  await fill(db, '1', [
    device('361285480', 'C02XK1ABCDEF'),
    device('409201541', 'C02XK1ABCDEF'),
    device('409201541', 'C02XK9ZZZZZZ'),
    device('409201541', 'f9fmixedcase'),
    person('1052', 'anna-1'),
    person('1052', 'bert-2'),
  ]);
  await fill(db, '2', [device('409201541', 'C02XK1ABCDEF')]);
  return db;
}

/** A hit in one line: an app by its id, a holder by its id with the counts of its locations. */
function line(hit: SearchHit): string {
  if (hit.kind === 'asset') return `${hit.key.adamId} in ${hit.rows.map((row) => row.uId).join()}`;
  return `${hit.holder.id} ${hit.places.map((place) => `${place.uId}:${place.assetCount}`).join(' ')}`;
}
const quick = async (db: Database, text: string, limit = 10) => (await search(db, text, limit)).map(line);
/** As a screen asks: what is quick, then what lies inside. */
async function ask(db: Database, text: string, limit = 10): Promise<string[]> {
  const hits = await search(db, text, limit);
  return appendHits(hits, await searchInside(db, text, limit), limit).map(line);
}

describe('search', () => {
  it.each<[string, string, string[]]>([
    ['the beginning of an app name', 'key', ['361285480 in 1']],
    ['a name without its accents and case', 'CAFE', ['1052 in 1']],
    ['beginnings of several words', 'nord men', ['1052 in 1']],
    ['a part of a name', 'age', ['409201541 in 1,2']],
    ['a name given by hand, in another script', 'アプリ', ['5001 in 1']],
    ['an adamId', '409201541', ['409201541 in 1,2']],
    ['the beginning of an adamId', '4092', ['409201541 in 1,2']],
    ['a serial number in small letters', 'c02xk1abcdef', ['C02XK1ABCDEF 1:2 2:1']],
    ['the beginning of a serial number', 'C02XK', ['C02XK1ABCDEF 1:2 2:1', 'C02XK9ZZZZZZ 1:1']],
    ['the end of a serial number', 'bcdef', ['C02XK1ABCDEF 1:2 2:1']],
    ['a serial number that Apple spells in small letters', 'F9FMIXED', ['f9fmixedcase 1:1']],
    ['the beginning of an e-mail', 'anna.b', ['anna-1 1:1 2:0']],
    ['a part of an e-mail', 'berg@', ['anna-1 1:1 2:0']],
    ['a clientUserId', 'bert-2', ['bert-2 1:1']],
    ['a clientUserId in another case', 'bERT-2', ['bert-2 1:1']],
    ['a user who holds nothing', 'idle', ['idle 1:0']],
    ['blanks around', '  bert-2 ', ['bert-2 1:1']],
    ['nothing', '   ', []],
    ['an app that no location has', 'Gone', []],
    ['text over the border of two serial numbers', 'EFdC02XK9', []],
    ['what nobody has', 'zebra', []],
  ])('finds by %s', async (_, text, expected) => {
    expect(await ask(await openSchool(), text)).toEqual(expected);
  });

  it('puts an exact answer before the beginnings and stays within the limit', async () => {
    const db = await openSchool();
    await fill(
      db,
      '2',
      Array.from({ length: 5000 }, (_, n) => device('409201541', `C02X${String(n).padStart(5, '0')}`)),
    );
    await fill(db, '1', [device('409201541', 'C02X'), device('409201541', 'C02X00000')]);
    const hits = await ask(db, 'c02x', 3);
    expect(hits).toEqual(['C02X 1:1', 'C02X00000 1:1 2:1', 'C02X00001 2:1']);
  });

  it('reads a leaf or two for a serial number, not the whole cache', async () => {
    const db = await openSchool();
    await fill(db, '1', many);
    let reads = 0;
    db.leaves.hook('reading', (row) => {
      reads++;
      return row;
    });
    expect(await quick(db, 'S12345')).toEqual(['S12345 1:1']);
    expect(reads).toBeLessThanOrEqual(2);
  });

  it('does not show people of an unfinished read', async () => {
    const db = await openSchool();
    await addUserRecords(db, '1', 9, [user('ghost', 'ghost@pinehill.example')]);
    expect(await ask(db, 'ghost')).toEqual([]);
  });
});

describe('from key to key', () => {
  it('the holdings are read again only when they changed', async () => {
    const db = await openSchool();
    let reads = 0;
    const count = <T>(row: T) => {
      reads++;
      return row;
    };
    for (const table of [db.directories, db.leaves]) table.hook('reading', count);
    await quick(db, 'C02XK');
    const first = reads;
    expect(first).toBeGreaterThan(0);
    expect(await quick(db, 'C02XK9')).toEqual(['C02XK9ZZZZZZ 1:1']);
    expect(reads).toBe(first);

    await fill(db, '1', [device('409201541', 'C02XK9YYYYYY')]);
    await vi.waitFor(async () => expect(await quick(db, 'C02XK9')).toEqual(['C02XK9YYYYYY 1:1']));
    expect(reads).toBeGreaterThan(first);
  });

  it('a swap of which no word has come yet is noticed by the leaf that is gone', async () => {
    const db = await openSchool();
    await fill(db, '1', many);
    await quick(db, 'S00001');
    await swapUnheard(db);
    expect(await quick(db, 'S19999')).toEqual(['S19999 1:1']);
  });
});

describe('recallSearch', () => {
  it('answers a longer text without a read, as a search would', async () => {
    const db = await openSchool();
    const texts = [
      'c02',
      'c02x',
      'C02XK9',
      'ann',
      'anna',
      'anna.b',
      'ke',
      'keyn',
      'bert',
      'bert-2',
      'ca',
      'cafe',
    ];
    let reads = 0;
    for (const table of db.tables) {
      table.hook('reading', (row) => {
        reads++;
        return row;
      });
    }
    let remembered = 0;
    for (const text of texts) {
      const before = reads;
      const recalled = await recallSearch(db, text, 10);
      expect(reads).toBe(before);
      const found = await search(db, text, 10);
      if (recalled) {
        remembered++;
        expect(recalled).toEqual(found);
      }
    }
    // Each text that makes the one before it longer.
    expect(remembered).toBe(7);
  });

  it('knows nothing of what was not asked, of a shorter text, or of numbers', async () => {
    const db = await openSchool();
    expect(await recallSearch(db, 'anna', 10)).toBeUndefined();
    await search(db, 'anna', 10);
    expect(await recallSearch(db, 'ann', 10)).toBeUndefined();
    expect(await recallSearch(db, 'bert', 10)).toBeUndefined();
    await search(db, '4', 10);
    expect(await recallSearch(db, '40', 10)).toBeUndefined();
  });

  it('has all assets once they were read ahead, and none after one has changed', async () => {
    const db = await openSchool();
    const texts = ['4', '40', 'key', 'keynote', 'ca'];
    await search(db, 'zzz', 10);
    expect(await recallSearch(db, 'zzz4', 10)).toBeDefined();
    await readAheadOf(db, 'zzz', () => false);
    for (const text of texts) {
      // Holders of the text are looked up as before.
      await search(db, text, 10);
      expect(await recallSearch(db, text, 10), text).toEqual(await search(db, text, 10));
    }
    const asset = await db.assets.toCollection().first();
    if (!asset) throw new Error('No asset.');
    await search(db, '4', 10);
    await db.assets.put({ ...asset, assignedCount: asset.assignedCount + 1 });
    await vi.waitFor(async () => expect(await recallSearch(db, '4', 10)).toBeUndefined());
  });

  it('does not take the first ones of many for all', async () => {
    const db = await openSchool();
    await fillUsers(
      db,
      '1',
      Array.from({ length: 20 }, (_, n) => user(`desk-${String(n).padStart(2, '0')}`)),
    );
    await search(db, 'desk', 10);
    expect(await recallSearch(db, 'desk-1', 10)).toBeUndefined();
    expect((await search(db, 'desk-1', 30)).map(line)).toHaveLength(10);
    expect((await recallSearch(db, 'desk-19', 30))?.map(line)).toEqual(['desk-19 1:0']);
  });

  it.each<[string, string, (db: Database) => Promise<unknown>]>([
    ['a person', 'anna', (db) => fillUsers(db, '1', [user('anna-9')])],
    ['an app', 'key', (db) => nameApp(db, '361285480', 'Keys of Paris')],
    ['a device', 'C02XK', (db) => fill(db, '1', [device('409201541', 'C02XK9YYYYYY')])],
  ])('forgets when %s has changed', async (_, text, change) => {
    const db = await openSchool();
    await search(db, text, 10);
    expect(await recallSearch(db, text, 10)).toBeDefined();
    await change(db);
    await vi.waitFor(async () => expect(await recallSearch(db, text, 10)).toBeUndefined());
  });
});

/** Moves the holdings of location 1 to the next generation, without a word to those who listen to changes. */
async function swapUnheard(db: Database): Promise<void> {
  const [before] = await db.directories.toArray();
  const generation = (before?.generation ?? 0) + 1;
  const old = await db.leaves.where({ uId: '1' }).toArray();
  const stores = db.backendDB().transaction(['directories', 'leaves'], 'readwrite');
  stores.objectStore('directories').put({ ...before, generation });
  for (const leaf of old) {
    stores.objectStore('leaves').delete([leaf.uId, leaf.generation, leaf.leaf]);
    stores.objectStore('leaves').put({ ...leaf, generation });
  }
  await new Promise((resolve) => {
    stores.oncomplete = resolve;
  });
}

describe('a clientUserId of mixed case', () => {
  it.each(['mmuster-ab', 'MMUSTER-AB', 'MMuster-Ab', 'mMUSTER-aB', 'mmust', 'MMust'])(
    'is found at once by %s',
    async (text) => {
      const db = await openSchool();
      await fillUsers(db, '1', [user('MMuster-Ab'), user('mmother')]);
      expect(await quick(db, text)).toEqual(['MMuster-Ab 1:0']);
    },
  );

  it('is an exact answer in any case, before longer ones', async () => {
    const db = await openSchool();
    await fillUsers(db, '1', [user('ABC-1'), user('Abc'), user('aBC-2')]);
    expect(await quick(db, 'abC')).toEqual(['Abc 1:0', 'ABC-1 1:0', 'aBC-2 1:0']);
  });

  it('is found inside whatever its accents and case', async () => {
    const db = await openSchool();
    await fillUsers(db, '1', [user('x-Jos\u00e9-1'), user('x-JOSE-2')]);
    await fill(db, '1', [person('1052', 'x-Jos\u00e9-1')]);
    expect(await ask(db, 'josE')).toEqual(['x-JOSE-2 1:0', 'x-Jos\u00e9-1 1:1']);
    expect(await ask(db, 'JOS\u00c9')).toEqual(['x-JOSE-2 1:0', 'x-Jos\u00e9-1 1:1']);
  });
});

describe('searchInside', () => {
  it('comes below the quick hits and repeats none of them', async () => {
    const db = await openSchool();
    await fillUsers(db, '1', [user('pinehill-desk'), user('anna-1', 'Anna.Berg@pinehill.example')]);
    expect(await quick(db, 'pinehill')).toEqual(['pinehill-desk 1:0']);
    expect(await ask(db, 'pinehill')).toEqual(['pinehill-desk 1:0', 'anna-1 1:1 2:0', 'bert-2 1:1']);
    expect(await ask(db, 'pinehill', 1)).toEqual(['pinehill-desk 1:0']);
  });

  it('finds new ones although the quick hits alone would fill its limit', async () => {
    const db = await openSchool();
    await fillUsers(db, '1', [user('desk1'), user('desk2'), user('front-desk')]);
    expect(await ask(db, 'desk', 3)).toEqual(['desk1 1:0', 'desk2 1:0', 'front-desk 1:0']);
  });

  it('finds every person with the text inside, also those whose address does not begin with it', async () => {
    const hits = await searchInside(await openSchool(), 'PINEHILL', 10);
    expect(hits.map(line)).toEqual(['anna-1 1:1 2:0', 'bert-2 1:1']);
  });

  it('reads no further piece once it is called off', async () => {
    const db = await openSchool();
    await fill(db, '1', many);
    const caller = new AbortController();
    let reads = 0;
    db.leaves.hook('reading', (row) => {
      reads++;
      caller.abort();
      return row;
    });
    await searchInside(db, 'nobody-has-this', 10, caller.signal);
    expect(reads).toBe(1);
  });

  it('stops when it is called off', async () => {
    expect(await searchInside(await openSchool(), 'pinehill', 10, AbortSignal.abort())).toEqual([]);
  });
});
