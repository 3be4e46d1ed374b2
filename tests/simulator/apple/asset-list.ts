import { assetKey } from '../seeds/pack.ts';
import type { AssetSeed, Pricing } from '../seeds/seed-types.ts';
import { maxUnlimited, type SimulatorConfig } from './config.ts';
import { createVersionLog } from './version-log.ts';

export interface AssetState {
  adamId: string;
  pricingParam: Pricing;
  productType: 'App' | 'Book';
  deviceAssignable: boolean;
  revocable: boolean;
  supportedPlatforms: string[];
  total: number | 'unlimited';
  assigned: number;
  /** Licences lost with retired users (reference 4.3, 11.1); not in `assigned`. */
  retired: number;
  /** How each of its assignments begins on the wire; made once, as a page has hundreds. */
  rowStart: string;
}

/** The assets of one location. The key is the pair of adamId and pricingParam (reference 4.3). */
export function createAssetList(seeds: readonly AssetSeed[]) {
  const assets: AssetState[] = [];
  const places = new Map<string, number>();
  const log = createVersionLog<number>();

  const add = (seed: AssetSeed): number => {
    const asset = fromSeed(seed);
    const place = assets.push(asset) - 1;
    places.set(assetKey(asset.adamId, asset.pricingParam), place);
    return place;
  };
  for (const seed of seeds) add(seed);

  const expectAsset = (place: number): AssetState => {
    const asset = assets[place];
    if (!asset) throw new Error(`No asset ${place}`);
    return asset;
  };
  return {
    log,
    add,
    expectAsset,
    list: (): readonly AssetState[] => assets,
    getPlace: (adamId: string, pricingParam: string) => places.get(assetKey(adamId, pricingParam)),
    touch: (place: number) => log.touch(String(place), place),
  };
}

/** `total = assigned + available + retired` (reference 4.3). */
export function availableOf(asset: AssetState, config: SimulatorConfig): number {
  if (asset.total !== 'unlimited') return asset.total - asset.assigned - asset.retired;
  return config.unlimitedAvailable === 'max' ? maxUnlimited : maxUnlimited - asset.assigned;
}

function fromSeed(seed: AssetSeed): AssetState {
  const isBook = seed.productType === 'Book';
  const { adamId, pricingParam = 'STDQ' } = seed;
  return {
    adamId,
    pricingParam,
    rowStart: JSON.stringify({ adamId, pricingParam }).slice(0, -1),
    productType: seed.productType ?? 'App',
    // Books: only to users, never revoked (reference 11.3).
    deviceAssignable: seed.deviceAssignable ?? !isBook,
    revocable: seed.revocable ?? !isBook,
    supportedPlatforms: seed.supportedPlatforms ?? ['iOS'],
    total: seed.total,
    assigned: 0,
    retired: 0,
  };
}
