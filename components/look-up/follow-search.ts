import type { Database } from '../../lib/cache/database.ts';
import { onTablesChanged } from '../../lib/cache/on-tables-changed.ts';
import type { SearchHit } from '../../lib/cache/query-contract.ts';
import { readAheadOf, recallSearch, search } from '../../lib/cache/search.ts';

/** What an answer is made of. */
const tables = ['apps', 'assets', 'users', 'userSets', 'directories'];

export interface SearchListener {
  answer: (hits: SearchHit[]) => void;
  fail: (error: unknown) => void;
}

/**
 * Searches at once, and again after each change of what the answer was made of; changes that come while it searches
 * are one search more. Dexie's live query would begin a timer later and a frame later: both are felt at a key stroke.
 * @param limit how many hits at most
 * @returns ends it
 */
export function followSearch(
  db: Database,
  text: string,
  limit: number,
  listener: SearchListener,
): () => void {
  let isOver = false;
  let isBusy = false;
  let isWanted = false;

  async function follow(): Promise<void> {
    isWanted = true;
    if (isBusy) return;
    isBusy = true;
    while (isWanted && !isOver) {
      isWanted = false;
      const hits = (await recallSearch(db, text, limit)) ?? (await search(db, text, limit));
      if (isOver) return;
      listener.answer(hits);
      await readAheadOf(db, text, () => isOver || isWanted);
    }
    isBusy = false;
  }
  const begin = () => {
    follow().catch((error: unknown) => isOver || listener.fail(error));
  };
  // Once all listeners have been told: the memories forget what has changed first.
  const stop = onTablesChanged(db, tables, () => queueMicrotask(begin));
  begin();
  return () => {
    isOver = true;
    stop();
  };
}
