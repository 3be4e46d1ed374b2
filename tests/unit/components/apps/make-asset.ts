import { type AssetGroup, groupAssets } from '../../../../components/apps/asset-groups.ts';
import type { MarkRow } from '../../../../lib/cache/knowledge-rows.ts';
import type { AppRow, AssetRow } from '../../../../lib/cache/rows.ts';

export function assetRow(facts: Partial<AssetRow> = {}): AssetRow {
  return {
    uId: 'n',
    adamId: '1',
    pricingParam: 'STDQ',
    productType: 'App',
    unlimited: false,
    totalCount: 10,
    availableCount: 4,
    assignedCount: 6,
    retiredCount: 0,
    deviceAssignable: true,
    revocable: true,
    supportedPlatforms: ['iOS'],
    asOf: 100,
    ...facts,
  };
}

/** Without total and rest, as the cache keeps it. */
export function unlimitedRow(facts: Partial<AssetRow> = {}): AssetRow {
  const { totalCount: _, availableCount: __, retiredCount: ___, ...rest } = assetRow(facts);
  return { ...rest, unlimited: true };
}

export const appRow = (adamId: string, name: string): AppRow => ({
  adamId,
  name,
  source: 'store',
  fetchedAt: 0,
});

export const locationNames = new Map([
  ['n', 'North'],
  ['s', 'South'],
  ['l', 'Library'],
]);

interface Given {
  names?: Record<string, string>;
  marks?: MarkRow[];
  location?: string;
}

export function groupsOf(assets: readonly AssetRow[], { names = {}, marks = [], location = '' }: Given = {}) {
  const apps = new Map(Object.entries(names).map(([adamId, name]) => [adamId, appRow(adamId, name)]));
  return groupAssets({ assets, apps, marks, locationNames, location });
}

export const idsOf = (groups: readonly AssetGroup[]): string[] => groups.map(({ key }) => key.adamId);
