import { useLiveQuery } from 'dexie-react-hooks';
import type { DeliveryRow, MdmRow, MdmTargetRow } from '../../lib/cache/mdm-rows.ts';
import { useCache } from '../data/cache-context.ts';

/** The MDMs that are set up, by name; undefined while they are being read. */
export function useMdms(): MdmRow[] | undefined {
  const cache = useCache();
  return useLiveQuery(async () => {
    const rows = await cache.mdms.toArray();
    return rows.sort((a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id));
  }, [cache]);
}

/** Where the token of a location went before. */
export function useTarget(uId: string): MdmTargetRow | undefined {
  const cache = useCache();
  return useLiveQuery(() => cache.mdmTargets.get(uId), [cache, uId]);
}

/** The newest hand-over of a location's present token. */
export function useDelivery(uId: string, fingerprint: string): DeliveryRow | undefined {
  const cache = useCache();
  return useLiveQuery(async () => {
    const rows = await cache.deliveries.where('uId').equals(uId).sortBy('startedAt');
    return rows.findLast((row) => row.fingerprint === fingerprint);
  }, [cache, uId, fingerprint]);
}
