import { useLiveQuery } from 'dexie-react-hooks';
import { useMemo } from 'react';
import type { ViewRow } from '../../lib/cache/knowledge-rows.ts';
import type { LocationRow } from '../../lib/cache/rows.ts';
import { useCache } from '../data/cache-context.ts';
import { goneOf } from './view-query.ts';

/** All saved views by name; undefined until they were read. */
export function useViews(): ViewRow[] | undefined {
  const cache = useCache();
  return useLiveQuery(async () => {
    const rows = await cache.views.toArray();
    return rows.sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1));
  }, [cache]);
}

/** Says of a view's parameters whether they name something that is no more. */
export function useGone(
  locations: readonly LocationRow[],
): (params: URLSearchParams) => ReturnType<typeof goneOf> {
  const cache = useCache();
  const listIds = useLiveQuery(() => cache.lists.toCollection().primaryKeys(), [cache]);
  return useMemo(() => {
    const uIds = new Set(locations.map(({ uId }) => uId));
    const known = listIds && new Set(listIds);
    return (params) => known && goneOf(params, { uIds, listIds: known });
  }, [locations, listIds]);
}
