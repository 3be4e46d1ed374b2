import type { OrderRow } from '../cache/order-rows.ts';
import type { OrderDeps } from './context.ts';

/** Every item has its verdict: the order ends, and its line is in the log, both or neither. */
export async function finishOrder(
  { db, clock, activity }: OrderDeps,
  { id: orderId, uId, tally }: OrderRow,
): Promise<void> {
  await activity.append({ kind: 'order-done', orderId, tally }, uId, {
    tables: [db.orders],
    async write() {
      const order = await db.orders.get(orderId);
      if (!order || order.finishedAt !== undefined || order.tally.waiting + order.tally.underWay > 0)
        return false;
      const { waits: _over, ...rest } = order;
      const state = order.tally.cancelled > 0 ? 'cancelled' : 'done';
      await db.orders.put({ ...rest, state, finishedAt: clock.now() });
      return true;
    },
  });
}
