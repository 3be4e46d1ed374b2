/** What several locations have together. Pure. */
import type { LocationRow, LocationTotals } from '../../lib/cache/rows.ts';
import { addTotals } from '../../lib/cache/totals.ts';
import { readAt } from '../health/age-of-location.ts';

/** How many hold something, and how many people Apple knows. */
export interface Headcount {
  holders?: number;
  people?: number;
}

export interface LocationSum {
  /** Locations of which everything was read once: the sums are of these alone. */
  read: number;
  /** When the oldest of them was read. */
  asOf: number | undefined;
  totals: LocationTotals | undefined;
  count: Headcount;
}

/**
 * A location that was not read to its end is left out of every sum, so that all of them are of the same locations.
 * What is in several locations counts in each.
 * @param counts by uId; undefined while they are being counted
 */
export function sumLocations(
  locations: readonly LocationRow[],
  counts: ReadonlyMap<string, Headcount> | undefined,
): LocationSum {
  const read = locations.filter((one) => readAt(one) !== undefined && one.totals !== undefined);
  const ages = read.map(readAt).filter((at) => at !== undefined);
  const own = read.map(({ uId }) => counts?.get(uId));
  const holders = sumOf(own.map((count) => count?.holders));
  const people = sumOf(own.map((count) => count?.people));
  return {
    read: read.length,
    asOf: ages.length === 0 ? undefined : Math.min(...ages),
    totals: addTotals(read.map(({ totals }) => totals)),
    count: { ...(holders !== undefined && { holders }), ...(people !== undefined && { people }) },
  };
}

/** Undefined as long as one is missing: a part is no sum. */
function sumOf(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  if (known.length === 0 || known.length < values.length) return undefined;
  return known.reduce((sum, value) => sum + value, 0);
}
