import type { AssetRow } from '../../lib/cache/rows.ts';

/**
 * The counts of an asset over several locations. Unlimited ones have no total and nothing left, so they are in none of
 * these but `assigned`, which is a true number there too.
 */
export interface Sums {
  /** Absent when every location is unlimited. */
  total?: number;
  available?: number;
  retired?: number;
  /** Of all, unlimited ones too. */
  assigned: number;
  /** The part of `assigned` that comes out of `total`. */
  assignedOfTotal: number;
  /** How many locations have it without a limit. */
  unlimited: number;
}

export type Counts = Pick<
  AssetRow,
  'unlimited' | 'totalCount' | 'availableCount' | 'assignedCount' | 'retiredCount'
>;

export function sumCounts(rows: readonly Counts[]): Sums {
  const sums: Sums = { assigned: 0, assignedOfTotal: 0, unlimited: 0 };
  for (const row of rows) {
    sums.assigned += row.assignedCount;
    if (row.unlimited) {
      sums.unlimited += 1;
      continue;
    }
    sums.assignedOfTotal += row.assignedCount;
    if (row.totalCount !== undefined) sums.total = (sums.total ?? 0) + row.totalCount;
    if (row.availableCount !== undefined) sums.available = (sums.available ?? 0) + row.availableCount;
    if (row.retiredCount !== undefined) sums.retired = (sums.retired ?? 0) + row.retiredCount;
  }
  return sums;
}

/** From 0 to 1, how much of what is owned is assigned; undefined where nothing limited is owned. */
export function utilisation({ total, assignedOfTotal }: Sums): number | undefined {
  return total === undefined || total <= 0 ? undefined : assignedOfTotal / total;
}
