import { type IsOwn, readOwnChanges } from '../cache/own-changes.ts';
import { storing } from '../platform/storage-error.ts';
import type { RunContext } from './context.ts';

/** What our own orders explain of this run's changes; undefined in the first run of a location, which changes nothing. */
export async function readOwn({ db, uId, run, watchesChanges }: RunContext): Promise<IsOwn | undefined> {
  if (!watchesChanges) return undefined;
  return storing(async () => {
    const since = (await db.directories.get(uId))?.asOf ?? run.startedAt;
    return readOwnChanges(db, uId, { since, startedAt: run.startedAt });
  });
}
