import type { AppRow, AssetRow } from '../../lib/cache/rows.ts';
import { compareValues, type Sort } from '../ui/table/columns.ts';
import { getAppName } from './app-name.ts';

/** One line of Apps & Books: an asset of one location with what is known of the app. */
export interface AssetLineRow {
  asset: AssetRow;
  app?: AppRow;
  locationName: string;
  /** Name, id and developer, for the search. */
  haystack: string;
}

export const shows = ['all', 'none-left', 'unused', 'unlimited', 'irrevocable', 'people-only'] as const;
export type Show = (typeof shows)[number];

export interface AssetFilter {
  text: string;
  /** uId; empty for all locations. */
  location: string;
  type: 'all' | 'App' | 'Book';
  pricing: 'all' | 'STDQ' | 'PLUS';
  show: Show;
}

/** The filter as it stands in the address; what is not understood counts as no filter. */
export function readFilter(params: URLSearchParams): AssetFilter {
  return {
    text: params.get('q') ?? '',
    location: params.get('location') ?? '',
    type: oneOf(['all', 'App', 'Book'] as const, params.get('type')),
    pricing: oneOf(['all', 'STDQ', 'PLUS'] as const, params.get('pricing')),
    show: oneOf(shows, params.get('show')),
  };
}

function oneOf<V extends string>(allowed: readonly [V, ...V[]], value: string | null): V {
  return allowed.find((one) => one === value) ?? allowed[0];
}

/** Folds case, width and accents, so that "uber" finds "Über". */
export function foldText(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

export function toLine(
  { asset, app }: { asset: AssetRow; app?: AppRow },
  locationName: string,
): AssetLineRow {
  const words = [getAppName(app), app?.name, asset.adamId, app?.sellerName, app?.bundleId];
  return {
    asset,
    ...(app && { app }),
    locationName,
    haystack: foldText(words.filter(Boolean).join('\n')),
  };
}

export function filterLines(lines: readonly AssetLineRow[], filter: AssetFilter): AssetLineRow[] {
  const words = foldText(filter.text).split(/\s+/).filter(Boolean);
  return lines.filter(
    ({ asset, haystack }) =>
      (filter.location === '' || asset.uId === filter.location) &&
      (filter.type === 'all' || asset.productType === filter.type) &&
      (filter.pricing === 'all' || asset.pricingParam === filter.pricing) &&
      isShown(asset, filter.show) &&
      words.every((word) => haystack.includes(word)),
  );
}

function isShown(asset: AssetRow, show: Show): boolean {
  switch (show) {
    case 'all':
      return true;
    case 'none-left':
      return asset.availableCount !== undefined && asset.availableCount <= 0;
    case 'unused':
      return asset.assignedCount === 0;
    case 'unlimited':
      return asset.unlimited;
    case 'irrevocable':
      return !asset.revocable;
    case 'people-only':
      return !asset.deviceAssignable;
  }
}

const values: Readonly<Record<string, (line: AssetLineRow) => string | number | undefined>> = {
  name: ({ app }) => getAppName(app),
  id: ({ asset }) => asset.adamId,
  type: ({ asset }) => asset.productType,
  pricing: ({ asset }) => asset.pricingParam,
  // Unlimited is no number: it comes last either way.
  total: ({ asset }) => asset.totalCount,
  assigned: ({ asset }) => asset.assignedCount,
  available: ({ asset }) => asset.availableCount,
  retired: ({ asset }) => asset.retiredCount,
  device: ({ asset }) => Number(asset.deviceAssignable),
  irrevocable: ({ asset }) => Number(!asset.revocable),
  location: ({ locationName }) => locationName,
};

/** A sorted copy; equal ones by name, location and id, so that the order is always the same. */
export function sortLines(lines: readonly AssetLineRow[], { column, descending }: Sort): AssetLineRow[] {
  const read = values[column] ?? getName;
  return [...lines].sort(
    (a, b) =>
      compareValues(read(a), read(b), descending) ||
      compareValues(getName(a), getName(b), false) ||
      compareValues(a.locationName, b.locationName, false) ||
      compareValues(keyOfLine(a), keyOfLine(b), false),
  );
}

const getName = ({ app }: AssetLineRow) => getAppName(app);

/** Also its form in the address. */
export function keyOfLine({ asset }: { asset: Pick<AssetRow, 'adamId' | 'pricingParam' | 'uId'> }): string {
  return `${asset.adamId}.${asset.pricingParam}.${asset.uId}`;
}
