/** Takes invitations out of this browser in one of the ways. The codes are read for it and forgotten after it. */
import { send } from '../../lib/bus/client.ts';
import { getEml } from '../../lib/people/invitation-eml.ts';
import { writeMergeCsv } from '../../lib/people/invitation-merge.ts';
import { fillTexts, type Invitee } from '../../lib/people/invitation-text.ts';
import { zipDrafts } from '../../lib/people/invitation-zip.ts';
import { systemClock } from '../../lib/platform/clock.ts';
import { AppError } from '../../lib/platform/errors.ts';
import { exportFileName, saveFile } from '../ui/export/save-file.ts';
import { type Letter, textsOf } from './letter.ts';
import type { DeskPerson } from './use-invitees.ts';

/** Their links, from Apple, now; who has none (accepted, retired) is left out. @throws AppError */
export async function readInvitees(uId: string, people: readonly DeskPerson[]): Promise<Invitee[]> {
  const reply = await send('invitation.links', {
    uId,
    clientUserIds: people.map(({ clientUserId }) => clientUserId),
  });
  if (!reply.ok) throw new AppError(reply.error.code, reply.error.details);
  const links = new Map(reply.value.links.map(({ clientUserId, url }) => [clientUserId, url]));
  return people.flatMap(({ clientUserId, email, name }) => {
    const link = links.get(clientUserId);
    return link === undefined ? [] : [{ clientUserId, link, ...(email && { email }), ...(name && { name }) }];
  });
}

/** One link alone, or a line a person that a spreadsheet takes. Rejects where the browser asks for a new click. */
export async function copyLinks(invitees: readonly Invitee[]): Promise<void> {
  const [only, ...more] = invitees;
  const text =
    only && more.length === 0
      ? only.link
      : invitees.map(({ name, email, link }) => [name ?? '', email ?? '', link].join('\t')).join('\n');
  await navigator.clipboard.writeText(text);
}

export function saveMerge(invitees: readonly Invitee[], { organisation }: Letter): string[] {
  const csv = writeMergeCsv(organisation, invitees);
  saveFile(
    new Blob([csv], { type: 'text/csv;charset=utf-8' }),
    exportFileName('invitations', 'csv', systemClock.now()),
  );
  return idsOf(invitees);
}

/** @returns those who have an address to write to */
export function saveDrafts(invitees: readonly Invitee[], letter: Letter): string[] {
  const at = systemClock.now();
  const texts = textsOf(letter);
  const drafts = invitees.flatMap((invitee) => {
    const eml = getEml(invitee, fillTexts(texts, letter.organisation, invitee), at);
    return eml === undefined || !invitee.email
      ? []
      : [{ id: invitee.clientUserId, email: invitee.email, eml }];
  });
  let number = 0;
  for (const zip of zipDrafts(drafts, at)) {
    number++;
    const name = number === 1 ? 'invitations' : `invitations-${number}`;
    saveFile(new Blob([zip], { type: 'application/zip' }), exportFileName(name, 'zip', at));
  }
  return drafts.map(({ id }) => id);
}

export const idsOf = (invitees: readonly Invitee[]): string[] =>
  invitees.map(({ clientUserId }) => clientUserId);
