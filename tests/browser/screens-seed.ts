/** Runs inside an extension page: fills the cache as a finished sync leaves it, through the real writers. */
import { browser } from 'wxt/browser';
import { Database } from '../../lib/cache/database.ts';
import { createGatherer } from '../../lib/cache/holdings/gather.ts';
import type { AssetRow, LocationRow, SyncRow } from '../../lib/cache/rows.ts';
import { writeApps } from '../../lib/cache/write-apps.ts';
import { writeHoldings } from '../../lib/cache/write-holdings.ts';
import { writeAssets } from '../../lib/cache/write-location.ts';
import { addUserRecords, swapUsers } from '../../lib/cache/write-users.ts';

export type Scene = 'empty' | 'healthy' | 'troubled' | 'candidate' | 'candidate-first' | 'syncing' | 'locked';

const day = 86_400_000;
const minute = 60_000;
const now = Date.now();

const names = [
  ['361309726', 'Pages'],
  ['409183694', 'Keynote'],
  ['409201541', 'Numbers'],
  ['1274495053', 'Microsoft To Do'],
  ['586447913', 'Microsoft Word'],
  ['586683407', 'Microsoft Excel'],
  ['1113153706', 'Microsoft Teams'],
  ['1444383602', 'Goodnotes 6: Notes & Documents with a name so long that it has to be cut somewhere'],
  ['1064910141', 'Lernplattform für Grundschulen “Ä”'],
  ['1180531112', '数学の冒険'],
  ['1482920575', 'القراءة الممتعة'],
  ['1500855883', '🌱 Grow a garden'],
  ['364709193', 'Apple Books Reader'],
  ['1465888231', '=SUM(A1:A9)'],
] as const;

function location(uId: string, locationName: string, facts: Partial<LocationRow> = {}): LocationRow {
  return {
    uId,
    locationName,
    orgName: 'Example School District',
    countryISO2ACode: 'DE',
    defaultPlatform: 'enterprisestore',
    websiteURL: 'https://school.apple.com',
    expiresAt: now + 200 * day,
    fingerprint: '00000000',
    linkedAt: now - 30 * day,
    mdmInfo: { id: 'a1b2', name: 'Example MDM', metadata: '' },
    health: { state: 'ok', since: now - 30 * day, checkedAt: now - 4 * minute },
    ...facts,
  };
}

const north = location('2049025000431439', 'North Campus');
const south = location('2049025000431440', 'South Campus', { mdmInfo: { id: '', name: '', metadata: '' } });
const library = location('2049025000431441', 'Library', { countryISO2ACode: 'FR' });

function assetsOf(uId: string, factor: number, extra: number): AssetRow[] {
  const known = names.map(([adamId], index) => assetRow(uId, adamId, index, factor));
  const more = Array.from({ length: extra }, (_, index) =>
    assetRow(uId, String(2_000_000_000 + index), index + names.length, factor),
  );
  const [pages] = known;
  const plus: AssetRow[] = pages
    ? [{ ...pages, pricingParam: 'PLUS', totalCount: 10, availableCount: 8, assignedCount: 2 }]
    : [];
  return [...known, ...more, ...plus];
}

function assetRow(uId: string, adamId: string, index: number, factor: number): AssetRow {
  const assignedCount = ((index * 37) % 23) * factor;
  const availableCount = (index * 11) % 140;
  const retiredCount = index % 7 === 3 ? 4 : 0;
  const common = {
    uId,
    adamId,
    pricingParam: 'STDQ' as const,
    productType: index % 12 === 8 ? ('Book' as const) : ('App' as const),
    assignedCount,
    deviceAssignable: index % 12 !== 8,
    revocable: index % 12 !== 8,
    supportedPlatforms: ['iOS'],
    asOf: now - 4 * minute,
  };
  if (index % 9 === 4) return { ...common, unlimited: true };
  return {
    ...common,
    unlimited: false,
    availableCount,
    retiredCount,
    totalCount: assignedCount + availableCount + retiredCount,
  };
}

/** Not due for a day, so that the background leaves the scene alone. */
function finishedSync(uId: string): SyncRow {
  return {
    uId,
    state: 'done',
    kind: 'full',
    phase: 'swap',
    startedAt: now - 5 * minute,
    updatedAt: now - 4 * minute,
    finishedAt: now - 4 * minute,
    pagesDone: 12,
    rowsDone: 12_000,
    nextAt: now + day,
  };
}

async function writeLocation(db: Database, row: LocationRow, factor: number, extra: number): Promise<void> {
  // Both at once: a background that wakes in between would begin the first sync of a location that has none.
  await db.transaction('rw', db.locations, db.syncs, async () => {
    await db.locations.put(row);
    await db.syncs.put(finishedSync(row.uId));
  });
  const assets = assetsOf(row.uId, factor, extra);
  await writeAssets(db, row.uId, assets, now - 4 * minute);
  const people = Array.from({ length: 40 }, (_, index) => {
    const email = `person${index}@school.example`;
    return {
      clientUserId: `u-${row.uId.slice(-2)}-${1000 + index}`,
      status: index % 3 === 0 ? ('Registered' as const) : ('Associated' as const),
      email,
    };
  });
  await addUserRecords(db, row.uId, 1, people);
  await swapUsers(db, row.uId, 1, { asOf: now - 4 * minute });
  const gatherer = createGatherer();
  for (const asset of assets) {
    for (let index = 0; index < asset.assignedCount; index++) {
      const person = people[index];
      gatherer.add([
        index < 10 && person
          ? { ...asset, clientUserId: person.clientUserId }
          : { ...asset, serialNumber: `C02${row.uId.slice(-2)}X${String(index).padStart(6, '0')}` },
      ]);
    }
  }
  await writeHoldings(db, row.uId, gatherer.finish(), { asOf: now - 4 * minute, fullDueAt: now + day });
}

async function icon(hue: number): Promise<Blob> {
  const canvas = new OffscreenCanvas(100, 100);
  const pen = canvas.getContext('2d');
  if (pen) {
    pen.fillStyle = `hsl(${hue} 60% 55%)`;
    pen.fillRect(0, 0, 100, 100);
    pen.fillStyle = 'white';
    pen.fillRect(30, 30, 40, 40);
  }
  return canvas.convertToBlob();
}

async function fill(db: Database, scene: Scene, extra: number): Promise<void> {
  const troubled = scene === 'troubled';
  await db.status.put({ key: 'vault', value: { mode: 'sealed', locked: scene === 'locked' } });
  await writeLocation(db, north, 40, extra);
  await writeLocation(
    db,
    troubled
      ? { ...south, health: { state: 'revoked', since: now - day, checkedAt: now, errorNumber: 9625 } }
      : south,
    3,
    0,
  );
  await writeLocation(db, troubled ? { ...library, expiresAt: now + 5.5 * day } : library, 1, 0);
  await writeApps(
    db,
    names.map(([adamId, name]) => ({ adamId, name, source: 'store' as const, fetchedAt: now })),
  );
  for (const [index, [adamId]] of names.slice(0, 9).entries()) {
    await db.icons.put({ adamId, blob: await icon(index * 40), fetchedAt: now });
  }
  if (scene === 'syncing') {
    await db.syncs.put({
      ...finishedSync(north.uId),
      state: 'running',
      phase: 'assignments',
      updatedAt: now,
      pagesTotal: 60,
    });
  }
}

async function candidate(db: Database, uId: string, locationName: string, renews: boolean): Promise<void> {
  // The background drops a candidate whose token is not in session memory.
  await browser.storage.session.set({ 'candidate:c1': 'a token' });
  await db.candidates.put({
    id: 'c1',
    fingerprint: '12345678',
    orgName: 'Example School District',
    expiresAt: now + 365 * day,
    source: 'portal',
    capturedAt: now,
    proof: {
      state: 'proven',
      uId,
      locationName,
      countryISO2ACode: 'DE',
      expiresAt: now + 365 * day,
      mdmInfo: { id: 'a1b2', name: 'Example MDM', metadata: '' },
      assetCount: 14,
      renews,
    },
  });
}

/**
 * Empties the cache and fills it with one scene.
 * @param extra more assets of North Campus
 * @public called by name in the page
 */
export async function seed(scene: Scene, extra = 0): Promise<void> {
  const db = new Database();
  await db.transaction('rw', db.tables, () => Promise.all(db.tables.map((table) => table.clear())));
  if (scene !== 'empty' && scene !== 'candidate-first') await fill(db, scene, extra);
  if (scene === 'candidate') await candidate(db, south.uId, south.locationName, true);
  if (scene === 'candidate-first') await candidate(db, north.uId, north.locationName, false);
  db.close();
}

/**
 * Changes one row, as a test needs it.
 * @public called by name in the page
 */
export async function put(table: string, row: object): Promise<void> {
  const db = new Database();
  await db.table(table).put(row);
  db.close();
}

/**
 * Gives Keynote in North Campus many holders and no one else anything there: four devices to one person.
 * @public called by name in the page
 */
export async function crowd(count: number): Promise<void> {
  const db = new Database();
  const key = { adamId: '409183694', pricingParam: 'STDQ' as const };
  const people = Array.from({ length: count / 5 }, (_, index) => ({
    clientUserId: `p${String(index).padStart(5, '0')}`,
    status: 'Associated' as const,
    email: `person${index}@crowd.example`,
  }));
  await addUserRecords(db, north.uId, 2, people);
  await swapUsers(db, north.uId, 2, { asOf: now });
  const gatherer = createGatherer();
  gatherer.add(people.map(({ clientUserId }) => ({ ...key, clientUserId })));
  gatherer.add(
    Array.from({ length: count - people.length }, (_, index) => ({
      ...key,
      serialNumber: `C0${String(index).padStart(6, '0')}`,
    })),
  );
  await writeHoldings(db, north.uId, gatherer.finish(), { asOf: now, fullDueAt: now + day });
  db.close();
}
