import { useMemo, useState } from 'react';
import { getMailto } from '../../lib/people/invitation-mailto.ts';
import { fillTexts, type Invitee } from '../../lib/people/invitation-text.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { useCommonWords } from '../ui/words.ts';
import { type Letter, textsOf } from './letter.ts';
import { useInvitationsWords } from './words.ts';

interface Props {
  invitees: readonly Invitee[];
  letter: Letter;
  /** A draft was opened for this person. */
  onOpened: (clientUserId: string) => void;
  onClose: () => void;
}

/** One draft a person, opened in the mail program by a click each. */
export function MailtoDialog({ invitees, letter, onOpened, onClose }: Props) {
  const t = useInvitationsWords();
  const tc = useCommonWords();
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const drafts = useMemo(
    () =>
      invitees.map((invitee) => ({
        invitee,
        mailto: getMailto(invitee, fillTexts(textsOf(letter), letter.organisation, invitee)),
      })),
    [invitees, letter],
  );
  return (
    <Dialog title={t('mailto')} onClose={onClose}>
      <p>{t('mailto.text')}</p>
      <ul className="mail-list">
        {drafts.map(({ invitee: { clientUserId, email, name }, mailto }) => (
          <li key={clientUserId} className="mail-line">
            <span className="grow clip" dir="auto">
              {name ?? email ?? clientUserId}
            </span>
            {mailto ? (
              <a
                className="button plain"
                href={mailto.url}
                onClick={() => {
                  setOpened(new Set([...opened, clientUserId]));
                  onOpened(clientUserId);
                }}
              >
                {t(opened.has(clientUserId) ? 'mailto.again' : 'mailto.open')}
              </a>
            ) : (
              <span className="soft">{t('mailto.none')}</span>
            )}
          </li>
        ))}
      </ul>
      <div className="acts end">
        <Button autoFocus onPress={onClose}>
          {tc('act.close')}
        </Button>
      </div>
    </Dialog>
  );
}
