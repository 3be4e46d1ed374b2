import { useState } from 'react';
import type { Invitee } from '../../lib/people/invitation-text.ts';
import { type Failure, toFailure } from '../../lib/platform/errors.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { useCommonWords } from '../ui/words.ts';
import { copyLinks } from './send-invitations.ts';
import { useInvitationsWords } from './words.ts';

interface Props {
  invitees: readonly Invitee[];
  onCopied: () => void;
  onClose: () => void;
}

/** Where the browser wants a click that is younger than Apple's answer: the links are there, one more press copies them. */
export function CopyDialog({ invitees, onCopied, onClose }: Props) {
  const t = useInvitationsWords();
  const tc = useCommonWords();
  const [failure, setFailure] = useState<Failure>();
  const copy = () => copyLinks(invitees).then(onCopied, (error: unknown) => setFailure(toFailure(error)));
  return (
    <Dialog title={t('way.copy')} onClose={onClose}>
      <p>{t('copy.ready', { count: invitees.length })}</p>
      {failure ? <FailurePanel failure={failure} /> : null}
      <div className="acts end">
        <Button onPress={onClose}>{tc('act.close')}</Button>
        <Button look="primary" autoFocus onPress={() => void copy()}>
          {t('copy.act')}
        </Button>
      </div>
    </Dialog>
  );
}
