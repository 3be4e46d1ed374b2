import { memo, useState } from 'react';
import type { LocationRow } from '../../lib/cache/rows.ts';
import { NoticeLine } from '../health/notice-line.tsx';
import { useWorstNotice } from '../health/use-worst-notice.ts';
import { UnlockDialog } from '../link/unlock-dialog.tsx';
import { Button } from '../ui/button.tsx';
import { useCommonWords } from '../ui/words.ts';
import { useConsoleWords } from './words.ts';

/**
 * The top line: the worst state of today, with its cure. It reads by itself what it is told from: a change of that,
 * and each of its first reads, would otherwise draw the whole screen again. Nor is it found anew at each key stroke.
 */
export const NoticeBar = memo(({ locations }: { locations: readonly LocationRow[] }) => {
  const t = useConsoleWords();
  const notice = useWorstNotice(locations);
  if (!notice) return <span className="grow" />;
  const go = (place: string) => {
    window.location.hash = place;
  };
  return (
    <section className={`notice-row notice-bar tone-${notice.tone}`} aria-label={t('notice.label')}>
      <NoticeLine notice={notice} onGo={go} unlock={<UnlockButton />} />
    </section>
  );
});

/** Asks for the passphrase in a dialog. */
export function UnlockButton() {
  const t = useCommonWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onPress={() => setOpen(true)}>{t('act.unlock')}</Button>
      {isOpen ? <UnlockDialog onClose={() => setOpen(false)} /> : null}
    </>
  );
}
