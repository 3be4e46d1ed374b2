/** Assets as Apple sends them, as rows. Pure. */
import type { AssetsPage } from '../apple/wire.ts';
import type { AssetRow } from '../cache/rows.ts';

/** The total that means "no limit" (reference 4.3); never to be shown or summed. */
const UNLIMITED_TOTAL = 2_147_483_647;

export function assetRows(uId: string, page: AssetsPage, asOf: number): AssetRow[] {
  const limited = page.assets.map(({ totalCount, availableCount, retiredCount, ...facts }): AssetRow => {
    if (totalCount === UNLIMITED_TOTAL) return { ...facts, uId, asOf, unlimited: true, retiredCount };
    return { ...facts, uId, asOf, unlimited: false, totalCount, availableCount, retiredCount };
  });
  const unlimited = page.unlimitedAssets.map((facts): AssetRow => ({ ...facts, uId, asOf, unlimited: true }));
  return [...limited, ...unlimited];
}
