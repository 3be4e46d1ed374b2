/** Brings what an order did into the cached holdings and users, so that screens are true before the next sync. */
import { Dexie } from 'dexie';
import type { Database } from '../cache/database.ts';
import { leafHolding } from '../cache/holdings/directory.ts';
import type { AssignmentInput } from '../cache/holdings/gather.ts';
import { assignmentOf, holderOfKey } from '../cache/holdings/holder-key.ts';
import { getHeld } from '../cache/holdings/leaf.ts';
import { createLeafReader } from '../cache/leaf-reader.ts';
import type { BatchRow } from '../cache/order-rows.ts';
import type { AssetKey } from '../cache/rows.ts';
import { changeHoldings, type HoldingChanges } from '../cache/write-holdings.ts';
import { changeUsers, type UserFacts } from '../cache/write-users.ts';
import { storing } from '../platform/storage-error.ts';
import { type Items, itemsOf, itemsOfSet, union, without } from './items.ts';
import { assetOfName } from './plan/keys.ts';
import type { BatchBody } from './plan/plan.ts';

export function findUnapplied(db: Database): Promise<string[]> {
  return storing(async () => {
    const keys = await db.batches.where('[uId+unapplied]').above([Dexie.minKey, 0]).toArray();
    return [...new Set(keys.map(({ uId }) => uId))];
  });
}

/**
 * All that is done and does not show yet. To be called while no sync of the location runs: what that read before would
 * come on top. Counts are Apple's to tell.
 */
export async function applyDone(db: Database, uId: string): Promise<boolean> {
  const unapplied = () => db.batches.where('[uId+unapplied]').equals([uId, 1]).first();
  let count = 0;
  for (let row = await storing(unapplied); row; row = await storing(unapplied)) {
    await applyBatch(db, row);
    count += 1;
  }
  return count > 0;
}

async function applyBatch(db: Database, row: BatchRow): Promise<void> {
  const { uId } = row;
  const holdings = [db.directories, db.leaves, db.postings, db.assets];
  await storing(() =>
    db.transaction('rw', [...holdings, db.users, db.userSets, db.locations, db.batches], async () => {
      const done = without(itemsOf(row.body), union(row.failures.map(({ items }) => itemsOfSet(items))));
      if ((await db.locations.get(uId)) && done.size > 0) {
        await applyHoldings(db, uId, row.body, done);
        await applyPeople(db, uId, row.body, done);
      }
      await db.batches.update([row.orderId, row.batch], (current) => {
        delete current.unapplied;
      });
    }),
  );
}

async function applyHoldings(db: Database, uId: string, body: BatchBody, done: Items): Promise<void> {
  if (!(await db.directories.get(uId))) return;
  const changes = await holdingChanges(db, uId, body, done);
  if (changes.add.length + changes.remove.length > 0) await changeHoldings(db, uId, changes, {});
}

async function holdingChanges(
  db: Database,
  uId: string,
  body: BatchBody,
  done: Items,
): Promise<HoldingChanges> {
  switch (body.call) {
    case 'associate':
      return { add: rowsOf(done), remove: [] };
    case 'disassociate':
      return { add: [], remove: rowsOf(done) };
    case 'revoke':
    case 'users/retire':
      return { add: [], remove: await revocableOf(db, uId, [...done.keys()]) };
    default:
      return { add: [], remove: [] };
  }
}

function rowsOf(items: Items): AssignmentInput[] {
  return [...items].flatMap(([holder, assets]) =>
    [...assets].map((name) => assignmentOf(holder, assetOfName(name))),
  );
}

/** Books stay with a retired person (reference 11.1). */
async function revocableOf(
  db: Database,
  uId: string,
  holders: readonly string[],
): Promise<AssignmentInput[]> {
  const directory = await db.directories.get(uId);
  if (!directory) return [];
  const assets = await db.assets.bulkGet(
    directory.assets.map(({ adamId, pricingParam }): [string, string, string] => [uId, adamId, pricingParam]),
  );
  const reader = createLeafReader(db);
  const rows: AssignmentInput[] = [];
  for (const holder of holders) {
    const place = leafHolding(directory.leaves, holder);
    if (place < 0) continue;
    const leaf = reader.peek(directory, place) ?? (await reader.expect(directory, place));
    for (const number of getHeld(leaf, holder) ?? []) {
      const key: AssetKey | undefined = directory.assets[number];
      if (key && assets[number]?.revocable) rows.push(assignmentOf(holder, key));
    }
  }
  return rows;
}

async function applyPeople(db: Database, uId: string, body: BatchBody, done: Items): Promise<void> {
  const set = await db.userSets.get(uId);
  if (!set || !body.call.startsWith('users/')) return;
  const ids = [...done.keys()].map((key) => holderOfKey(key).id);
  const known = await db.users.bulkGet(ids.map((id): [string, number, string] => [uId, set.generation, id]));
  const users = ids.map((id, index) => personAfter(body, id, known[index]));
  await changeUsers(db, uId, users, { versionId: set.versionId, asOf: set.asOf });
}

/** As Apple does it (reference 4.9, 11.1); what Apple alone knows comes with the next sync. */
function personAfter(body: BatchBody, clientUserId: string, before: UserFacts | undefined): UserFacts {
  const {
    idHash,
    email: oldEmail,
    emailLower: oldLower,
    ...kept
  } = before ?? {
    clientUserId,
    retiredRecords: 0,
    status: 'Registered',
  };
  const old = { ...(oldEmail !== undefined && { email: oldEmail, emailLower: oldLower ?? oldEmail }) };
  if (!('people' in body)) {
    return {
      ...kept,
      ...old,
      ...(idHash !== undefined && { idHash }),
      status: 'Retired',
      retiredRecords: kept.retiredRecords + 1,
    };
  }
  const wish = body.people.find((person) => person.clientUserId === clientUserId);
  const isNew = body.call === 'users/create';
  const email = wish?.email === undefined ? (isNew ? {} : old) : emailOf(wish.email);
  const status = wish?.managedAppleId !== undefined ? 'Associated' : isNew ? 'Registered' : kept.status;
  return { ...kept, ...email, ...(!isNew && idHash !== undefined && { idHash }), status };
}

const emailOf = (email: string) => ({ email, emailLower: email.toLowerCase() });
