import { useState } from 'react';
import { useCommand } from '../data/use-command.ts';
import { useNoticeText } from '../health/notice-text.ts';
import type { Notice } from '../health/worst-notice.ts';
import { AllowAppleButton } from '../link/allow-apple.tsx';
import { UnlockDialog } from '../link/unlock-dialog.tsx';
import { Button } from '../ui/button.tsx';
import { ToneIcon } from '../ui/state.tsx';
import { useCommonWords } from '../ui/words.ts';
import { writeRoute } from './route.ts';
import { useConsoleWords } from './words.ts';

/** The top line: the worst state of today, with its cure. */
export function NoticeBar({ notice }: { notice: Notice }) {
  const t = useConsoleWords();
  return (
    <section className={`notice-bar tone-${notice.tone}`} aria-label={t('notice.label')}>
      <ToneIcon tone={notice.tone} size={16} />
      <span className="notice-bar-text">{useNoticeText(notice)}</span>
      <Cure notice={notice} />
    </section>
  );
}

function Cure({ notice: { cure, location } }: { notice: Notice }) {
  const t = useCommonWords();
  const sync = useCommand('location.sync');
  if (cure === 'allow') return <AllowAppleButton />;
  if (cure === 'unlock') return <UnlockButton />;
  if (!location || cure === 'none') return null;
  if (cure === 'renew') {
    const renew = () => {
      window.location.hash = writeRoute('/tokens', { renew: location.uId });
    };
    return <Button onPress={renew}>{t('act.renew')}</Button>;
  }
  if (cure === 'look') {
    const look = () => {
      window.location.hash = writeRoute('/tokens', { open: location.uId });
    };
    return <Button onPress={look}>{t('act.look')}</Button>;
  }
  return (
    <Button isDisabled={sync.busy} onPress={() => sync.run({ uId: location.uId })}>
      {t('act.sync')}
    </Button>
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
