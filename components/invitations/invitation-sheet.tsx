import { makeSheet } from '../../lib/people/invitation-sheet.ts';
import { type Invitee, invitationTexts, oneLine } from '../../lib/people/invitation-text.ts';
import { Button } from '../ui/button.tsx';
import { useCommonWords } from '../ui/words.ts';
import type { Letter } from './letter.ts';
import { useInvitationsWords } from './words.ts';

interface Props {
  invitees: readonly Invitee[];
  letter: Letter;
  onClose: () => void;
}

/** Invitations to print and hand out, each with its code; it is gone when it is closed. */
export function InvitationSheet({ invitees, letter, onClose }: Props) {
  const t = useInvitationsWords();
  const tc = useCommonWords();
  return (
    <section className="sheet" aria-label={t('sheet')}>
      <header className="sheet-bar">
        <p className="grow">{t('sheet.count', { count: invitees.length })}</p>
        <Button onPress={onClose}>{tc('act.close')}</Button>
        <Button look="primary" autoFocus onPress={() => window.print()}>
          {t('sheet.print')}
        </Button>
      </header>
      <ol className="sheet-list" lang={letter.language}>
        {makeSheet(invitees).map(({ clientUserId, title, qr }) => (
          <li key={clientUserId} className="sheet-entry">
            <svg
              viewBox={`0 0 ${qr.size} ${qr.size}`}
              role="img"
              aria-label={t('sheet.code', { name: title })}
            >
              <path d={qr.path} />
            </svg>
            <div>
              <p className="strong break" dir="auto">
                {title}
              </p>
              {letter.organisation ? <p dir="auto">{oneLine(letter.organisation)}</p> : null}
              <p dir="auto">{invitationTexts[letter.language].sheet}</p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
