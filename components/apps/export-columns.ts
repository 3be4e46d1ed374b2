/** What leaves of Apps & Books, under headers that stay: a line an asset and location, or a line a holder. Pure. */
import type { AssetHolderRow } from '../../lib/cache/query-contract.ts';
import type { AssetKey } from '../../lib/cache/rows.ts';
import type { ExportColumn } from '../ui/export/export-column.ts';

import { getAppName } from './app-name.ts';
import type { AssetGroup, AssetPart } from './asset-groups.ts';

export interface ExportRow {
  group: AssetGroup;
  part: AssetPart;
}

export const assetExportColumns: readonly ExportColumn<ExportRow>[] = [
  { header: 'adam_id', value: ({ part }) => part.asset.adamId },
  { header: 'name', value: ({ group }) => getAppName(group.app) },
  { header: 'type', value: ({ part }) => part.asset.productType },
  { header: 'pricing', value: ({ part }) => part.asset.pricingParam },
  { header: 'location', value: ({ part }) => part.locationName },
  { header: 'location_uid', value: ({ part }) => part.asset.uId },
  // An unlimited asset has no number here, never 2147483647.
  { header: 'total', value: ({ part: { asset } }) => (asset.unlimited ? 'unlimited' : asset.totalCount) },
  { header: 'assigned', value: ({ part }) => part.asset.assignedCount },
  {
    header: 'available',
    value: ({ part: { asset } }) => (asset.unlimited ? 'unlimited' : asset.availableCount),
  },
  { header: 'retired', value: ({ part }) => part.asset.retiredCount },
  { header: 'device_assignable', value: ({ part }) => part.asset.deviceAssignable },
  { header: 'revocable', value: ({ part }) => part.asset.revocable },
  { header: 'platforms', value: ({ part }) => part.asset.supportedPlatforms.join(' ') },
  { header: 'low_mark', value: ({ part }) => part.low },
  { header: 'as_of', value: ({ part }) => new Date(part.asset.asOf).toISOString() },
];

const chunkSize = 2000;

/** All locations of these assets, in their order. */
export async function* exportRows(groups: readonly AssetGroup[]): AsyncGenerator<readonly ExportRow[]> {
  yield* inChunks(groups.flatMap((group) => group.parts.map((part) => ({ group, part }))));
}

export async function* inChunks<Row>(rows: readonly Row[]): AsyncGenerator<readonly Row[]> {
  for (let from = 0; from < rows.length; from += chunkSize) yield rows.slice(from, from + chunkSize);
}

/** @param names uId to name */
export function holderExportColumns(
  { adamId, pricingParam }: AssetKey,
  names: ReadonlyMap<string, string>,
): readonly ExportColumn<AssetHolderRow>[] {
  return [
    { header: 'serial_number', value: ({ holder }) => (holder.kind === 'device' ? holder.id : undefined) },
    { header: 'client_user_id', value: ({ holder }) => (holder.kind === 'user' ? holder.id : undefined) },
    { header: 'email', value: ({ email }) => email },
    { header: 'adam_id', value: () => adamId },
    { header: 'pricing', value: () => pricingParam },
    { header: 'location', value: ({ uId }) => names.get(uId) ?? uId },
    { header: 'location_uid', value: ({ uId }) => uId },
  ];
}
