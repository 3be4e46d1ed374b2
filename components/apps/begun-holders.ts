/** The holders that a new tab opens with, read while the screen around them is being drawn. */
import { readFirstHolders } from '../../lib/cache/asset-holders.ts';
import type { Database } from '../../lib/cache/database.ts';
import { onTablesChanged } from '../../lib/cache/on-tables-changed.ts';
import { perDatabase } from '../../lib/cache/per-database.ts';
import type { AssetHolderWindow } from '../../lib/cache/query-contract.ts';
import type { AssetKey } from '../../lib/cache/rows.ts';
import { assetKeyText, keyOfText } from './asset-groups.ts';

/** Rows of one window. */
export const windowSize = 200;

type Begun = Awaited<ReturnType<typeof readFirstHolders>> | undefined;

const begunOf = perDatabase((cache) => {
  let begun: { name: string; read: Promise<Begun>; found?: Begun } | undefined;
  onTablesChanged(cache, ['directories', 'userSets'], () => {
    begun = undefined;
  });
  return {
    begin(name: string, read: Promise<Begun>): void {
      const own: typeof begun = { name, read };
      begun = own;
      void read.then((found) => {
        own.found = found;
      });
    },
    peek: (name: string): Begun => (begun?.name === name ? begun.found : undefined),
    async take(name: string): Promise<Begun> {
      const taken = begun;
      if (taken?.name !== name) return undefined;
      begun = undefined;
      // What was read before says nothing of changes to a live query: only a read of its own does.
      const reads = [cache.directories, cache.userSets].map((table) => table.limit(1).primaryKeys());
      const [found] = await Promise.all([taken.read, ...reads]);
      return found;
    },
  };
});

/** @param params of Apps & Books, which opens with the holders of an app, or with none */
export function beginHoldersOf(cache: Database, params: URLSearchParams): void {
  const opened = params.get('tab') === 'holders' ? keyOfText(params.get('open') ?? '') : undefined;
  if (!opened) return;
  const { key, uId = params.get('location') ?? undefined } = opened;
  // A failure is told by the read that follows.
  const read = readFirstHolders(cache, key, uId, windowSize).catch(() => undefined);
  begunOf(cache).begin(assetKeyText(key), read);
}

/** Within a live query. Undefined where nothing was begun, the cache has changed since, or other locations are meant. */
export async function takeBegunHolders(
  cache: Database,
  uIds: readonly string[],
  key: AssetKey,
): Promise<AssetHolderWindow | undefined> {
  return windowOf(await begunOf(cache).take(assetKeyText(key)), uIds);
}

/** The same at once, for the first drawing; undefined also where the read is not through. It stays there to be taken. */
export function peekBegunHolders(
  cache: Database,
  uIds: readonly string[],
  key: AssetKey,
): AssetHolderWindow | undefined {
  return windowOf(begunOf(cache).peek(assetKeyText(key)), uIds);
}

const windowOf = (begun: Begun, uIds: readonly string[]) =>
  begun?.uIds.join() === uIds.join() ? begun?.window : undefined;
