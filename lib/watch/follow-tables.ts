import { Dexie } from 'dexie';
import type { Clock } from '../platform/clock.ts';

/** A look takes at most one part of so many of the time: with thousands of locations, a sync writes faster than one reads. */
const PARTS = 10;

export interface FollowOptions {
  db: Dexie;
  tables: readonly string[];
  clock: Clock;
  /** Waits so long before each look, for what comes in quick succession. */
  gatherMs?: number;
}

/**
 * Looks at once and after each change of the tables, whoever made it, for as long as this worker lives. What changes
 * while it looks, or rests from it, is one look more.
 * @param look never fails
 */
export function followTables(
  { db, tables, clock, gatherMs = 0 }: FollowOptions,
  look: () => Promise<void>,
): void {
  // The names that Dexie's own live queries go by.
  const places = tables.map((table) => `idb://${db.name}/${table}/`);
  let isBusy = false;
  let isWanted = false;

  async function follow(): Promise<void> {
    isWanted = true;
    if (isBusy) return;
    isBusy = true;
    while (isWanted) {
      if (gatherMs > 0) await clock.sleep(gatherMs);
      isWanted = false;
      const began = clock.now();
      await look();
      await clock.sleep((clock.now() - began) * (PARTS - 1));
    }
    isBusy = false;
  }

  Dexie.on('storagemutated', (parts) => {
    const isOurs = (part: string) => part === 'all' || places.some((place) => part.startsWith(place));
    if (Object.keys(parts).some(isOurs)) void follow();
  });
  void follow();
}
