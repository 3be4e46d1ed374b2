import type { LocationRow } from '../../lib/cache/rows.ts';

/** When the oldest part of what is shown of a location was read; undefined before the first sync is through. */
export function readAt(location: LocationRow): number | undefined {
  const times = [location.assetsAt, location.holdingsAt].filter((time) => time !== undefined);
  return times.length === 0 ? undefined : Math.min(...times);
}
