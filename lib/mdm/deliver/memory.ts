import type { Database } from '../../cache/database.ts';
import type { DeliveryRow } from '../../cache/mdm-rows.ts';
import { storing } from '../../platform/storage-error.ts';
import type { Memory } from './match.ts';

/** What earlier hand-overs to this MDM tell of its records. */
export function readMemory(
  cache: Database,
  { uId, mdmId }: Pick<DeliveryRow, 'uId' | 'mdmId'>,
): Promise<Memory> {
  return storing(async () => {
    const targets = await cache.mdmTargets.where('mdmId').equals(mdmId).toArray();
    const locations = await cache.locations.toArray();
    const names = new Map(locations.map((row) => [row.uId, row.locationName]));
    const own = targets.find((target) => target.uId === uId);
    const others = targets.flatMap(({ uId: other, recordId }) =>
      other === uId || recordId === undefined ? [] : [[recordId, names.get(other) ?? ''] as const],
    );
    const { uId: _, mdmId: __, ...known } = own ?? { uId, mdmId };
    names.delete(uId);
    return { ...known, others: new Map(others), otherNames: new Set(names.values()) };
  });
}
