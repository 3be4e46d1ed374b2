import { hashActivity } from '../cache/activity-chain.ts';
import type { Database } from '../cache/database.ts';
import type { ActivityEvent, ActivityRow, ForeignChangeRow } from '../cache/order-rows.ts';
import { createQueue } from '../platform/queue.ts';
import { storing } from '../platform/storage-error.ts';

/** What a `foreign` line found, one by one; each part becomes one row. */
export type ForeignParts = readonly Pick<ForeignChangeRow, 'gained' | 'lost'>[];

export type Activity = ReturnType<typeof createActivity>;

/** The log of what was ordered and of what changed without an order. It only ever grows. */
export function createActivity(deps: {
  db: Database;
  now(): number;
  /** The name that the admin gave themselves. */
  by(): Promise<string | undefined>;
}) {
  const { db } = deps;
  const inTurn = createQueue();

  async function appendNow(event: ActivityEvent, uId: string, parts: ForeignParts): Promise<void> {
    const by = await deps.by();
    const locationName = await nameOf(event, uId);
    for (;;) {
      const last = await db.activity.orderBy('seq').last();
      const line = {
        seq: (last?.seq ?? 0) + 1,
        at: deps.now(),
        uId,
        locationName,
        ...(by !== undefined && { by }),
        event,
      };
      const hash = await hashActivity(last?.hash ?? '', line);
      if (await addIfNext({ ...line, hash }, parts)) return;
    }
  }

  /** Digests are made outside of a transaction, so another context may have been faster: then false. */
  function addIfNext(row: ActivityRow, parts: ForeignParts): Promise<boolean> {
    return db.transaction('rw', [db.activity, db.foreignChanges], async () => {
      const last = await db.activity.orderBy('seq').last();
      if ((last?.seq ?? 0) + 1 !== row.seq) return false;
      await db.activity.add(row);
      await db.foreignChanges.bulkAdd(parts.map((part, index) => ({ ...part, seq: row.seq, part: index })));
      return true;
    });
  }

  /** Orders outlive the unlink of their location, and know what it was called. */
  async function nameOf(event: ActivityEvent, uId: string): Promise<string> {
    const location = await db.locations.get(uId);
    const order = !location && 'orderId' in event ? await db.orders.get(event.orderId) : undefined;
    return location?.locationName ?? order?.locationName ?? '';
  }

  return {
    /** Adds one line, after all that were asked for before. @throws AppError storage-full, storage-broken */
    append(event: ActivityEvent, uId: string, parts: ForeignParts = []): Promise<void> {
      return inTurn(() => storing(() => appendNow(event, uId, parts)));
    },
  };
}
