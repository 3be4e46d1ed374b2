import type { ReactNode } from 'react';
import { useCommand } from '../data/use-command.ts';
import { AllowAppleButton } from '../link/allow-apple.tsx';
import { Button } from '../ui/button.tsx';
import { FailureText } from '../ui/failure-text.tsx';
import { ToneIcon } from '../ui/state.tsx';
import { useCommonWords } from '../ui/words.ts';
import { useNoticeText } from './notice-text.ts';
import type { Notice } from './worst-notice.ts';
import './notice-line.css';

interface Props {
  notice: Notice;
  /** Opens a place of the console, such as `/tokens?open=…`. */
  onGo: (place: string) => void;
  /** Where the passphrase is asked for. */
  unlock: ReactNode;
}

/** The worst state of today with its cure, inside of a `notice-row`. */
export function NoticeLine({ notice, onGo, unlock }: Props) {
  return (
    <>
      <ToneIcon tone={notice.tone} size={16} />
      <span className="notice-text">{useNoticeText(notice)}</span>
      <Cure notice={notice} onGo={onGo} unlock={unlock} />
    </>
  );
}

function Cure({ notice: { cure, location }, onGo, unlock }: Props): ReactNode {
  const t = useCommonWords();
  const sync = useCommand('location.sync');
  if (cure === 'allow') return <AllowAppleButton />;
  if (cure === 'unlock') return unlock;
  if (!location || cure === 'none') return null;
  const { uId } = location;
  if (cure === 'renew' || cure === 'look') {
    const params = new URLSearchParams({ [cure === 'renew' ? 'renew' : 'open']: uId });
    return <Button onPress={() => onGo(`/tokens?${params}`)}>{t(`act.${cure}`)}</Button>;
  }
  return (
    <>
      <Button isDisabled={sync.busy} onPress={() => sync.run({ uId })}>
        {t('act.sync')}
      </Button>
      {sync.failure ? <FailureText failure={sync.failure} /> : null}
    </>
  );
}
