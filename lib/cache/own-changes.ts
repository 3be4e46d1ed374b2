/** What our own orders may have changed at Apple lately: the rest of what changed came from elsewhere. */
import { Dexie } from 'dexie';
import type { Database } from './database.ts';
import { assetName } from './holdings/asset-name.ts';
import { holderKey } from './holdings/holder-key.ts';
import type { BatchRow } from './order-rows.ts';

/** Whether an order of ours explains that a holder gained or lost an asset. */
export type IsOwn = (holder: string, asset: string, gained: boolean) => boolean;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

interface Effect {
  /** Absent: whatever the holder has. */
  assets?: Set<string>;
  gains: boolean;
  loses: boolean;
}

/**
 * The effects of orders that a read may show: of all that ended after the cache was read last, since what was done may
 * not stand in it yet. What was under way during the read may show as if it had been undone: pages that were read before it are older than
 * the cache.
 * @param since when the cache's holdings were read last
 * @param startedAt when the read began
 */
export async function readOwnChanges(
  db: Database,
  uId: string,
  { since, startedAt }: { since: number; startedAt: number },
): Promise<IsOwn> {
  const from = Math.min(since, startedAt);
  const sent = db.batches.where('[uId+sentAt]').between([uId, from - DAY_MS], [uId, Dexie.maxKey]);
  const effects = new Map<string, Effect[]>();
  await sent.each((row) => {
    const finishedAt = row.finishedAt ?? Number.POSITIVE_INFINITY;
    if (finishedAt < from - HOUR_MS) return;
    const effect = effectOf(row, finishedAt >= startedAt);
    if (!effect) return;
    for (const holder of targetsOf(row)) {
      const known = effects.get(holder);
      if (known) known.push(effect);
      else effects.set(holder, [effect]);
    }
  });
  return (holder, asset, gained) =>
    (effects.get(holder) ?? []).some(
      ({ assets, gains, loses }) => (gained ? gains : loses) && (assets?.has(asset) ?? true),
    );
}

/** Undefined for what changes no licence. */
function effectOf({ body }: BatchRow, either: boolean): Effect | undefined {
  switch (body.call) {
    case 'associate':
      return { assets: new Set(body.assets.map(assetName)), gains: true, loses: either };
    case 'disassociate':
      return { assets: new Set(body.assets.map(assetName)), gains: either, loses: true };
    case 'revoke':
    case 'users/retire':
      return { gains: either, loses: true };
    default:
      return undefined;
  }
}

function targetsOf({ body }: BatchRow): string[] {
  if (!('clientUserIds' in body)) return [];
  const serials = 'serialNumbers' in body ? body.serialNumbers : [];
  return [
    ...body.clientUserIds.map((id) => holderKey({ kind: 'user', id })),
    ...serials.map((id) => holderKey({ kind: 'device', id })),
  ];
}
