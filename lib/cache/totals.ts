/** Sums of licences. Pure. */
import type { AssetRow, LocationTotals } from './rows.ts';

const noTotals: Readonly<LocationTotals> = {
  assets: 0,
  unlimited: 0,
  total: 0,
  available: 0,
  assigned: 0,
  assignedUnlimited: 0,
};

/** Unlimited assets have no total and no rest, so they stay out of the three sums (semantics 2.1). */
export function totalsOf(rows: readonly AssetRow[]): LocationTotals {
  const sums = { ...noTotals };
  for (const row of rows) {
    sums.assets += 1;
    if (row.unlimited) {
      sums.unlimited += 1;
      sums.assignedUnlimited += row.assignedCount;
    } else {
      sums.assigned += row.assignedCount;
      sums.total += row.totalCount ?? 0;
      sums.available += row.availableCount ?? 0;
    }
  }
  return sums;
}

/** The sums of several locations; undefined when none was counted yet. */
export function addTotals(parts: readonly (LocationTotals | undefined)[]): LocationTotals | undefined {
  const counted = parts.filter((part) => part !== undefined);
  if (counted.length === 0) return undefined;
  return counted.reduce((sum, part) => ({
    assets: sum.assets + part.assets,
    unlimited: sum.unlimited + part.unlimited,
    total: sum.total + part.total,
    available: sum.available + part.available,
    assigned: sum.assigned + part.assigned,
    assignedUnlimited: sum.assignedUnlimited + part.assignedUnlimited,
  }));
}
