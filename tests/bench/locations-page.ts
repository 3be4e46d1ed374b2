/** Runs inside an extension page: many small locations beside those that are there, in few writes. */
import { Database } from '../../lib/cache/database.ts';
import type { AssetRow, LocationRow, SyncRow } from '../../lib/cache/rows.ts';
import { totalsOf } from '../../lib/cache/totals.ts';

const minute = 60_000;
const day = 86_400_000;

/**
 * Each with an app, read and in order.
 * @public called by name in the page
 */
export async function plant(count: number): Promise<void> {
  const db = new Database();
  const now = Date.now();
  const asset = (uId: string): AssetRow => ({
    uId,
    adamId: '361309726',
    pricingParam: 'STDQ',
    productType: 'App',
    unlimited: false,
    totalCount: 10,
    availableCount: 4,
    assignedCount: 6,
    deviceAssignable: true,
    revocable: true,
    supportedPlatforms: ['iOS'],
    asOf: now - minute,
  });
  const ids = Array.from({ length: count }, (_, index) => String(2_049_025_000_431_441 + index));
  const locations = ids.map((uId, index): LocationRow => {
    const at = now - minute;
    return {
      uId,
      locationName: `Branch ${index}`,
      orgName: 'Example School District',
      expiresAt: now + 200 * day,
      fingerprint: '00000000',
      linkedAt: now - 30 * day,
      health: { state: 'ok', since: now - 30 * day, checkedAt: at },
      totals: totalsOf([asset(uId)]),
      ...{ assetsAt: at, usersAt: at, holdingsAt: at },
    };
  });
  const syncs = ids.map((uId): SyncRow => {
    const [startedAt, at] = [now - 2 * minute, now - minute];
    const done = { pagesDone: 1, rowsDone: 0, startedAt, updatedAt: at, finishedAt: at, lastFullAt: at };
    return { uId, state: 'done', kind: 'full', phase: 'swap', ...done, nextAt: now + day };
  });
  await db.transaction('rw', [db.locations, db.assets, db.syncs, db.userSets], async () => {
    await db.locations.bulkPut(locations);
    await db.assets.bulkPut(ids.map(asset));
    await db.syncs.bulkPut(syncs);
    await db.userSets.bulkPut(ids.map((uId) => ({ uId, generation: 1, people: 0, asOf: now - minute })));
  });
  db.close();
}
