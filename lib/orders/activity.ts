import type { Table } from 'dexie';
import { hashActivity } from '../cache/activity-chain.ts';
import type { Database } from '../cache/database.ts';
import type { ActivityEvent, ActivityRow } from '../cache/order-rows.ts';
import { createQueue } from '../platform/queue.ts';
import { storing } from '../platform/storage-error.ts';

/** Rows that belong to a line and are written with it, or not at all. */
export interface Beside {
  tables: Table[];
  /** False: it does not come to it, and there is no line either. */
  write(seq: number): Promise<boolean>;
}
const nothingBeside: Beside = { tables: [], write: async () => true };

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

  async function appendNow(event: ActivityEvent, uId: string, beside: Beside): Promise<boolean> {
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
      const end = await addIfNext({ ...line, hash }, beside);
      if (end !== 'overtaken') return end === 'added';
    }
  }

  /** Digests are made outside of a transaction, so another context may have been faster. */
  function addIfNext(row: ActivityRow, beside: Beside): Promise<'overtaken' | 'dropped' | 'added'> {
    return db.transaction('rw', [db.activity, ...beside.tables], async () => {
      const last = await db.activity.orderBy('seq').last();
      if ((last?.seq ?? 0) + 1 !== row.seq) return 'overtaken';
      if (!(await beside.write(row.seq))) return 'dropped';
      await db.activity.add(row);
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
    /**
     * Adds one line, after all that were asked for before.
     * @returns whether it came to it
     * @throws AppError storage-full, storage-broken, what `beside` throws
     */
    append(event: ActivityEvent, uId: string, beside: Beside = nothingBeside): Promise<boolean> {
      return inTurn(() => storing(() => appendNow(event, uId, beside)));
    },
  };
}
