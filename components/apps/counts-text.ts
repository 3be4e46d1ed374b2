import type { AssetRow } from '../../lib/cache/rows.ts';
import type { useCommonWords } from '../ui/words.ts';

type Words = ReturnType<typeof useCommonWords>;

/** "12 left of 400, 388 assigned"; an unlimited asset has no total and no number left. */
export function countsText(t: Words, row: AssetRow): string {
  if (row.unlimited || row.totalCount === undefined || row.availableCount === undefined) {
    return t('asset.unlimited.assigned', { assigned: row.assignedCount });
  }
  const retired = row.retiredCount ?? 0;
  return t(retired > 0 ? 'asset.counts.retired' : 'asset.counts', {
    available: row.availableCount,
    total: row.totalCount,
    assigned: row.assignedCount,
    retired,
  });
}
