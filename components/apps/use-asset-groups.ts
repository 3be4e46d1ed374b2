import { useLiveQuery } from 'dexie-react-hooks';
import { useMemo } from 'react';
import { readAssets } from '../../lib/cache/list-queries.ts';
import type { LocationRow } from '../../lib/cache/rows.ts';
import { useCache } from '../data/cache-context.ts';
import { type AssetGroup, groupAssets } from './asset-groups.ts';

/** Every asset of the looked-at locations; undefined until the first read is through. */
export function useAssetGroups(
  locations: readonly LocationRow[],
  location: string,
): readonly AssetGroup[] | undefined {
  const cache = useCache();
  const assets = useLiveQuery(() => readAssets(cache), [cache]);
  const marks = useLiveQuery(() => cache.marks.toArray(), [cache]);
  const locationNames = useMemo(
    () => new Map(locations.map(({ uId, locationName }) => [uId, locationName])),
    [locations],
  );
  return useMemo(
    () => (assets && marks ? groupAssets({ assets, marks, locationNames, location }) : undefined),
    [assets, marks, locationNames, location],
  );
}
