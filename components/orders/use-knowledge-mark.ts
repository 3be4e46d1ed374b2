import { useLiveQuery } from 'dexie-react-hooks';
import { useCache } from '../data/cache-context.ts';

/** Changes whenever a plan of this location may come out differently; undefined until the first read is through. */
export function useKnowledgeMark(uId: string): string | undefined {
  const cache = useCache();
  return useLiveQuery(async () => {
    const { locations, directories, userSets, batches, status } = cache;
    const [location, directory, users, unapplied, limits] = await Promise.all([
      locations.get(uId),
      directories.get(uId),
      userSets.get(uId),
      // What is done and not in the cache yet comes into it at once and changes nothing else.
      batches.where('[uId+unapplied]').equals([uId, 1]).count(),
      status.get('apple-limits'),
    ]);
    return JSON.stringify([
      [location?.assetsAt, location?.usersAt, location?.holdingsAt],
      [directory?.generation, directory?.nextLeaf, directory?.versionId, directory?.asOf],
      [users?.generation, users?.versionId, users?.asOf],
      unapplied,
      limits?.key === 'apple-limits' && limits.value.limits,
    ]);
  }, [cache, uId]);
}
