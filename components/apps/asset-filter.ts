/** The filters of Apps & Books as they stand in the address. Pure. */
import { fold } from '../../lib/cache/fold.ts';
import { type AssetGroup, type AssetPart, haystackOf } from './asset-groups.ts';
import { addsUp } from './stock.ts';

export const shows = [
  'all',
  'none-left',
  'below-mark',
  'unused',
  'unlimited',
  'irrevocable',
  'people-only',
  'odd-counts',
] as const;
export type Show = (typeof shows)[number];

export const types = ['all', 'App', 'Book'] as const;
export const pricings = ['all', 'STDQ', 'PLUS'] as const;

export interface AssetFilter {
  text: string;
  type: (typeof types)[number];
  pricing: (typeof pricings)[number];
  show: Show;
}

/** What is not understood counts as no filter. */
export function readFilter(params: URLSearchParams): AssetFilter {
  return {
    text: params.get('q') ?? '',
    type: oneOf(types, params.get('type')),
    pricing: oneOf(pricings, params.get('pricing')),
    show: oneOf(shows, params.get('show')),
  };
}

function oneOf<V extends string>(allowed: readonly [V, ...V[]], value: string | null): V {
  return allowed.find((one) => one === value) ?? allowed[0];
}

/** The assets that fit: an asset fits `show` when it does in any of its locations. */
export function filterGroups(groups: readonly AssetGroup[], filter: AssetFilter): AssetGroup[] {
  const words = fold(filter.text).split(/\s+/).filter(Boolean);
  return groups.filter(
    (group) =>
      (filter.type === 'all' || group.parts.some(({ asset }) => asset.productType === filter.type)) &&
      (filter.pricing === 'all' || group.key.pricingParam === filter.pricing) &&
      isShown(group, filter.show) &&
      words.every((word) => haystackOf(group).includes(word)),
  );
}

const partShows: Readonly<
  Record<Exclude<Show, 'all' | 'below-mark' | 'unused'>, (part: AssetPart) => boolean>
> = {
  'none-left': ({ asset }) => asset.availableCount !== undefined && asset.availableCount <= 0,
  unlimited: ({ asset }) => asset.unlimited,
  irrevocable: ({ asset }) => !asset.revocable,
  'people-only': ({ asset }) => !asset.deviceAssignable,
  'odd-counts': ({ asset }) => !addsUp(asset),
};

function isShown(group: AssetGroup, show: Show): boolean {
  switch (show) {
    case 'all':
      return true;
    case 'below-mark':
      return group.isShort;
    case 'unused':
      return group.sums.assigned === 0;
    default:
      return group.parts.some(partShows[show]);
  }
}
