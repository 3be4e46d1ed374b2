import type { OrderRow } from '../cache/order-rows.ts';
import { isCode } from '../platform/errors.ts';
import type { OrderContext } from './context.ts';

/** Every item has its verdict: the order ends, and its line is in the log, both or neither. */
export async function finishOrder(
  context: OrderContext,
  { id: orderId, uId, tally }: OrderRow,
): Promise<void> {
  const { db, clock } = context;
  const ended = await context.activity.append({ kind: 'order-done', orderId, tally }, uId, {
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
  if (ended) await requestSync(context, uId);
}

async function requestSync(context: OrderContext, uId: string): Promise<void> {
  try {
    await context.requestSync(uId);
  } catch (error) {
    // Unlinked meanwhile: there is nothing to bring up to date.
    if (!isCode(error, 'location-unknown')) throw error;
  }
}
