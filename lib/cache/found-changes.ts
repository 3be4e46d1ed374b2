/** What two reads of a location's holdings show as changed, before anybody wrote it down. */
import { Dexie } from 'dexie';
import type { Database } from './database.ts';
import type { IsOwn } from './own-changes.ts';

/** A holder key and an asset's name. */
export type HeldPair = [string, string];

export interface FoundChanges {
  gained: HeldPair[];
  lost: HeldPair[];
  /** So many more that are only counted. */
  moreGained: number;
  moreLost: number;
}

/** More than anybody reads one by one, and some megabytes: above it the rest is counted. */
const MOST_PAIRS = 50_000;

/** Collects changes that are not our own. */
export function createFinder(isOwn: IsOwn, most = MOST_PAIRS) {
  const found: FoundChanges = { gained: [], lost: [], moreGained: 0, moreLost: 0 };
  return {
    note(holder: string, asset: string, gained: boolean): void {
      if (isOwn(holder, asset, gained)) return;
      if (found.gained.length + found.lost.length < most) {
        found[gained ? 'gained' : 'lost'].push([holder, asset]);
      } else if (gained) found.moreGained++;
      else found.moreLost++;
    },
    /** Undefined when there are none. */
    take(): FoundChanges | undefined {
      return found.gained.length + found.lost.length > 0 ? found : undefined;
    },
  };
}

/**
 * The sum of what the swaps of a run found, one after the other: what a walk missed because it was overtaken, and what
 * came back after it, is no change.
 */
export function sumChanges(parts: readonly FoundChanges[]): FoundChanges {
  const gained = new Map<string, HeldPair>();
  const lost = new Map<string, HeldPair>();
  const add = (pairs: readonly HeldPair[], to: Map<string, HeldPair>, from: Map<string, HeldPair>) => {
    for (const pair of pairs) {
      const name = pair.join('\n');
      if (!from.delete(name)) to.set(name, pair);
    }
  };
  let [moreGained, moreLost] = [0, 0];
  for (const part of parts) {
    add(part.gained, gained, lost);
    add(part.lost, lost, gained);
    moreGained += part.moreGained;
    moreLost += part.moreLost;
  }
  const inOrder = (pairs: Map<string, HeldPair>) =>
    [...pairs].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, pair]) => pair);
  return { gained: inOrder(gained), lost: inOrder(lost), moreGained, moreLost };
}

/** Where found changes wait in `staging`: under no run's name, so that they outlive the run. */
export const foundScope = '';

/** What swaps found and nobody has written down yet, in order. */
export function readFound(db: Database, uId: string): Promise<FoundChanges[]> {
  return db.staging
    .where(':id')
    .between([uId, foundScope, Dexie.minKey], [uId, foundScope, Dexie.maxKey])
    .toArray((rows) => rows.flatMap(({ found }) => found ?? []));
}
