/** What may be a serial number or a clientUserId. Pure. */

export type RefusedReason = 'empty' | 'characters' | 'email' | 'short' | 'long' | 'quote';
export interface RefusedLine {
  line: number;
  /** As it stood there, cut to a length that can be shown. */
  text: string;
  reason: RefusedReason;
}

const MOST_ID = 256;

/** Why a text is no id; undefined when it may be one. */
export function refuseId(id: string, kind: 'device' | 'user'): RefusedReason | undefined {
  if (id === '') return 'empty';
  if (kind === 'user') return id.length > MOST_ID ? 'long' : undefined;
  if (!/^[A-Z0-9]+$/.test(id)) return 'characters';
  if (id.length < 8) return 'short';
  return id.length > 14 ? 'long' : undefined;
}

/** By its looks: a serial number without a digit may be any word. */
export function isSerialShaped(cell: string): boolean {
  return refuseId(cell.toUpperCase(), 'device') === undefined && /\d/.test(cell);
}
