import { useMemo } from 'react';
import type { ViewRow } from '../../lib/cache/knowledge-rows.ts';
import type { LocationRow } from '../../lib/cache/rows.ts';
import { createSharedRows } from '../data/shared-rows.ts';
import { goneOf } from './view-query.ts';

const views = createSharedRows(async (cache) => {
  const rows = await cache.views.toArray();
  return rows.sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1));
});
const lists = createSharedRows((cache) => cache.lists.toCollection().primaryKeys());

/** All saved views by name; undefined until they were read. */
export const useViews = (): ViewRow[] | undefined => views.useRows();

/** Says of a view's parameters whether they name something that is no more. */
export function useGone(
  locations: readonly LocationRow[],
): (params: URLSearchParams) => ReturnType<typeof goneOf> {
  const listIds = lists.useRows();
  return useMemo(() => {
    const uIds = new Set(locations.map(({ uId }) => uId));
    const known = listIds && new Set(listIds);
    return (params) => known && goneOf(params, { uIds, listIds: known });
  }, [locations, listIds]);
}
