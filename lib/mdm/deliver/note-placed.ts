import type { Database } from '../../cache/database.ts';
import type { MdmRow } from '../../cache/mdm-rows.ts';
import { addDelivery } from '../../cache/write-mdm.ts';
import { noteEvent } from '../../cache/write-timeline.ts';
import { storing } from '../../platform/storage-error.ts';
import { presets } from '../catalogue/presets.ts';
import { isConsoleOf } from './chosen-console.ts';
import { patternsOf } from './mdms.ts';
import type { PageHandover } from './place-on-page.ts';
import { matchesHost } from './placeable.ts';

/** What was placed on a page: on the location's timeline, and, of an MDM that is set up, in its hand-over. */
export function notePlaced(cache: Database, handover: PageHandover, now: number): Promise<void> {
  const { uId, mdmId, origin, startedAt, expiredBefore, end } = handover;
  const { locations, mdms, mdmTargets, deliveries, timeline } = cache;
  return storing(() =>
    cache.transaction('rw', [locations, mdms, mdmTargets, deliveries, timeline], async () => {
      const location = await locations.get(uId);
      if (end !== 'placed' || !location) return;
      const { fingerprint, expiresAt } = location;
      const found = async () =>
        (await findWaiting(cache, uId, origin)) ?? (await findSaved(cache, uId, origin));
      const row = mdmId === undefined ? await found() : await mdms.get(mdmId);
      const mdm = row?.name ?? new URL(origin).host;
      const before = expiredBefore !== undefined && { before: expiredBefore };
      await noteEvent(cache, uId, now, { kind: 'placed', mdm, expiresAt, ...before });
      if (!row) return;
      if (row.way.by === 'api') return noteSent(cache, { uId, mdmId: row.id, now });
      await mdmTargets.put({ uId, mdmId: row.id });
      await addDelivery(cache, {
        ...{ id: crypto.randomUUID(), uId, mdmId: row.id, state: 'handed', startedAt, updatedAt: now },
        ...{ fingerprint, expiresAt, ...(expiredBefore !== undefined && { expiredBefore }) },
      });
    }),
  );
}

/** Placed from the toolbar, it is what a hand-over to the MDM of this host waits for. */
async function findWaiting(
  { deliveries, mdms }: Database,
  uId: string,
  origin: string,
): Promise<MdmRow | undefined> {
  const waiting = await deliveries
    .where('uId')
    .equals(uId)
    .filter(({ state }) => state === 'placed')
    .toArray();
  const rows = await mdms.bulkGet(waiting.map(({ mdmId }) => mdmId));
  return rows.find((row) => row && hostsOf(row).some((host) => matchesHost(host, origin)));
}

/** Placed from the toolbar on a console that is saved; of several on one host, the location's own. */
async function findSaved(
  { mdms, mdmTargets }: Database,
  uId: string,
  origin: string,
): Promise<MdmRow | undefined> {
  const rows = await mdms.filter((row) => row.way.by === 'page' && isConsoleOf(row, origin)).toArray();
  const target = await mdmTargets.get(uId);
  const [only] = rows.length === 1 ? rows : [];
  return rows.find(({ id }) => id === target?.mdmId) ?? only;
}

/** Those that its row names, at any port, and those of its kind of console. */
function hostsOf({ way, settings }: MdmRow): string[] {
  const id = way.by === 'api' ? way.connector : way.preset;
  return [...patternsOf({ way, settings }), ...(presets.find((one) => one.id === id)?.hosts ?? [])];
}

/** The record is being read back already: from now on it may show the new end. */
async function noteSent(
  { deliveries }: Database,
  { uId, mdmId, now }: { uId: string; mdmId: string; now: number },
): Promise<void> {
  await deliveries
    .where('uId')
    .equals(uId)
    .filter((row) => row.mdmId === mdmId && row.state === 'placed')
    .modify({ sentAt: now, updatedAt: now });
}
