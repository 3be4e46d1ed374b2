import type { Table } from 'dexie';
import { hashActivity } from '../cache/activity-chain.ts';
import type { Database } from '../cache/database.ts';
import type { ActivityEvent, ActivityRow } from '../cache/order-rows.ts';
import { createQueue } from '../platform/queue.ts';
import { storing } from '../platform/storage-error.ts';

/** Rows that belong to a line and are written with it, or not at all. */
export interface Beside {
  tables: Table[];
  write(seq: number): Promise<void>;
}
const nothingBeside: Beside = { tables: [], write: async () => {} };

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

  async function appendNow(event: ActivityEvent, uId: string, beside: Beside): Promise<void> {
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
      if (await addIfNext({ ...line, hash }, beside)) return;
    }
  }

  /** Digests are made outside of a transaction, so another context may have been faster: then false. */
  function addIfNext(row: ActivityRow, beside: Beside): Promise<boolean> {
    return db.transaction('rw', [db.activity, ...beside.tables], async () => {
      const last = await db.activity.orderBy('seq').last();
      if ((last?.seq ?? 0) + 1 !== row.seq) return false;
      await db.activity.add(row);
      await beside.write(row.seq);
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
    append(event: ActivityEvent, uId: string, beside: Beside = nothingBeside): Promise<void> {
      return inTurn(() => storing(() => appendNow(event, uId, beside)));
    },
  };
}
