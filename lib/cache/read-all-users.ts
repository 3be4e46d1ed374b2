import type { Database } from './database.ts';
import type { UserRow } from './rows.ts';

const USERS_A_READ = 10_000;

/**
 * All current user rows of a location, piece by piece and each piece in its own short read, in no order. Four reads are
 * always asked for, each in its quarter of the ids, so that the database works on while rows are taken in, or while the
 * caller does something else for a third of a second.
 * @param begun called once, when the first four have been asked for
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
  const early = middleOf(first.clientUserId, middle);
  const late = middleOf(middle, last.clientUserId);
  const parts = [readPart('', early), readPart(early, middle), readPart(middle, late), readPart(late, [])];
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
