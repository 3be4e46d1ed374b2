import { useMemo, useState } from 'react';
import { getMailto } from '../../lib/people/invitation-mailto.ts';
import { fillTexts, type Invitee } from '../../lib/people/invitation-text.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { useCommonWords } from '../ui/words.ts';
import { GrowingLines, useGrowing } from './growing-list.tsx';
import { type Letter, textsOf } from './letter.ts';
import { useInvitationsWords } from './words.ts';

interface Props {
  invitees: readonly Invitee[];
  letter: Letter;
  /** A draft was opened for this person; the same function each time. */
  onOpened: (clientUserId: string) => void;
  onClose: () => void;
}

/** One draft a person, opened in the mail program by a click each. */
export function MailtoDialog({ invitees, letter, onOpened, onClose }: Props) {
  const t = useInvitationsWords();
  const tc = useCommonWords();
  const drawn = useGrowing(invitees.length);
  const more = useMemo(() => ({ letter, onOpened }), [letter, onOpened]);
  return (
    <Dialog title={t('mailto')} onClose={onClose}>
      <p>{t('mailto.text')}</p>
      <ul className="mail-list">
        <GrowingLines items={invitees} drawn={drawn} keyOf={idOf} Line={MailLine} more={more} />
      </ul>
      <div className="acts end">
        <Button autoFocus onPress={onClose}>
          {tc('act.close')}
        </Button>
      </div>
    </Dialog>
  );
}

const idOf = ({ clientUserId }: Invitee) => clientUserId;

function MailLine({
  item,
  more: { letter, onOpened },
}: {
  item: Invitee;
  more: Omit<Props, 'invitees' | 'onClose'>;
}) {
  const t = useInvitationsWords();
  const [isOpened, setOpened] = useState(false);
  const { clientUserId, email, name } = item;
  const mailto = getMailto(item, fillTexts(textsOf(letter), letter.organisation, item));
  return (
    <li className="mail-line">
      <span className="grow clip" dir="auto">
        {name ?? email ?? clientUserId}
      </span>
      {mailto ? (
        <a
          className="button plain"
          href={mailto.url}
          onClick={() => {
            setOpened(true);
            onOpened(clientUserId);
          }}
        >
          {t(isOpened ? 'mailto.again' : 'mailto.open')}
        </a>
      ) : (
        <span className="soft">{t('mailto.none')}</span>
      )}
    </li>
  );
}
