import { useLiveQuery } from 'dexie-react-hooks';
import type { BatchRow, OrderRow } from '../../lib/cache/order-rows.ts';
import type { Skipped } from '../../lib/orders/plan/plan.ts';
import { useCache } from '../data/cache-context.ts';

/** What a list shows of an order: its wish may name 100,000 holders and stays where it is. */
export type OrderLine = Omit<OrderRow, 'wish' | 'shortages' | 'before'>;

/** The newest orders first; undefined until the first read is through. */
export function useOrders(uId: string): OrderLine[] | undefined {
  const cache = useCache();
  return useLiveQuery(async () => {
    const lines: OrderLine[] = [];
    await cache.orders
      .orderBy('createdAt')
      .reverse()
      .each(({ wish: _wish, shortages: _shortages, before: _before, ...line }) => {
        if (uId === '' || line.uId === uId) lines.push(line);
      });
    return lines;
  }, [cache, uId]);
}

export interface OpenOrder {
  order: OrderRow;
  batches: BatchRow[];
  skipped: Skipped[];
}

/** One order with all its requests; null when there is none of that id. */
export function useOrder(id: string): OpenOrder | null | undefined {
  const cache = useCache();
  return useLiveQuery(async () => {
    const order = await cache.orders.get(id);
    if (!order) return null;
    const batches = await cache.batches
      .where(':id')
      .between([id, 0], [id, Number.POSITIVE_INFINITY])
      .toArray();
    const parts = await cache.orderSkips
      .where(':id')
      .between([id, 0], [id, Number.POSITIVE_INFINITY])
      .toArray();
    return { order, batches, skipped: parts.flatMap(({ skipped }) => skipped) };
  }, [cache, id]);
}
