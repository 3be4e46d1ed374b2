/** Keeps the counts of each asset over time, in the transaction that replaces the assets. Never for screens. */

import { Dexie } from 'dexie';
import type { Database } from './database.ts';
import { goneAt, isSameCount, pointOf, withPoint } from './history.ts';
import { assetName } from './holdings/asset-name.ts';
import type { CountPoint } from './observed-rows.ts';
import type { AssetKey, AssetRow } from './rows.ts';

/** Only assets whose counts changed are touched: most syncs change few. Call it before the old rows are replaced. */
export async function appendHistory(
  db: Database,
  uId: string,
  rows: readonly AssetRow[],
  asOf: number,
): Promise<void> {
  const old = await db.assets
    .where('[uId+adamId+pricingParam]')
    .between([uId], [uId, Dexie.maxKey])
    .toArray();
  const before = new Map(old.map((row) => [assetName(row), row]));
  const changes: { key: AssetKey; point: CountPoint }[] = [];
  for (const row of rows) {
    const known = before.get(assetName(row));
    before.delete(assetName(row));
    const point = pointOf(row);
    if (!known || !isSameCount(pointOf(known), point)) changes.push({ key: row, point });
  }
  for (const row of before.values()) changes.push({ key: row, point: goneAt(asOf) });
  await writePoints(db, uId, changes);
}

async function writePoints(
  db: Database,
  uId: string,
  changes: readonly { key: AssetKey; point: CountPoint }[],
): Promise<void> {
  const known = await db.histories.bulkGet(
    changes.map(({ key }): [string, string, string] => [uId, key.adamId, key.pricingParam]),
  );
  await db.histories.bulkPut(
    changes.map(({ key: { adamId, pricingParam }, point }, index) => ({
      uId,
      adamId,
      pricingParam,
      points: [...withPoint(known[index]?.points ?? [], point)],
    })),
  );
}
