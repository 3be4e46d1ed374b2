import type { Database } from './database.ts';
import type { UserRow } from './rows.ts';

const USERS_A_READ = 10_000;

/**
 * All current user rows of a location, piece by piece and each piece in its own short read, in no order. Two reads are
 * always asked for, from the beginning and from the middle on, so that the database works on the one while the rows of
 * the other are taken in.
 * @param begun called once, when the first two have been asked for
 */
export async function readAllUsers(
  db: Database,
  { uId, generation }: { uId: string; generation: number },
  { begun, take }: { begun: () => void; take: (rows: UserRow[]) => void },
): Promise<void> {
  const between = (after: string, upTo: string | []) =>
    db.users.where(':id').between([uId, generation, after], [uId, generation, upTo], false, true);
  async function readPart(from: string, upTo: string | []): Promise<void> {
    for (let after = from; ; ) {
      const rows = await between(after, upTo).limit(USERS_A_READ).toArray();
      take(rows);
      const last = rows.at(-1);
      if (!last || rows.length < USERS_A_READ) return;
      after = last.clientUserId;
    }
  }
  const [first, last] = await Promise.all([between('', []).first(), between('', []).last()]);
  if (!first || !last) return;
  const middle = middleOf(first.clientUserId, last.clientUserId);
  const parts = [readPart('', middle), readPart(middle, [])];
  begun();
  await Promise.all(parts);
}

/** A text that is likely to have as many ids before it as behind it: half way between the first letters that differ. */
function middleOf(first: string, last: string): string {
  let same = 0;
  while (same < first.length && first[same] === last[same]) same++;
  const code = (text: string) => text.charCodeAt(same) || 0;
  return last.slice(0, same) + String.fromCharCode((code(first) + code(last) + 1) >> 1);
}
