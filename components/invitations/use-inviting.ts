import { useCallback, useState } from 'react';
import { send } from '../../lib/bus/client.ts';
import type { InvitationWay } from '../../lib/cache/knowledge-rows.ts';
import type { Invitee } from '../../lib/people/invitation-text.ts';
import { type Failure, toFailure } from '../../lib/platform/errors.ts';
import { useToast } from '../ui/toast.tsx';
import type { Letter } from './letter.ts';
import { copyLinks, idsOf, readInvitees, saveDrafts, saveMerge } from './send-invitations.ts';
import type { DeskPerson } from './use-invitees.ts';
import { useInvitationsWords } from './words.ts';

/** Reads the links, takes them out in the chosen way and notes that it was done. */
export function useInviting(uId: string, letter: Letter | undefined) {
  const t = useInvitationsWords();
  const toast = useToast();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const [shown, setShown] = useState<{ way: 'copy' | 'mailto' | 'sheet'; invitees: Invitee[] }>();

  const note = useCallback(
    async (clientUserIds: string[], way: InvitationWay): Promise<void> => {
      if (clientUserIds.length === 0) return;
      const reply = await send('invitation.sent', { uId, clientUserIds, way });
      if (!reply.ok) setFailure(reply.error);
    },
    [uId],
  );
  const noteOpened = useCallback((clientUserId: string) => void note([clientUserId], 'mailto'), [note]);

  async function finish(done: string[], way: 'copy' | 'merge' | 'eml'): Promise<void> {
    await note(done, way);
    toast({ text: t(`done.${way}`, { count: done.length }) });
  }

  async function take(way: InvitationWay, invitees: Invitee[], chosen: Letter): Promise<void> {
    if (way === 'mailto' || way === 'sheet') {
      setShown({ way, invitees });
      // A draft is noted as it is opened, a sheet as it is shown.
      if (way === 'sheet') await note(idsOf(invitees), way);
      return;
    }
    if (way === 'merge') return finish(saveMerge(invitees, chosen), way);
    if (way === 'eml') return finish(saveDrafts(invitees, chosen), way);
    try {
      await copyLinks(invitees);
    } catch {
      // The click is too old by now for this browser (Firefox: five seconds): a new one is asked for.
      return setShown({ way, invitees });
    }
    await finish(idsOf(invitees), way);
  }

  const invite = async (way: InvitationWay, people: readonly DeskPerson[]) => {
    if (!letter) return;
    setBusy(true);
    setFailure(undefined);
    try {
      const invitees = await readInvitees(uId, people);
      const left = people.length - invitees.length;
      if (left > 0) toast({ text: t('left', { count: left }), tone: 'info' });
      if (invitees.length > 0) await take(way, invitees, letter);
    } catch (error) {
      setFailure(toFailure(error));
    } finally {
      setBusy(false);
    }
  };
  const close = () => setShown(undefined);
  const noteCopied = async () => {
    close();
    await finish(idsOf(shown?.invitees ?? []), 'copy');
  };
  return { busy, failure, shown, invite, noteOpened, noteCopied, close };
}
