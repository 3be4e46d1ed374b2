import type { Holder } from '../rows.ts';

/**
 * A holder as one sortable text: 'd' + serial number or 'u' + clientUserId. Sorted by code unit, the order of
 * JavaScript's `<` and of IndexedDB alike, so that devices and users stand in two runs.
 */
export function holderKey(holder: Holder): string {
  return (holder.kind === 'device' ? 'd' : 'u') + holder.id;
}

export function holderOfKey(key: string): Holder {
  return { kind: key.startsWith('d') ? 'device' : 'user', id: key.slice(1) };
}
