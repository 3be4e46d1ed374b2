import type { SyncRow } from '../../lib/cache/rows.ts';
import { useCommonWords, writeTime } from '../ui/words.ts';

/** What a sync does now, with how much it has read. */
export function useSyncText(): (sync: SyncRow) => string {
  const t = useCommonWords();
  return (sync) => {
    if (sync.state === 'queued') return t('sync.queued');
    if (sync.state === 'waiting') {
      const { nextAt } = sync;
      return nextAt === undefined ? t('sync.waiting') : t('sync.waiting.until', { time: writeTime(nextAt) });
    }
    const phase = t(`sync.phase.${sync.phase}`);
    return sync.rowsDone > 0 ? `${phase} ${t('sync.rows', { count: sync.rowsDone })}` : phase;
  };
}

/** How far the pages of the phase are, from 0 to 1; undefined while Apple has not said how many there are. */
export function partOf({ pagesDone, pagesTotal }: SyncRow): number | undefined {
  return pagesTotal === undefined || pagesTotal === 0 ? undefined : pagesDone / pagesTotal;
}
