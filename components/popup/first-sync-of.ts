import type { LocationRow, SyncRow } from '../../lib/cache/rows.ts';

/** The location that is being read for the first time, newest link first; undefined when there is none. */
export function firstSyncOf(
  locations: readonly LocationRow[],
  syncs: readonly SyncRow[],
): { location: LocationRow; sync: SyncRow } | undefined {
  const fresh = locations.filter((location) => location.holdingsAt === undefined);
  if (fresh.length === 0) return undefined;
  const syncOf = new Map(syncs.map((sync) => [sync.uId, sync]));
  for (const location of fresh.sort((a, b) => b.linkedAt - a.linkedAt)) {
    const sync = syncOf.get(location.uId);
    if (sync?.state === 'running' || sync?.state === 'queued') return { location, sync };
  }
  return undefined;
}
