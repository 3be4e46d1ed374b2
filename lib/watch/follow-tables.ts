import type { Dexie } from 'dexie';
import { onTablesChanged } from '../cache/on-tables-changed.ts';
import type { Clock } from '../platform/clock.ts';

/** A look takes about one part of so many of the time: with thousands of locations, a sync writes faster than one reads. */
const PARTS = 10;

/** Milliseconds: a look that was slow for once, such as the first of a worker, holds up no warning for long. */
const LONGEST_REST = 1000;

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
      await clock.sleep(Math.min((clock.now() - began) * (PARTS - 1), LONGEST_REST));
    }
    isBusy = false;
  }

  onTablesChanged(db, tables, () => void follow());
  void follow();
}
