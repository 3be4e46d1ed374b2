/** What an overview asks of the cache besides its small tables. Reads little, however many locations there are. */
import { countUsers } from './count-users.ts';
import type { Database } from './database.ts';
import type { MarkRow } from './knowledge-rows.ts';
import type { AppRow, AssetRow } from './rows.ts';

/** An asset with fewer free licences than the admin's mark. */
export interface ShortStock {
  mark: MarkRow;
  /** Free now, in the mark's location or over all. */
  available: number;
  app?: AppRow;
  /** When the oldest of these counts was read. */
  asOf: number;
}

/** All marks, and those that are not met. */
export async function readShortStock(db: Database): Promise<{ marks: MarkRow[]; short: ShortStock[] }> {
  return db.transaction('r', [db.marks, db.assets, db.apps], async () => {
    const marks = await db.marks.toArray();
    const found = await Promise.all(
      marks.map(async (mark) => shortOf(mark, await db.assets.where('adamId').equals(mark.adamId).toArray())),
    );
    const short = found.filter((one) => one !== undefined);
    const apps = await db.apps.bulkGet(short.map(({ mark }) => mark.adamId));
    return {
      marks,
      short: short.map((one, index) => {
        const app = apps[index];
        return app ? { ...one, app } : one;
      }),
    };
  });
}

/** Undefined while there is enough: an unlimited asset is never short, one that no location has is not stock. */
export function shortOf(mark: MarkRow, rows: readonly AssetRow[]): ShortStock | undefined {
  const own = rows.filter(
    ({ pricingParam, uId }) => pricingParam === mark.pricingParam && (mark.uId === '' || uId === mark.uId),
  );
  if (own.length === 0 || own.some(({ unlimited }) => unlimited)) return undefined;
  const available = own.reduce((sum, row) => sum + (row.availableCount ?? 0), 0);
  if (available >= mark.low) return undefined;
  return { mark, available, asOf: Math.min(...own.map((row) => row.asOf)) };
}

/** An invitation that went out and was not accepted yet. */
export interface PendingInvitation {
  uId: string;
  clientUserId: string;
  /** When the last one was sent. */
  lastAt: number;
  /** When it was read that the person is still Registered. */
  asOf: number;
}

/** Those whose person is still Registered at Apple. */
export function readPendingInvitations(db: Database): Promise<PendingInvitation[]> {
  return db.transaction('r', [db.personNotes, db.users, db.userSets], async () => {
    const invited = await db.personNotes.filter(({ invitations }) => invitations.length > 0).toArray();
    // With thousands of locations that would hold up what the screen is waiting for.
    if (invited.length === 0) return [];
    const sets = new Map((await db.userSets.toArray()).map((set) => [set.uId, set]));
    const users = await db.users.bulkGet(
      invited.map(({ uId, clientUserId }): [string, number, string] => [
        uId,
        sets.get(uId)?.generation ?? -1,
        clientUserId,
      ]),
    );
    return invited.flatMap(({ uId, clientUserId, invitations }, index) => {
      const lastAt = invitations.at(-1)?.at;
      const set = sets.get(uId);
      if (users[index]?.status !== 'Registered' || lastAt === undefined || !set) return [];
      return [{ uId, clientUserId, lastAt, asOf: set.asOf }];
    });
  });
}

/**
 * How many hold something and how many people Apple knows, retired ones included. By uId. People are not read for it but
 * where an earlier version has not counted them: a sync that writes them has nobody to wait for.
 */
export async function readHeadcounts(
  db: Database,
): Promise<Map<string, { holders?: number; people?: number }>> {
  const counts = new Map<string, { holders?: number; people?: number }>();
  for (const { uId, leaves } of await db.directories.toArray()) {
    counts.set(uId, { holders: leaves.reduce((sum, leaf) => sum + leaf.holders, 0) });
  }
  for (const { uId, generation, people } of await db.userSets.toArray()) {
    counts.set(uId, {
      ...counts.get(uId),
      people: people ?? (await countUsers(db, uId, generation)),
    });
  }
  return counts;
}
