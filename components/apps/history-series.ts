/** The counts of an asset over time, for one location or the sum of several. Pure. */
import type { CountPoint, HistoryRow } from '../../lib/cache/observed-rows.ts';

export interface HistorySeries {
  /** Oldest first; each has counts that differ from those before, or ends the line. */
  points: CountPoint[];
  /** Set when several are summed and one of them was first read later than others: before that there is no sum. */
  startsWith?: string;
}

/**
 * Counts hold until the next point. A sum begins when every location had been read once: before that it would be the
 * sum of something else. Unlimited points have no total, so they are in no total's sum.
 * @param rows one a location
 * @param until when the counts were last read; the last ones held until then
 */
export function toSeries(rows: readonly Pick<HistoryRow, 'uId' | 'points'>[], until: number): HistorySeries {
  const known = rows.filter(({ points }) => points.length > 0);
  const starts = known.map(({ points }) => points[0]?.at ?? 0);
  const start = Math.max(0, ...starts);
  const times = new Set(
    known.flatMap(({ points }) => points.map(({ at }) => at)).filter((at) => at >= start),
  );
  const cursors = known.map(({ points }) => createCursor(points));
  const points = [...times]
    .sort((a, b) => a - b)
    .map((at) => ({ at, ...sumPoints(cursors.map((cursor) => cursor(at))) }));
  const last = points.at(-1);
  if (last && until > last.at) points.push({ ...last, at: until });
  const isLate = starts.some((own) => own < start);
  const late = isLate ? known.find(({ points }) => points[0]?.at === start) : undefined;
  return { points, ...(late && { startsWith: late.uId }) };
}

/** The point that holds at a time; to be asked with rising times. */
function createCursor(points: readonly CountPoint[]): (at: number) => CountPoint | undefined {
  let index = 0;
  return (at) => {
    while ((points[index + 1]?.at ?? Number.POSITIVE_INFINITY) <= at) index += 1;
    return points[index];
  };
}

function sumPoints(points: readonly (CountPoint | undefined)[]): Omit<CountPoint, 'at'> {
  const sum: Omit<CountPoint, 'at'> = { assigned: 0 };
  for (const point of points) {
    sum.assigned += point?.assigned ?? 0;
    if (point?.total !== undefined) sum.total = (sum.total ?? 0) + point.total;
    if (point?.available !== undefined) sum.available = (sum.available ?? 0) + point.available;
  }
  return sum;
}

/** As uPlot takes it: seconds, then one row a line; null where there is no number. */
export function toPlot(points: readonly CountPoint[]): {
  times: number[];
  total: (number | null)[];
  assigned: number[];
  available: (number | null)[];
} {
  return {
    times: points.map(({ at }) => at / 1000),
    total: points.map(({ total }) => total ?? null),
    assigned: points.map(({ assigned }) => assigned),
    available: points.map(({ available }) => available ?? null),
  };
}
