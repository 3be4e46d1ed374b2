import { useLiveQuery } from 'dexie-react-hooks';
import { useEffect, useMemo, useState } from 'react';
import type { SearchHit } from '../../lib/cache/query-contract.ts';
import { keyOfHit, search } from '../../lib/cache/search.ts';
import { useCache } from '../data/cache-context.ts';
import { idOfHitKey, readRecent } from './recent.ts';

const none: ReadonlyMap<string, SearchHit> = new Map();

/** What was chosen last, read when the palette opens, and the apps, people and devices among it as they are now. */
export function useRecent(): { keys: readonly string[]; hits: ReadonlyMap<string, SearchHit> } {
  const cache = useCache();
  const [keys, setKeys] = useState<readonly string[]>([]);
  useEffect(() => {
    // Nothing depends on it: a store that cannot be read shows nothing.
    readRecent().then(setKeys, () => setKeys([]));
  }, []);
  const hits = useLiveQuery(async () => {
    // A search does not read what the page remembers, and only a read tells a live query of changes.
    const read = [cache.apps, cache.assets, cache.users, cache.userSets, cache.directories];
    await Promise.all(read.map((table) => table.limit(1).primaryKeys()));
    const found = await Promise.all(
      keys.map(async (key) => {
        const id = idOfHitKey(key);
        const answers = id === undefined ? [] : await search(cache, id, 4);
        return answers.filter((hit) => keyOfHit(hit) === key);
      }),
    );
    return new Map(found.flat().map((hit) => [keyOfHit(hit), hit]));
  }, [cache, keys]);
  return useMemo(() => ({ keys, hits: hits ?? none }), [keys, hits]);
}
