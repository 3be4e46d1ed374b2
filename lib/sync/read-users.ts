import { walkPages } from '../apple/walk-pages.ts';
import type { WireUser } from '../apple/wire.ts';
import { dropOtherGenerations } from '../cache/generations.ts';
import {
  addRecord,
  addUserRecords,
  changeUsers,
  swapUsers,
  type UserFacts,
  type UserRecord,
} from '../cache/write-users.ts';
import { isCode } from '../platform/errors.ts';
import { storing } from '../platform/storage-error.ts';
import type { RunContext } from './context.ts';
import { hasStaging, walkStaged } from './staged-walk.ts';

/** Above so many people to ask for one by one, all are read again. */
const MOST_SINGLE_READS = 50;

/** Reads the users of a location: what changed when that is enough, else all. */
export async function readUsers(context: RunContext): Promise<void> {
  await context.progress.phase('users');
  const set = await storing(() => context.db.userSets.get(context.uId));
  if (!context.run.full && set?.versionId !== undefined && (await readDelta(context, set.versionId))) return;
  const { firstVersionId, moved } = await readAll(context, set?.generation ?? 0);
  // People are never removed, so the changes since the first page complete a walk that they overtook.
  if (moved && firstVersionId !== undefined) await readDelta(context, firstVersionId);
}

async function readAll(context: RunContext, current: number) {
  const { db, uId, apple } = context;
  const generation = current + 1;
  const name = `users-${generation}`;
  if (!(await hasStaging(context, name))) await storing(() => dropOtherGenerations(db.users, uId, current));
  let waiting: UserRecord[] = [];
  const walked = await walkStaged(context, {
    name,
    readPage: (pageIndex, signal) => apple.users({ pageIndex }, signal),
    countRows: (page) => page.users.length,
    gather: (page) => void waiting.push(...page.users.map(withoutInvite)),
    take() {
      const records = waiting;
      waiting = [];
      return { tables: [db.users], write: () => addUserRecords(db, uId, generation, records) };
    },
  });
  const mark = { versionId: walked.firstVersionId, asOf: context.run.stepAt };
  await storing(() => swapUsers(db, uId, generation, mark));
  return walked;
}

/** The invite code opens an account: it is not kept (design 2.1). */
function withoutInvite({ clientUserId, status, email, idHash }: WireUser): UserRecord {
  return { clientUserId, status, email, idHash };
}

/** False when a delta is not to be had and all must be read. */
async function readDelta(context: RunContext, sinceVersionId: string): Promise<boolean> {
  const asOf = context.clock.now();
  const read = await readRecords(context, { sinceVersionId }).catch((error: unknown) => {
    if (isCode(error, 'bad-version')) return undefined;
    throw error;
  });
  const users = read && (await completeUsers(context, read.records));
  if (!read || !users) return false;
  const mark = { versionId: read.versionId ?? sinceVersionId, asOf };
  await storing(() => changeUsers(context.db, context.uId, users, mark));
  return true;
}

async function readRecords(
  { apple, signal, progress, checkpoint }: RunContext,
  filter: { sinceVersionId: string } | { clientUserId: string },
): Promise<{ records: UserRecord[]; versionId: string | undefined }> {
  const records: UserRecord[] = [];
  const { firstVersionId } = await walkPages({
    signal,
    readPage: (pageIndex, signal) => apple.users({ ...filter, pageIndex }, signal),
    async onPage(page) {
      records.push(...page.users.map(withoutInvite));
      await progress.page({ rows: page.users.length });
      await checkpoint();
    },
  });
  return { records, versionId: firstVersionId };
}

/**
 * A row of each changed clientUserId. A delta shows the records that changed, so it says all of a person of whom no
 * retired record is known; the others are asked for one by one. Undefined when those are too many.
 */
async function completeUsers(context: RunContext, records: UserRecord[]): Promise<UserFacts[] | undefined> {
  const changed = groupRecords(records);
  const open = await withRetiredRecords(context, [...changed.keys()]);
  if (open.length > MOST_SINGLE_READS) return undefined;
  for (const clientUserId of open) {
    const { records } = await readRecords(context, { clientUserId });
    // Never trust that the answer was filtered (reference 4.8).
    const row = groupRecords(records).get(clientUserId);
    if (row) changed.set(clientUserId, row);
  }
  return [...changed.values()];
}

function groupRecords(records: readonly UserRecord[]): Map<string, UserFacts> {
  const rows = new Map<string, UserFacts>();
  for (const record of records)
    rows.set(record.clientUserId, addRecord(rows.get(record.clientUserId), record));
  return rows;
}

async function withRetiredRecords({ db, uId }: RunContext, ids: string[]): Promise<string[]> {
  return storing(async () => {
    const generation = (await db.userSets.get(uId))?.generation ?? 0;
    const rows = await db.users.bulkGet(ids.map((id): [string, number, string] => [uId, generation, id]));
    return rows.flatMap((row) => (row && row.retiredRecords > 0 ? row.clientUserId : []));
  });
}
