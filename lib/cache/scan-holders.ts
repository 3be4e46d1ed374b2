/**
 * A look inside every serial number, clientUserId and e-mail address. Piece by piece, each in its own short read:
 * a writer never waits long, the page stays alive, and the signal stops it between two pieces.
 */
import type { Database } from './database.ts';
import { type FoundHolders, noteHolder, readCurrentUserFilter } from './find-holders.ts';
import { fold } from './fold.ts';
import { expectLeaf, keyAt, type Leaf } from './holdings/leaf.ts';
import { at } from './holdings/sheet.ts';
import type { UserRow } from './rows.ts';

const USERS_A_READ = 2000;

/** @param question folded */
export async function scanHolders(
  db: Database,
  question: string,
  limit: number,
  signal?: AbortSignal,
): Promise<FoundHolders> {
  const found: FoundHolders = new Map();
  await scanLeaves(db, question, limit, found, signal);
  await scanUsers(db, question, limit, found, signal);
  return found;
}

async function scanLeaves(
  db: Database,
  question: string,
  limit: number,
  found: FoundHolders,
  signal?: AbortSignal,
): Promise<void> {
  for (const { uId, generation, leaves, assets } of await db.directories.toArray()) {
    for (const { leaf } of leaves) {
      if (signal?.aborted || found.size >= limit) return;
      const record = await db.leaves.get([uId, generation, leaf]);
      // Swapped away since the directory was read: the live query asks again anyway.
      if (record) scanLeaf(expectLeaf(record, assets.length), question, limit, found);
    }
  }
}

function scanLeaf(leaf: Leaf, question: string, limit: number, found: FoundHolders): void {
  // What is folded may change its length, so that places would not match: then each key is asked by itself.
  if (isPlain(leaf.ids)) scanText(leaf, leaf.ids.toLowerCase(), question, limit, found);
  else scanKeys(leaf, question, limit, found);
}

function scanText(leaf: Leaf, lower: string, question: string, limit: number, found: FoundHolders): void {
  let holder = 0;
  for (
    let hit = lower.indexOf(question);
    hit >= 0 && found.size < limit;
    hit = lower.indexOf(question, hit + 1)
  ) {
    while (at(leaf.ends, holder) <= hit) holder++;
    const begin = holder === 0 ? 0 : at(leaf.ends, holder - 1);
    const end = hit + question.length;
    // Neither over the border to the next key nor on the kind letter.
    if (hit > begin && end <= at(leaf.ends, holder)) {
      noteHolder(found, keyAt(leaf, holder), end === at(leaf.ends, holder) ? 4 : 5);
    }
  }
}

function scanKeys(leaf: Leaf, question: string, limit: number, found: FoundHolders): void {
  for (let holder = 0; holder < leaf.ends.length && found.size < limit; holder++) {
    const id = foldQuickly(keyAt(leaf, holder).slice(1));
    if (id.includes(question)) noteHolder(found, keyAt(leaf, holder), id.endsWith(question) ? 4 : 5);
  }
}

async function scanUsers(
  db: Database,
  question: string,
  limit: number,
  found: FoundHolders,
  signal?: AbortSignal,
): Promise<void> {
  const isCurrent = await readCurrentUserFilter(db);
  let last: [string, number, string] | undefined;
  for (;;) {
    if (signal?.aborted || found.size >= limit) return;
    const from = last ? db.users.where(':id').above(last) : db.users.toCollection();
    const rows = await from.limit(USERS_A_READ).toArray();
    for (const row of rows.filter(isCurrent)) {
      if (found.size < limit && userIncludes(row, question)) noteHolder(found, `u${row.clientUserId}`, 5);
    }
    const end = rows.at(-1);
    if (!end || rows.length < USERS_A_READ) return;
    last = [end.uId, end.generation, end.clientUserId];
  }
}

function userIncludes({ emailLower = '', clientUserId }: UserRow, question: string): boolean {
  return foldQuickly(emailLower).includes(question) || foldQuickly(clientUserId).includes(question);
}

function foldQuickly(text: string): string {
  return isPlain(text) ? text.toLowerCase() : fold(text);
}

/** Nothing but ASCII: folding is then lower case alone. */
function isPlain(text: string): boolean {
  return !/[^\0-\x7f]/.test(text);
}
