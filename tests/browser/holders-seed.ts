/** Runs inside an extension page: plants people and devices as finished syncs leave them, through the real writers. */
import { Database } from '../../lib/cache/database.ts';
import { createGatherer } from '../../lib/cache/holdings/gather.ts';
import type { HolderListRow, PersonNoteRow } from '../../lib/cache/knowledge-rows.ts';
import type { AssetRow, LocationRow, SyncRow, UserRow } from '../../lib/cache/rows.ts';
import { writeApps } from '../../lib/cache/write-apps.ts';
import { writeHoldings } from '../../lib/cache/write-holdings.ts';
import { writeAssets } from '../../lib/cache/write-location.ts';
import { swapUsers } from '../../lib/cache/write-users.ts';

export interface HolderSeed {
  devices: number;
  /** Licences of each device. */
  apps: number;
  people: number;
  retired: number;
  lists?: HolderListRow[];
  notes?: PersonNoteRow[];
  locked?: boolean;
  /** No location at all. */
  unlinked?: boolean;
  /** Linked, but never read. */
  unread?: boolean;
  syncing?: boolean;
  /** Leaves what is there; a later read of the same locations. */
  keep?: boolean;
  /** Apple could not be reached. */
  offline?: boolean;
  /** So many more apps in North Campus, which nobody holds. */
  catalogue?: number;
  /** So many more locations, each with some apps and no holders. */
  branches?: number;
}

const day = 86_400_000;
const minute = 60_000;
const now = Date.now();

function location(uId: string, locationName: string): LocationRow {
  return {
    uId,
    locationName,
    orgName: 'Example School District',
    countryISO2ACode: 'DE',
    websiteURL: 'https://school.apple.com',
    expiresAt: now + 200 * day,
    fingerprint: '00000000',
    linkedAt: now - 30 * day,
    health: { state: 'ok', since: now - 30 * day, checkedAt: now - 4 * minute },
  };
}

const north = location('2049025000431439', 'North Campus');
const south = location('2049025000431440', 'South Campus');

function assetsOf(uId: string, count: number): AssetRow[] {
  return Array.from({ length: Math.max(count, 5) + 1 }, (_, index) => ({
    uId,
    adamId: String(361_309_726 + index),
    pricingParam: 'STDQ' as const,
    // The last one is a book, for people alone.
    productType: index === Math.max(count, 5) ? ('Book' as const) : ('App' as const),
    unlimited: false,
    totalCount: 200_000,
    availableCount: 100_000,
    assignedCount: 100_000,
    deviceAssignable: true,
    revocable: index !== Math.max(count, 5),
    supportedPlatforms: ['iOS'],
    asOf: now - 4 * minute,
  }));
}

/** Of the n-th device of a location. */
export const serialOf = (index: number) => `C02${(index * 7919).toString(36).toUpperCase().padStart(8, '0')}`;

/** Every 500th shares its Apple Account with the one after it. */
function userOf(uId: string, index: number, retired: boolean): UserRow {
  const email = `person${index}@${uId.slice(-2)}.school.example`;
  const status = retired ? 'Retired' : index % 3 === 0 ? 'Registered' : 'Associated';
  const account = index % 500 === 2 ? index - 1 : index;
  return {
    uId,
    generation: 1,
    clientUserId: `${retired ? 'r' : 'p'}-${String(index).padStart(7, '0')}`,
    status,
    email,
    emailLower: email,
    retiredRecords: retired ? 1 : 0,
    ...(status === 'Associated' && { idHash: `hash${account}` }),
  };
}

async function plant(
  db: Database,
  row: LocationRow,
  part: Pick<HolderSeed, 'devices' | 'apps' | 'people' | 'retired' | 'catalogue'>,
) {
  const { uId } = row;
  await link(db, row);
  const held = assetsOf(uId, part.apps);
  const assets = [...held, ...assetsOf(uId, held.length + (part.catalogue ?? 0)).slice(held.length, -1)];
  await writeAssets(db, uId, assets, now - 4 * minute);
  for (const [retired, count] of [
    [false, part.people],
    [true, part.retired],
  ] as const) {
    for (let from = 0; from < count; from += 10_000) {
      const rows = Array.from({ length: Math.min(10_000, count - from) }, (_, index) =>
        userOf(uId, from + index, retired),
      );
      await db.users.bulkPut(rows);
    }
  }
  await swapUsers(db, uId, 1, { asOf: now - 4 * minute });

  const gatherer = createGatherer();
  for (let index = 0; index < part.devices; index++) {
    const serialNumber = serialOf(index);
    gatherer.add(held.slice(0, part.apps).map((asset) => ({ ...asset, serialNumber })));
  }
  for (let index = 0; index < part.people; index += 2) {
    const { clientUserId } = userOf(uId, index, false);
    gatherer.add(held.slice(-1 - (index % 5)).map((asset) => ({ ...asset, clientUserId })));
  }
  // Holds something, but Apple's list of users does not name it.
  const [first] = held;
  if (first && part.people > 0) gatherer.add([{ ...first, clientUserId: 'z-unlisted' }]);
  await writeHoldings(db, uId, gatherer.finish(), { asOf: now - 4 * minute, fullDueAt: now + day });
}

/** Both at once: a background that wakes in between would begin the first sync of a location that has none. */
async function link(db: Database, row: LocationRow): Promise<void> {
  await db.transaction('rw', db.locations, db.syncs, async () => {
    await db.locations.put(row);
    await db.syncs.put(syncOf(row.uId, false));
  });
}

function syncOf(uId: string, isRunning: boolean): SyncRow {
  return {
    uId,
    state: isRunning ? 'running' : 'done',
    kind: 'full',
    phase: isRunning ? 'assignments' : 'swap',
    startedAt: now - 5 * minute,
    updatedAt: now - 4 * minute,
    pagesDone: 12,
    rowsDone: 12_000,
    nextAt: now + day,
    ...(!isRunning && { finishedAt: now - 4 * minute }),
  };
}

/**
 * Empties the cache and fills it. South Campus has every tenth device of North Campus and as many people.
 * @public called by name in the page
 */
export async function seed(what: HolderSeed): Promise<void> {
  const db = new Database();
  if (!what.keep) {
    await db.transaction('rw', db.tables, () => Promise.all(db.tables.map((table) => table.clear())));
  }
  await db.status.put({ key: 'vault', value: { mode: 'sealed', locked: what.locked ?? false } });
  if (what.unread) {
    await link(db, north);
    if (what.syncing) await db.syncs.put(syncOf(north.uId, true));
  } else if (!what.unlinked) {
    const health = { ...north.health, state: 'offline' as const };
    await plant(db, what.offline ? { ...north, health } : north, what);
    await plant(db, what.offline ? { ...south, health } : south, {
      devices: Math.floor(what.devices / 10),
      apps: 2,
      people: Math.min(20, what.people),
      retired: 0,
    });
    const branches = Array.from({ length: what.branches ?? 0 }, (_, index) =>
      location(String(2_049_025_000_431_441 + index), `Branch ${index}`),
    );
    for (const branch of branches) await plant(db, branch, { devices: 0, apps: 20, people: 0, retired: 0 });
    if (what.syncing) {
      await db.syncs.bulkPut([north, south, ...branches].map(({ uId }) => syncOf(uId, true)));
    }
    const apps = assetsOf(north.uId, what.apps + (what.catalogue ?? 0));
    await writeApps(
      db,
      apps.map(({ adamId }, index) => ({
        adamId,
        name: `App ${index}`,
        source: 'store' as const,
        fetchedAt: now,
      })),
    );
  }
  await db.lists.bulkPut(what.lists ?? []);
  await db.personNotes.bulkPut(what.notes ?? []);
  db.close();
}
