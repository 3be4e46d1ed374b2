import { schoolSeed } from '../simulator/seeds/school.ts';
import type { AssetSeed, LocationSeed } from '../simulator/seeds/seed-types.ts';

const names = ['PS01 Riverside Primary', 'PS02 Hillside Primary'];

/** What every storefront knows by a name of plain letters. */
const isPlain = ({ store }: AssetSeed) =>
  store !== undefined && store.countries === undefined && /^[A-Z][\w ,&-]*$/.test(store.name);
const isStandard = ({ pricingParam = 'STDQ' }: AssetSeed) => pricingParam === 'STDQ';

/** The school district without what only a test wants: for pictures. */
export function storeSeed(): LocationSeed[] {
  return schoolSeed().map((location, at) => {
    const assets = (location.assets ?? []).filter((asset) => isPlain(asset) && isStandard(asset));
    const owned = new Set(assets.map(({ adamId }) => adamId));
    return {
      ...location,
      name: names[at] ?? location.name,
      assets,
      assignments: (location.assignments ?? []).filter(
        ({ adamId, pricingParam = 'STDQ' }) => owned.has(adamId) && pricingParam === 'STDQ',
      ),
      mdmInfo: {
        id: '5d1f6c52-9b0e-4c5e-8a4c-1f2f7a8f9a11',
        name: 'Jamf Pro',
        metadata: 'https://acme.jamfcloud.com',
      },
    };
  });
}
