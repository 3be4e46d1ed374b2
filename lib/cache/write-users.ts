/** Writes the users of a location: page by page beside the current ones, then swapped; or only what changed. */
import { countUsers } from './count-users.ts';
import type { Database } from './database.ts';
import { dropOtherGenerations, expectLinked } from './generations.ts';
import type { UserRow, UserStatus } from './rows.ts';
import type { ReadMark } from './write-holdings.ts';

/** One record as Apple sends it (reference 4.8), without the invite code. */
export interface UserRecord {
  clientUserId: string;
  status: UserStatus;
  email?: string | undefined;
  idHash?: string | undefined;
}
export type UserFacts = Omit<UserRow, 'uId' | 'generation'>;

/**
 * All records of one clientUserId as one row: any number of retired ones, at most one active (reference 4.8),
 * which speaks for all. Without one, the last that came does.
 */
export function addRecord(known: UserFacts | undefined, record: UserRecord): UserFacts {
  const retired = !isActive(record.status);
  const retiredRecords = (known?.retiredRecords ?? 0) + (retired ? 1 : 0);
  if (known && isActive(known.status) && retired) return { ...known, retiredRecords };
  return {
    clientUserId: record.clientUserId,
    status: record.status,
    retiredRecords,
    ...(record.email !== undefined && { email: record.email, emailLower: record.email.toLowerCase() }),
    ...(record.idHash !== undefined && { idHash: record.idHash }),
  };
}

function isActive(status: UserStatus): boolean {
  return status === 'Registered' || status === 'Associated';
}

/**
 * Adds records to a generation that is not current yet. Within a transaction over `users`.
 * The same page twice would count its retired records twice: write it with its checkpoint.
 */
export async function addUserRecords(
  db: Database,
  uId: string,
  generation: number,
  records: readonly UserRecord[],
): Promise<void> {
  const ids = [...new Set(records.map((record) => record.clientUserId))];
  const known = await db.users.bulkGet(ids.map((id): [string, number, string] => [uId, generation, id]));
  const rows = new Map<string, UserFacts>();
  for (const row of known) if (row) rows.set(row.clientUserId, row);
  for (const record of records) {
    rows.set(record.clientUserId, addRecord(rows.get(record.clientUserId), record));
  }
  await db.users.bulkPut([...rows.values()].map((row) => ({ ...row, uId, generation })));
}

/** Makes a generation the current one, by one small write, and removes the one before. @throws AppError location-unknown */
export async function swapUsers(
  db: Database,
  uId: string,
  generation: number,
  mark: ReadMark,
): Promise<void> {
  await markUsers(db, uId, generation, mark);
  await dropOtherGenerations(db.users, uId, generation);
}

/** Puts the given users in place of what is known of them, in one transaction; the others stay. @throws AppError location-unknown */
export async function changeUsers(
  db: Database,
  uId: string,
  users: readonly UserFacts[],
  mark: ReadMark,
): Promise<void> {
  await db.transaction('rw', [db.users, db.userSets, db.locations], async () => {
    const generation = (await db.userSets.get(uId))?.generation ?? 1;
    await db.users.bulkPut(users.map((user) => ({ ...user, uId, generation })));
    await markUsers(db, uId, generation, mark);
  });
}

async function markUsers(
  db: Database,
  uId: string,
  generation: number,
  { versionId, asOf }: ReadMark,
): Promise<void> {
  await db.transaction('rw', [db.users, db.userSets, db.locations], async () => {
    await expectLinked(db, uId);
    const people = await countUsers(db, uId, generation);
    await db.userSets.put({ uId, generation, people, asOf, ...(versionId !== undefined && { versionId }) });
    await db.locations.update(uId, { usersAt: asOf });
  });
}
