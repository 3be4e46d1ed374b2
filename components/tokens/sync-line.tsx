import type { SyncRow } from '../../lib/cache/rows.ts';
import { partOf, useSyncText } from '../health/sync-text.ts';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { Progress } from '../ui/progress.tsx';
import { useCommonWords } from '../ui/words.ts';

interface Props {
  sync: SyncRow;
  /** The location's state says the same already. */
  isToldAlready: boolean;
}

/** A running sync as it goes, or why the last one stopped. */
export function SyncLine({ sync, isToldAlready }: Props) {
  const t = useCommonWords();
  const syncText = useSyncText();
  if (sync.state === 'done') return null;
  if (sync.state === 'failed') {
    return sync.failure && !isToldAlready ? <FailurePanel tone="warning" failure={sync.failure} /> : null;
  }
  const isWaiting = sync.state === 'waiting';
  return (
    <>
      {isWaiting && sync.failure && !isToldAlready ? (
        <FailurePanel tone="info" failure={sync.failure} />
      ) : null}
      <Progress
        label={syncText(sync)}
        part={partOf(sync)}
        detail={
          sync.pagesTotal === undefined
            ? undefined
            : t('sync.pages', { done: sync.pagesDone, total: sync.pagesTotal })
        }
      />
    </>
  );
}
