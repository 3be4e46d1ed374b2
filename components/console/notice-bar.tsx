import { useState } from 'react';
import { NoticeLine } from '../health/notice-line.tsx';
import type { Notice } from '../health/worst-notice.ts';
import { UnlockDialog } from '../link/unlock-dialog.tsx';
import { Button } from '../ui/button.tsx';
import { useCommonWords } from '../ui/words.ts';
import { useConsoleWords } from './words.ts';

/** The top line: the worst state of today, with its cure. */
export function NoticeBar({ notice }: { notice: Notice }) {
  const t = useConsoleWords();
  const go = (place: string) => {
    window.location.hash = place;
  };
  return (
    <section className={`notice-row notice-bar tone-${notice.tone}`} aria-label={t('notice.label')}>
      <NoticeLine notice={notice} onGo={go} unlock={<UnlockButton />} />
    </section>
  );
}

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
