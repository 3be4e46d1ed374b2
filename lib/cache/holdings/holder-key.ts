import type { AssetKey, Holder } from '../rows.ts';
import type { AssignmentInput } from './gather.ts';

/**
 * A holder as one sortable text: 'd' + serial number or 'u' + clientUserId. Sorted by code unit, the order of
 * JavaScript's `<` and of IndexedDB alike, so that devices and users stand in two runs.
 */
export function holderKey(holder: Holder): string {
  return (holder.kind === 'device' ? 'd' : 'u') + holder.id;
}

/** Undefined for a row that names nobody. */
export function holderKeyOfRow({ serialNumber, clientUserId }: AssignmentInput): string | undefined {
  if (serialNumber) return holderKey({ kind: 'device', id: serialNumber });
  return clientUserId ? holderKey({ kind: 'user', id: clientUserId }) : undefined;
}

export function holderOfKey(key: string): Holder {
  return { kind: key.startsWith('d') ? 'device' : 'user', id: key.slice(1) };
}

/** What Apple would send for this holder and asset. */
export function assignmentOf(holder: string, { adamId, pricingParam }: AssetKey): AssignmentInput {
  const { kind, id } = holderOfKey(holder);
  const key = { adamId, pricingParam };
  return kind === 'device' ? { ...key, serialNumber: id } : { ...key, clientUserId: id };
}
