import { useState } from 'react';
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
  const [shown, setShown] = useState<{ way: 'mailto' | 'sheet'; invitees: Invitee[] }>();

  async function note(clientUserIds: string[], way: InvitationWay): Promise<void> {
    if (clientUserIds.length === 0) return;
    const reply = await send('invitation.sent', { uId, clientUserIds, way });
    if (!reply.ok) setFailure(reply.error);
  }

  async function take(way: InvitationWay, invitees: Invitee[], chosen: Letter): Promise<void> {
    if (way === 'mailto' || way === 'sheet') {
      setShown({ way, invitees });
      // A draft is noted as it is opened, a sheet as it is shown.
      if (way === 'sheet') await note(idsOf(invitees), way);
      return;
    }
    const done =
      way === 'copy'
        ? await copyLinks(invitees)
        : way === 'merge'
          ? saveMerge(invitees, chosen)
          : saveDrafts(invitees, chosen);
    await note(done, way);
    toast({ text: t(`done.${way}`, { count: done.length }) });
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
  return { busy, failure, shown, invite, note, close: () => setShown(undefined) };
}
