import type { Database } from '../cache/database.ts';
import { noteEvent } from '../cache/write-timeline.ts';
import type { Failure } from '../platform/errors.ts';
import { storing } from '../platform/storage-error.ts';
import { healthAfter } from './health.ts';

/**
 * Writes what a call said of a location's token; a change of state also goes on its timeline. What was unlinked
 * meanwhile has no health.
 * @param failure undefined after a call that succeeded
 */
export function noteHealth(
  cache: Database,
  uId: string,
  failure: Failure | undefined,
  at: number,
): Promise<void> {
  return storing(() =>
    cache.transaction('rw', [cache.locations, cache.timeline], async () => {
      const row = await cache.locations.get(uId);
      if (!row) return;
      const health = healthAfter(failure, row.health, at);
      await cache.locations.put({ ...row, health });
      if (health.state === row.health.state) return;
      const { state: to, errorNumber } = health;
      await noteEvent(cache, uId, at, {
        kind: 'state',
        from: row.health.state,
        to,
        ...(errorNumber === undefined ? {} : { errorNumber }),
      });
    }),
  );
}
