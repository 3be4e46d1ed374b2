/** Apps & Books as one line an asset over all locations. Pure. */
import { fold } from '../../lib/cache/fold.ts';
import type { MarkRow } from '../../lib/cache/knowledge-rows.ts';
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
  /** Names, id and developer, for the search. */
  haystack: string;
}

export interface AssetSources {
  assets: readonly { asset: AssetRow; app?: AppRow }[];
  marks: readonly MarkRow[];
  /** uId to name. */
  locationNames: ReadonlyMap<string, string>;
  /** The uId of the one location that is looked at; empty for all. */
  location: string;
}

/** One group a pair of adamId and pricing, in no order: the pair is the key of an asset (reference 2). */
export function groupAssets({ assets, marks, locationNames, location }: AssetSources): AssetGroup[] {
  const lows = new Map(marks.map((mark) => [`${assetKeyText(mark)}.${mark.uId}`, mark.low]));
  const found = new Map<string, { app?: AppRow; parts: AssetPart[] }>();
  // Names are compared once a location, not once an asset of it.
  const ranks = new Map([...locationNames].sort(byName).map(([uId], rank) => [uId, rank]));
  const rankOf = ({ asset }: AssetPart) => ranks.get(asset.uId) ?? ranks.size;
  for (const { asset, app } of assets) {
    if (location !== '' && asset.uId !== location) continue;
    const name = assetKeyText(asset);
    const low = lows.get(`${name}.${asset.uId}`);
    const part: AssetPart = {
      asset,
      locationName: locationNames.get(asset.uId) ?? asset.uId,
      ...(low === undefined ? {} : { low }),
    };
    const group = found.get(name);
    if (group) group.parts.push(part);
    else found.set(name, { parts: [part], ...(app && { app }) });
  }
  return [...found].flatMap(([name, { app, parts }]) => {
    const [first, ...rest] = parts.sort((a, b) => rankOf(a) - rankOf(b));
    const low = location === '' ? lows.get(`${name}.`) : undefined;
    return first ? [toGroup([first, ...rest], app, low)] : [];
  });
}

function toGroup(
  parts: readonly [AssetPart, ...AssetPart[]],
  app: AppRow | undefined,
  low: number | undefined,
): AssetGroup {
  const { adamId, pricingParam } = parts[0].asset;
  const sums = sumCounts(parts.map(({ asset }) => asset));
  const words = [getAppName(app), app?.name, adamId, app?.sellerName, app?.bundleId];
  return {
    key: { adamId, pricingParam },
    ...(app && { app }),
    parts,
    sums,
    ...(low === undefined ? {} : { low }),
    isShort:
      isBelow(sums.available, low) || parts.some(({ asset, low }) => isBelow(asset.availableCount, low)),
    asOf: Math.min(...parts.map(({ asset }) => asset.asOf)),
    haystack: fold(words.filter(Boolean).join('\n')),
  };
}

const byName = ([aId, a]: [string, string], [bId, b]: [string, string]) =>
  a.localeCompare(b) || (aId < bId ? -1 : 1);

/** An asset as one text, also in the address: "361309726.STDQ". */
export function assetKeyText({ adamId, pricingParam }: AssetKey): string {
  return `${adamId}.${pricingParam}`;
}

/** An asset in one location as one text, also in the address. */
export function partKeyText({ asset }: { asset: AssetKey & { uId: string } }): string {
  return `${assetKeyText(asset)}.${asset.uId}`;
}

/** Whether all locations agree about a flag of an asset, or only some have it. */
export function agree({ parts }: AssetGroup, read: (asset: AssetRow) => boolean): boolean | 'some' {
  const first = read(parts[0].asset);
  return parts.every(({ asset }) => read(asset) === first) ? first : 'some';
}
