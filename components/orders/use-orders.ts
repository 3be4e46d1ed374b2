import { useLiveQuery } from 'dexie-react-hooks';
import { readOrder, readOrders, type WholeOrder } from '../../lib/cache/order-queries.ts';
import type { OrderRow } from '../../lib/cache/order-rows.ts';
import { useCache } from '../data/cache-context.ts';

/** The newest orders first; undefined until the first read is through. @param uId empty: of all locations */
export function useOrders(uId: string): OrderRow[] | undefined {
  const cache = useCache();
  return useLiveQuery(() => readOrders(cache, uId), [cache, uId]);
}

/** One order with all its requests; null when there is none of that id. */
export function useOrder(id: string): WholeOrder | null | undefined {
  const cache = useCache();
  return useLiveQuery(async () => (await readOrder(cache, id)) ?? null, [cache, id]);
}
