import { expect, it } from 'vitest';
import type { Database } from '../../../lib/cache/database.ts';
import { readAssets } from '../../../lib/cache/list-queries.ts';
import type { AssetRow } from '../../../lib/cache/rows.ts';
import { writeApps } from '../../../lib/cache/write-apps.ts';
import { forgetLocation, writeAssets } from '../../../lib/cache/write-location.ts';
import { locationRow, openFreshDatabase } from './fresh-database.ts';

function asset(uId: string, adamId: string, assignedCount = 1): AssetRow {
  return {
    uId,
    adamId,
    pricingParam: 'STDQ',
    productType: 'App',
    unlimited: false,
    assignedCount,
    deviceAssignable: true,
    revocable: true,
    supportedPlatforms: ['iOS'],
    asOf: 1,
  };
}

async function readShown(db: Database) {
  const { assets, apps } = await readAssets(db);
  return assets.map(({ uId, adamId, assignedCount }) => [uId, adamId, assignedCount, apps.get(adamId)?.name]);
}

it('shows what stands in the table of assets, whatever was written and forgotten', async () => {
  const db = openFreshDatabase();
  await writeApps(db, [{ adamId: '10', name: 'Pages', source: 'store', fetchedAt: 1 }]);
  await db.locations.bulkPut([locationRow('1'), locationRow('2')]);
  await writeAssets(db, '1', [asset('1', '10'), asset('1', '11')], 1);
  await writeAssets(db, '2', [asset('2', '10', 5)], 1);
  await writeAssets(db, '1', [asset('1', '11', 7)], 2);
  expect(await readShown(db)).toEqual([
    ['1', '11', 7, undefined],
    ['2', '10', 5, 'Pages'],
  ]);
  expect((await readAssets(db)).assets).toEqual(await db.assets.toArray());
  await forgetLocation(db, '2');
  expect(await readShown(db)).toEqual([['1', '11', 7, undefined]]);
});
