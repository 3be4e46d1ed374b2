import { useLiveQuery } from 'dexie-react-hooks';
import { readOpenOrders } from '../../lib/cache/order-queries.ts';
import type { OrderRow } from '../../lib/cache/order-rows.ts';
import { useCache } from '../data/cache-context.ts';

/** What is being carried out, oldest first; nothing until the first read is through. */
export function useOpenOrders(): readonly OrderRow[] {
  const cache = useCache();
  return useLiveQuery(() => readOpenOrders(cache), [cache]) ?? none;
}

const none: readonly OrderRow[] = [];
