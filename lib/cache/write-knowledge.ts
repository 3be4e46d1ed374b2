/** Writes what the admin knows (knowledge-rows.ts). Never for screens: they send a command. */
import type { Database } from './database.ts';
import type {
  HolderListRow,
  Invitation,
  LocationNoteRow,
  MarkRow,
  PersonNoteRow,
  ViewRow,
} from './knowledge-rows.ts';

/** Name and notes of one person; an empty text takes it back. What was sent as invitations stays. */
export function notePerson(
  db: Database,
  { uId, ...note }: { uId: string; clientUserId: string; name?: string; notes?: string },
): Promise<void> {
  return notePeople(db, uId, [note]);
}

/** As `notePerson`, for many people in one transaction; whoever is named twice gets the later text. */
export async function notePeople(
  db: Database,
  uId: string,
  notes: readonly { clientUserId: string; name?: string; notes?: string }[],
): Promise<void> {
  await db.transaction('rw', db.personNotes, async () => {
    const ids = [...new Set(notes.map(({ clientUserId }) => clientUserId))];
    const known = await db.personNotes.bulkGet(ids.map((id): [string, string] => [uId, id]));
    const rows = new Map(
      ids.map((clientUserId, at): [string, PersonNoteRow] => [
        clientUserId,
        { invitations: [], ...known[at], uId, clientUserId },
      ]),
    );
    for (const { clientUserId, name, notes: text } of notes) {
      const row = rows.get(clientUserId);
      if (!row) continue;
      setText(row, 'name', name);
      setText(row, 'notes', text);
    }
    const kept = [...rows.values()].filter((row) => !isEmpty(row));
    const empty = [...rows.values()].filter(isEmpty);
    await db.personNotes.bulkPut(kept);
    await db.personNotes.bulkDelete(empty.map((row): [string, string] => [uId, row.clientUserId]));
  });
}

const isEmpty = ({ name, notes, invitations }: PersonNoteRow) =>
  name === undefined && notes === undefined && invitations.length === 0;

function setText(row: PersonNoteRow, key: 'name' | 'notes', text: string | undefined): void {
  if (text === undefined) return;
  if (text.trim() === '') delete row[key];
  else row[key] = text.trim();
}

/** Notes that invitations went out, in one transaction. */
export async function noteInvitations(
  db: Database,
  uId: string,
  clientUserIds: readonly string[],
  invitation: Invitation,
): Promise<void> {
  await db.transaction('rw', db.personNotes, async () => {
    const known = await db.personNotes.bulkGet(clientUserIds.map((id): [string, string] => [uId, id]));
    const rows = clientUserIds.map((clientUserId, index): PersonNoteRow => {
      const invitations = [...(known[index]?.invitations ?? []), invitation];
      return { ...known[index], uId, clientUserId, invitations };
    });
    await db.personNotes.bulkPut(rows);
  });
}

/** `low` undefined takes the mark away. */
export async function setMark(
  db: Database,
  { adamId, pricingParam, uId, low }: Omit<MarkRow, 'low'> & { low?: number },
): Promise<void> {
  if (low === undefined) await db.marks.delete([adamId, pricingParam, uId]);
  else await db.marks.put({ adamId, pricingParam, uId, low });
}

/** Ids are kept sorted and each once. */
export async function saveList(
  db: Database,
  { ids, ...list }: Omit<HolderListRow, 'createdAt' | 'changedAt'>,
  now: number,
): Promise<void> {
  await db.transaction('rw', db.lists, async () => {
    const before = await db.lists.get(list.id);
    const sorted = [...new Set(ids)].sort();
    await db.lists.put({ ...list, ids: sorted, createdAt: before?.createdAt ?? now, changedAt: now });
  });
}

export async function saveView(db: Database, view: Omit<ViewRow, 'createdAt'>, now: number): Promise<void> {
  await db.transaction('rw', db.views, async () => {
    const before = await db.views.get(view.id);
    await db.views.put({ ...view, createdAt: before?.createdAt ?? now });
  });
}

/** An answer that is absent stays; `null` takes it back. */
export async function noteLocation(
  db: Database,
  {
    uId,
    builtIn,
    ownMdm,
  }: {
    uId: string;
    builtIn?: LocationNoteRow['builtIn'] | null;
    ownMdm?: LocationNoteRow['ownMdm'] | null;
  },
): Promise<void> {
  await db.transaction('rw', db.locationNotes, async () => {
    const row: LocationNoteRow = { ...(await db.locationNotes.get(uId)), uId };
    if (builtIn === null) delete row.builtIn;
    else if (builtIn !== undefined) row.builtIn = builtIn;
    if (ownMdm === null) delete row.ownMdm;
    else if (ownMdm !== undefined) row.ownMdm = ownMdm;
    await db.locationNotes.put(row);
  });
}
