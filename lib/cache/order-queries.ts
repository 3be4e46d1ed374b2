/** The journal of orders, for screens and for the badge. */
import { Dexie } from 'dexie';
import type { Skipped } from '../orders/plan/plan.ts';
import type { Database } from './database.ts';
import type { BatchRow, OrderRow, OrderWishRow } from './order-rows.ts';

export interface WholeOrder {
  order: OrderRow;
  made: OrderWishRow;
  batches: BatchRow[];
  skipped: Skipped[];
}

/** Those that have not ended, oldest first. */
export async function readOpenOrders(db: Database, uId?: string): Promise<OrderRow[]> {
  const orders = await db.orders.where('state').anyOf('open', 'paused', 'cancelling').toArray();
  return orders
    .filter((order) => uId === undefined || order.uId === uId)
    .sort((a, b) => a.createdAt - b.createdAt);
}

/** Newest first. @param uId empty: of all locations */
export async function readOrders(db: Database, uId: string): Promise<OrderRow[]> {
  const orders = await db.orders.orderBy('createdAt').reverse().toArray();
  return orders.filter((order) => uId === '' || order.uId === uId);
}

/** One order with all its requests; undefined when there is none of that id. */
export function readOrder(db: Database, id: string): Promise<WholeOrder | undefined> {
  return db.transaction('r', [db.orders, db.orderWishes, db.batches, db.orderSkips], async () => {
    const [order, made] = await Promise.all([db.orders.get(id), db.orderWishes.get(id)]);
    if (!order || !made) return undefined;
    const range: [unknown[], unknown[]] = [
      [id, Dexie.minKey],
      [id, Dexie.maxKey],
    ];
    const batches = await db.batches
      .where(':id')
      .between(...range)
      .toArray();
    const parts = await db.orderSkips
      .where(':id')
      .between(...range)
      .toArray();
    return { order, made, batches, skipped: parts.flatMap(({ skipped }) => skipped) };
  });
}
