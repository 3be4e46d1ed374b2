/** What is known of one person, for a screen. */
import type { Database } from './database.ts';
import type { PersonNoteRow } from './knowledge-rows.ts';
import type { UserRow } from './rows.ts';

export interface PersonFacts {
  /** Absent: Apple's list of users does not name it, or was never read. */
  user?: UserRow;
  note?: PersonNoteRow;
  /** When the list of users was read. */
  asOf?: number;
}

export function readPerson(db: Database, uId: string, clientUserId: string): Promise<PersonFacts> {
  return db.transaction('r', [db.users, db.userSets, db.personNotes], async () => {
    const set = await db.userSets.get(uId);
    const user = set && (await db.users.get([uId, set.generation, clientUserId]));
    const note = await db.personNotes.get([uId, clientUserId]);
    return { ...(user && { user }), ...(note && { note }), ...(set && { asOf: set.asOf }) };
  });
}
