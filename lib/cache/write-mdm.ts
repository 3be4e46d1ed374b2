/** Writes what the admin set up and what became of each hand-over. Never for screens. */
import { storing } from '../platform/storage-error.ts';
import type { Database } from './database.ts';
import type { DeliveryRow, DeliveryState, MdmRow, MdmTargetRow } from './mdm-rows.ts';

/** What was handed over and is through; the newest are kept for each location. */
const MOST_DELIVERIES = 20;

export const isAtRest = (state: DeliveryState) => ['handed', 'done', 'failed'].includes(state);

/** Forgets an MDM with what was remembered of it. */
export function forgetMdm(db: Database, id: string): Promise<void> {
  const { mdms, mdmTargets, deliveries } = db;
  return storing(() =>
    db.transaction('rw', [mdms, mdmTargets, deliveries], async () => {
      await mdms.delete(id);
      await mdmTargets.where('mdmId').equals(id).delete();
      await deliveries.where('mdmId').equals(id).delete();
    }),
  );
}

export function putMdm(db: Database, row: MdmRow): Promise<void> {
  return storing(async () => void (await db.mdms.put(row)));
}

/** Remembers where a location's token went. A record is that of the location whose token arrived there last. */
export function rememberTarget(db: Database, target: MdmTargetRow): Promise<void> {
  const { mdmId, recordId } = target;
  return storing(() =>
    db.transaction('rw', db.mdmTargets, async () => {
      await db.mdmTargets
        .where('mdmId')
        .equals(mdmId)
        .filter((one) => recordId !== undefined && one.recordId === recordId)
        .modify(({ uId }, change) => {
          change.value = { uId, mdmId };
        });
      await db.mdmTargets.put(target);
    }),
  );
}

/** Begins a hand-over; the oldest of its location that are through go. */
export function addDelivery(db: Database, row: DeliveryRow): Promise<void> {
  return storing(() =>
    db.transaction('rw', db.deliveries, async () => {
      const own = await db.deliveries.where('uId').equals(row.uId).sortBy('startedAt');
      const through = own.filter(({ state }) => isAtRest(state)).map(({ id }) => id);
      await db.deliveries.bulkDelete(through.slice(0, Math.max(0, through.length - MOST_DELIVERIES + 1)));
      await db.deliveries.add(row);
    }),
  );
}

/** Changes a hand-over that is still under way. @returns false when it was ended or forgotten meanwhile */
export function changeDelivery(db: Database, id: string, changes: Partial<DeliveryRow>): Promise<boolean> {
  return storing(() =>
    db.transaction('rw', db.deliveries, async () => {
      const row = await db.deliveries.get(id);
      if (!row || isAtRest(row.state)) return false;
      await db.deliveries.put({ ...row, ...changes });
      return true;
    }),
  );
}
