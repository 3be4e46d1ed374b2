import type { Database } from '../cache/database.ts';
import type { OrderRow } from '../cache/order-rows.ts';
import { AppError } from '../platform/errors.ts';
import type { Activity } from './activity.ts';

/** Pause, resume and cancel: a change of the order and its line in the log, both or neither. */
export function createSteering(deps: { db: Database; activity: Activity; now(): number }) {
  const { db, activity } = deps;

  /** What is so already, or has ended meanwhile, stays as it is. @throws AppError order-unknown */
  async function steer(
    orderId: string,
    kind: 'order-paused' | 'order-resumed' | 'order-cancelled',
    change: (order: OrderRow) => Promise<OrderRow | undefined>,
  ): Promise<void> {
    const known = await db.orders.get(orderId);
    if (!known) throw new AppError('order-unknown');
    await activity.append({ kind, orderId }, known.uId, {
      tables: [db.orders, db.batches],
      async write() {
        const order = await db.orders.get(orderId);
        const changed = order && (await change(order));
        if (!changed) return false;
        await db.orders.put(changed);
        return true;
      },
    });
  }

  /** What was not sent never will be. */
  async function cancel(order: OrderRow): Promise<OrderRow | undefined> {
    if (order.state !== 'open' && order.state !== 'paused') return undefined;
    await db.batches
      .where('[orderId+state]')
      .equals([order.id, 'waiting'])
      .modify({ state: 'cancelled', finishedAt: deps.now() });
    const { tally } = order;
    const cancelled = tally.cancelled + tally.waiting;
    const { waits: _over, ...rest } = order;
    return { ...rest, state: 'cancelling', tally: { ...tally, cancelled, waiting: 0 } };
  }

  return {
    pause: (orderId: string) =>
      steer(orderId, 'order-paused', async (order) =>
        order.state === 'open' ? { ...order, state: 'paused' } : undefined,
      ),
    resume: (orderId: string) =>
      steer(orderId, 'order-resumed', async (order) =>
        order.state === 'paused' ? { ...order, state: 'open' } : undefined,
      ),
    cancel: (orderId: string) => steer(orderId, 'order-cancelled', cancel),
  };
}
