import type { Database } from '../cache/database.ts';
import { type FoundChanges, readFound, sumChanges } from '../cache/found-changes.ts';
import { getHolder } from '../cache/holder-alarm.ts';
import type { ActivityEvent, ForeignChangeRow } from '../cache/order-rows.ts';
import { dropFound } from '../cache/stage-found.ts';
import { storing } from '../platform/storage-error.ts';
import type { Activity } from './activity.ts';

const PAIRS_A_ROW = 2000;

/**
 * Writes down what syncs found and no order of ours explains. Safe to call at any time: it is written once, whenever the
 * background dies.
 * @throws AppError storage-full, storage-broken
 */
export async function recordForeign(db: Database, activity: Activity, uId: string): Promise<void> {
  const found = await storing(() => readFound(db, uId));
  if (found.length === 0) return;
  const sum = sumChanges(found);
  const changes = sum.gained.length + sum.lost.length;
  if (changes === 0) return storing(() => db.transaction('rw', db.staging, () => dropFound(db, uId)));

  const location = await storing(() => db.locations.get(uId));
  const mdmName = location && getHolder(location)?.name;
  const event: ActivityEvent = {
    kind: 'foreign',
    gained: sum.gained.length + sum.moreGained,
    lost: sum.lost.length + sum.moreLost,
    ...(mdmName && { mdmName }),
    changes,
  };
  await activity.append(event, uId, {
    tables: [db.foreignChanges, db.staging],
    async write(seq) {
      await db.foreignChanges.bulkAdd(rowsOf(seq, sum));
      await dropFound(db, uId);
      return true;
    },
  });
}

function rowsOf(seq: number, { gained, lost }: FoundChanges): ForeignChangeRow[] {
  const rows = Math.ceil(Math.max(gained.length, lost.length) / PAIRS_A_ROW);
  return Array.from({ length: rows }, (_, part) => {
    const [from, to] = [part * PAIRS_A_ROW, (part + 1) * PAIRS_A_ROW];
    return { seq, part, gained: gained.slice(from, to), lost: lost.slice(from, to) };
  });
}
