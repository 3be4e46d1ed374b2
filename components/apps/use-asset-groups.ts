import { useMemo } from 'react';
import type { Database } from '../../lib/cache/database.ts';
import { readAssets } from '../../lib/cache/list-queries.ts';
import type { LocationRow } from '../../lib/cache/rows.ts';
import { createSharedRows } from '../data/shared-rows.ts';
import { type AssetGroup, groupAssets } from './asset-groups.ts';

const rows = createSharedRows(async (cache) => {
  const [known, marks] = await Promise.all([readAssets(cache), cache.marks.toArray()]);
  return { ...known, marks };
});

/** Begins the read that the screen waits for, before the screen is drawn. */
export const beginAssets = (cache: Database): void => rows.begin(cache);

/** Every asset of the looked-at locations; undefined until the first read is through. */
export function useAssetGroups(
  locations: readonly LocationRow[],
  location: string,
): readonly AssetGroup[] | undefined {
  const found = rows.useRows();
  const locationNames = useMemo(
    () => new Map(locations.map(({ uId, locationName }) => [uId, locationName])),
    [locations],
  );
  return useMemo(
    () => found && groupAssets({ ...found, locationNames, location }),
    [found, locationNames, location],
  );
}
