import type { AssetKey } from '../rows.ts';

/** An asset's key as one text, where a set or a record needs one: `adamId/pricingParam`. */
export function assetName({ adamId, pricingParam }: AssetKey): string {
  return `${adamId}/${pricingParam}`;
}
