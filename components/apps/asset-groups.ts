/** Apps & Books as one line an asset over all locations. Pure. */
import { fold } from '../../lib/cache/fold.ts';
import type { MarkRow } from '../../lib/cache/knowledge-rows.ts';
import type { KnownAssets } from '../../lib/cache/list-queries.ts';
import { byLocationName } from '../../lib/cache/location-order.ts';
import type { AppRow, AssetKey, AssetRow } from '../../lib/cache/rows.ts';
import { getAppName } from './app-name.ts';
import { isBelow } from './stock.ts';
import { type Sums, sumCounts } from './sums.ts';

/** An asset in one location. */
export interface AssetPart {
  asset: AssetRow;
  locationName: string;
  /** Below how many free licences this location is short. */
  low?: number;
}

/** An asset over the locations that are looked at, at least one. */
export interface AssetGroup {
  key: AssetKey;
  app?: AppRow;
  /** By the name of the location. */
  parts: readonly [AssetPart, ...AssetPart[]];
  sums: Sums;
  /** Below how many free licences it is short over all locations; none while one location is looked at. */
  low?: number;
  isShort: boolean;
  /** When Apple said the oldest of its numbers. */
  asOf: number;
}

export interface AssetSources extends KnownAssets {
  marks: readonly MarkRow[];
  /** uId to name. */
  locationNames: ReadonlyMap<string, string>;
  /** The uId of the one location that is looked at; empty for all. */
  location: string;
}

/** One group a pair of adamId and pricing, in no order: the pair is the key of an asset (reference 2). */
export function groupAssets({ assets, apps, marks, locationNames, location }: AssetSources): AssetGroup[] {
  const lows = new Map(marks.map((mark) => [`${assetKeyText(mark)}.${mark.uId}`, mark.low]));
  const ranks = ranksOf(locationNames);
  // Without marks no text is made for any asset.
  const lowOf = (text: () => string) => (lows.size > 0 ? lows.get(text()) : undefined);
  const toPart = (asset: AssetRow): AssetPart => {
    const part: AssetPart = { asset, locationName: locationNames.get(asset.uId) ?? asset.uId };
    const low = lowOf(() => partKeyText(part));
    if (low !== undefined) part.low = low;
    return part;
  };
  const wanted = location === '' ? assets : assets.filter(({ uId }) => uId === location);
  return gatherParts(wanted, toPart).map((parts) => {
    if (parts.length > 1) parts.sort((a, b) => rankIn(ranks, a) - rankIn(ranks, b));
    const { adamId, pricingParam } = parts[0].asset;
    const low = location === '' ? lowOf(() => `${assetKeyText(parts[0].asset)}.`) : undefined;
    return toGroup({ adamId, pricingParam }, parts, apps.get(adamId), low);
  });
}

type Parts = [AssetPart, ...AssetPart[]];

/** A map a pricing: one over both would need a text made for every asset, which takes longer than all the rest. */
function gatherParts(assets: readonly AssetRow[], toPart: (asset: AssetRow) => AssetPart): Parts[] {
  const found = { STDQ: new Map<string, Parts>(), PLUS: new Map<string, Parts>() };
  for (const asset of assets) {
    const parts = found[asset.pricingParam].get(asset.adamId);
    if (parts) parts.push(toPart(asset));
    else found[asset.pricingParam].set(asset.adamId, [toPart(asset)]);
  }
  return [...found.STDQ.values(), ...found.PLUS.values()];
}

/** Names are compared once a location, not once an asset of it. */
function ranksOf(locationNames: ReadonlyMap<string, string>): ReadonlyMap<string, number> {
  const named = Array.from(locationNames, ([uId, locationName]) => ({ uId, locationName }));
  return new Map(named.sort(byLocationName).map(({ uId }, rank) => [uId, rank]));
}

const rankIn = (ranks: ReadonlyMap<string, number>, { asset }: AssetPart): number =>
  ranks.get(asset.uId) ?? ranks.size;

function toGroup(key: AssetKey, parts: Parts, app: AppRow | undefined, low: number | undefined): AssetGroup {
  const sums = sumCounts(parts.map(({ asset }) => asset));
  const isShort =
    isBelow(sums.available, low) || parts.some(({ asset, low }) => isBelow(asset.availableCount, low));
  const asOf = parts.reduce((oldest, { asset }) => Math.min(oldest, asset.asOf), Number.POSITIVE_INFINITY);
  const group: AssetGroup = { key, parts, sums, isShort, asOf };
  if (app) group.app = app;
  if (low !== undefined) group.low = low;
  return group;
}

const haystacks = new WeakMap<AssetGroup, string>();

/** Names, id and developer, for the search. Made at the first one: the first paint does not wait for thousands. */
export function haystackOf(group: AssetGroup): string {
  const known = haystacks.get(group);
  if (known !== undefined) return known;
  const { app, key } = group;
  const words = [getAppName(app), app?.name, key.adamId, app?.sellerName, app?.bundleId];
  const haystack = fold(words.filter(Boolean).join('\n'));
  haystacks.set(group, haystack);
  return haystack;
}

/** An asset as one text, also in the address: "361309726.STDQ". */
export function assetKeyText({ adamId, pricingParam }: AssetKey): string {
  return `${adamId}.${pricingParam}`;
}

/** An asset in one location as one text, also in the address. */
export function partKeyText({ asset }: { asset: AssetKey & { uId: string } }): string {
  return `${assetKeyText(asset)}.${asset.uId}`;
}

/** What an address names. Undefined where it names no asset. */
export function keyOfText(text: string): { key: AssetKey; uId?: string } | undefined {
  const [adamId = '', pricingParam, ...rest] = text.split('.');
  if (pricingParam !== 'STDQ' && pricingParam !== 'PLUS') return undefined;
  const key: AssetKey = { adamId, pricingParam };
  return rest.length === 0 ? { key } : { key, uId: rest.join('.') };
}

/** Whether all locations agree about a flag of an asset, or only some have it. */
export function agree({ parts }: AssetGroup, read: (asset: AssetRow) => boolean): boolean | 'some' {
  const first = read(parts[0].asset);
  return parts.every(({ asset }) => read(asset) === first) ? first : 'some';
}

/** Whether somebody set a low mark for it, over all locations or for one. */
export function hasMark({ low, parts }: AssetGroup): boolean {
  return low !== undefined || parts.some((part) => part.low !== undefined);
}
