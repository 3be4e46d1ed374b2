/** The counts of an asset over time: which points are worth keeping. Pure. */
import type { CountPoint } from './observed-rows.ts';
import type { AssetRow } from './rows.ts';

const DAY_MS = 86_400_000;
/** So long every change is kept; of older days only the last. */
const FINE_DAYS = 30;
/** Some three years of daily changes. */
const MOST_POINTS = 1000;

/** The counts of a row as a point, at the time when Apple said so. */
export function pointOf({ asOf, totalCount, availableCount, assignedCount }: AssetRow): CountPoint {
  return {
    at: asOf,
    ...(totalCount === undefined ? {} : { total: totalCount }),
    ...(availableCount === undefined ? {} : { available: availableCount }),
    assigned: assignedCount,
  };
}

/** An asset that Apple lists no more. */
export function goneAt(at: number): CountPoint {
  return { at, total: 0, available: 0, assigned: 0 };
}

export function isSameCount(a: CountPoint | undefined, b: CountPoint): boolean {
  return a?.total === b.total && a?.available === b.available && a?.assigned === b.assigned;
}

/** The points with one more, thinned; the same array when the counts did not change. */
export function withPoint(points: readonly CountPoint[], point: CountPoint): readonly CountPoint[] {
  const last = points.at(-1);
  if (last && isSameCount(last, point)) return points;
  // A clock that was set back must not put the newest point first.
  const at = Math.max(point.at, last?.at ?? 0);
  return thin([...points, { ...point, at }], at);
}

function thin(points: readonly CountPoint[], now: number): readonly CountPoint[] {
  const fineFrom = now - FINE_DAYS * DAY_MS;
  const kept = points.filter((point, index) => {
    const next = points[index + 1];
    return point.at >= fineFrom || !next || dayOf(next.at) !== dayOf(point.at);
  });
  return kept.slice(-MOST_POINTS);
}

const dayOf = (at: number) => Math.floor(at / DAY_MS);
