import type { Database } from '../../cache/database.ts';
import type { PageHandover } from './place-on-page.ts';

/** Remembers what was placed on a saved console, and that the location's token goes there. */
export function notePlaced(
  cache: Database,
  { uId, mdmId, startedAt, end }: PageHandover,
  now: number,
): Promise<void> {
  return cache.transaction('rw', cache.locations, cache.mdmTargets, cache.deliveries, async () => {
    const location = await cache.locations.get(uId);
    if (mdmId === undefined || end !== 'placed' || !location) return;
    await cache.mdmTargets.put({ uId, mdmId });
    await cache.deliveries.put({
      id: crypto.randomUUID(),
      uId,
      mdmId,
      state: 'placed',
      startedAt,
      updatedAt: now,
      fingerprint: location.fingerprint,
      expiresAt: location.expiresAt,
    });
  });
}
