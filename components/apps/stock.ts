/** When an asset is short and when its counts cannot be true. Pure. */
import type { Counts } from './sums.ts';

/** Fewer free licences than its mark; never so without a mark or for an unlimited asset. */
export function isBelow(available: number | undefined, low: number | undefined): boolean {
  return available !== undefined && low !== undefined && available < low;
}

/**
 * A negative count, or more assigned or free than owned, cannot be: Apple was caught in the middle of a change, and
 * the asset is to be read again (semantics 2.1).
 */
export function addsUp({
  unlimited,
  totalCount,
  availableCount,
  assignedCount,
  retiredCount,
}: Counts): boolean {
  const counts = [assignedCount, availableCount ?? 0, retiredCount ?? 0, totalCount ?? 0];
  if (counts.some((count) => count < 0)) return false;
  if (unlimited || totalCount === undefined) return true;
  return assignedCount <= totalCount && (availableCount ?? 0) <= totalCount;
}

/** A mark as typed: a whole number, grouped or not; undefined for anything else or above what the bus takes. */
export function parseLow(text: string): number | undefined {
  const digits = text.trim().replace(/(?<=\d)[\s.,'’](?=\d{3}(?!\d))/gu, '');
  if (!/^\d{1,9}$/.test(digits)) return undefined;
  const low = Number(digits);
  return low <= 100_000_000 ? low : undefined;
}
