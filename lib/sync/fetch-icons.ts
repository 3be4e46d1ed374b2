import { concernsAll } from '../apple/back-off.ts';
import type { createIconFetcher } from '../apple/icons.ts';
import { readApps } from '../cache/app-sets.ts';
import type { Database } from '../cache/database.ts';
import type { IconReadRow } from '../cache/rows.ts';
import { AppError, isCode } from '../platform/errors.ts';
import { storing } from '../platform/storage-error.ts';

const DAY_MS = 86_400_000;
/** A picture that failed is asked for a day later, then two, four … */
const LONGEST_WAIT_MS = 16 * DAY_MS;
/** After so many faults of the server one after the other it is the host, not the pictures. */
const MOST_FAULTS = 3;

interface Deps {
  cache: Database;
  icons: ReturnType<typeof createIconFetcher>;
  now(): number;
}
type Wanted = Pick<IconReadRow, 'adamId' | 'artworkUrl' | 'failures'>;

/**
 * Fetches the icons that are missing or whose picture the store has changed; a screen can live without one that
 * Apple's host does not have. An old picture stays until the new one is there.
 * @throws AppError of the host as a whole, for which the others would only wait too; cancelled
 */
export async function fetchIcons(deps: Deps, signal: AbortSignal): Promise<void> {
  let faults = 0;
  for (const wanted of await findWanted(deps)) {
    const fault = await fetchIcon(deps, wanted, signal);
    faults = isCode(fault, 'server') || isCode(fault, 'timed-out') ? faults + 1 : 0;
    if (faults === MOST_FAULTS) throw fault;
  }
}

async function findWanted({ cache, now }: Deps): Promise<Wanted[]> {
  const [apps, reads] = await storing(() => Promise.all([readApps(cache), cache.iconReads.toArray()]));
  const known = new Map(reads.map((row) => [row.adamId, row]));
  return apps.flatMap(({ adamId, artworkUrl }) => {
    if (artworkUrl === undefined) return [];
    const read = known.get(adamId);
    if (read?.artworkUrl !== artworkUrl) return [{ adamId, artworkUrl, failures: 0 }];
    return (read.notBefore ?? Number.POSITIVE_INFINITY) <= now() ? [read] : [];
  });
}

/** @returns the fault that lies with this picture, which is noted */
async function fetchIcon(
  { cache, icons, now }: Deps,
  { adamId, artworkUrl, failures }: Wanted,
  signal: AbortSignal,
): Promise<AppError | undefined> {
  const picture = await icons.fetchIcon(artworkUrl, signal).catch(expectOwnFault);
  if (signal.aborted) throw new AppError('cancelled');
  if (picture instanceof AppError) {
    const notBefore = now() + Math.min(LONGEST_WAIT_MS, DAY_MS * 2 ** failures);
    await storing(() => cache.iconReads.put({ adamId, artworkUrl, failures: failures + 1, notBefore }));
    return picture;
  }
  await storing(() =>
    cache.transaction('rw', [cache.icons, cache.iconReads], async () => {
      await cache.icons.put({ adamId, blob: picture, fetchedAt: now() });
      await cache.iconReads.put({ adamId, artworkUrl, failures: 0 });
    }),
  );
  return undefined;
}

function expectOwnFault(error: unknown): AppError {
  const own = isCode(error, 'unexpected-answer') || isCode(error, 'server') || isCode(error, 'timed-out');
  if (!own || concernsAll(error)) throw error;
  return error;
}
