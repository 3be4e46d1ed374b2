import { makeSheetEntry } from '../../lib/people/invitation-sheet.ts';
import { type Invitee, invitationTexts, oneLine } from '../../lib/people/invitation-text.ts';
import { Button } from '../ui/button.tsx';
import { useCommonWords } from '../ui/words.ts';
import { GrowingLines, useGrowing } from './growing-list.tsx';
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
  const drawn = useGrowing(invitees.length);
  return (
    <section className="sheet" aria-label={t('sheet')}>
      <header className="sheet-bar">
        <p className="grow">{t('sheet.count', { count: invitees.length })}</p>
        <Button onPress={onClose}>{tc('act.close')}</Button>
        <Button look="primary" autoFocus isPending={drawn < invitees.length} onPress={() => window.print()}>
          {t('sheet.print')}
        </Button>
      </header>
      <ol className="sheet-list" lang={letter.language}>
        <GrowingLines items={invitees} drawn={drawn} keyOf={idOf} Line={SheetEntry} more={letter} />
      </ol>
    </section>
  );
}

const idOf = ({ clientUserId }: Invitee) => clientUserId;

function SheetEntry({ item, more: { language, organisation } }: { item: Invitee; more: Letter }) {
  const t = useInvitationsWords();
  const { title, qr } = makeSheetEntry(item);
  return (
    <li className="sheet-entry">
      <svg viewBox={`0 0 ${qr.size} ${qr.size}`} role="img" aria-label={t('sheet.code', { name: title })}>
        <path d={qr.path} />
      </svg>
      <div>
        <p className="strong break" dir="auto">
          {title}
        </p>
        {organisation ? <p dir="auto">{oneLine(organisation)}</p> : null}
        <p dir="auto">{invitationTexts[language].sheet}</p>
      </div>
    </li>
  );
}
