import type { Table } from 'dexie';
import { hashActivity } from '../cache/activity-chain.ts';
import type { Database } from '../cache/database.ts';
import type { ActivityEvent, ActivityRow, ForeignChangeRow } from '../cache/order-rows.ts';
import { createQueue } from '../platform/queue.ts';
import { storing } from '../platform/storage-error.ts';

/** A change that a line tells of, written in the same transaction: neither stands without the other. */
export interface Together {
  tables: Table[];
  /** False: it does not come to it, and no line is added. */
  write(): Promise<boolean>;
}

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

  async function appendNow(
    event: ActivityEvent,
    uId: string,
    parts: ForeignParts,
    together: Together | undefined,
  ): Promise<boolean> {
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
      const end = await addIfNext({ ...line, hash }, parts, together);
      if (end !== 'overtaken') return end === 'added';
    }
  }

  /** Digests are made outside of a transaction, so another context may have been faster. */
  function addIfNext(row: ActivityRow, parts: ForeignParts, together: Together | undefined) {
    const tables = [db.activity, db.foreignChanges, ...(together?.tables ?? [])];
    return db.transaction('rw', tables, async (): Promise<'overtaken' | 'dropped' | 'added'> => {
      const last = await db.activity.orderBy('seq').last();
      if ((last?.seq ?? 0) + 1 !== row.seq) return 'overtaken';
      if (together && !(await together.write())) return 'dropped';
      await db.activity.add(row);
      await db.foreignChanges.bulkAdd(parts.map((part, index) => ({ ...part, seq: row.seq, part: index })));
      return 'added';
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
    async append(event: ActivityEvent, uId: string, parts: ForeignParts = []): Promise<void> {
      await inTurn(() => storing(() => appendNow(event, uId, parts, undefined)));
    },
    /**
     * Adds one line and makes the change that it tells of, both or neither.
     * @returns whether the change came to it
     * @throws AppError storage-full, storage-broken, what `write` throws
     */
    appendWith(event: ActivityEvent, uId: string, together: Together): Promise<boolean> {
      return inTurn(() => storing(() => appendNow(event, uId, [], together)));
    },
  };
}
