import type { MdmRecord } from '../connectors/connector.ts';

interface Location {
  uId: string;
  locationName: string;
}
export type Match = { kind: 'one'; record: MdmRecord } | { kind: 'ask'; choices: MdmRecord[] };

/** Letters that look the same are the same, whichever way they were typed. */
const written = (name: string) => name.normalize('NFC').trim();

/**
 * Whether the record names another location. Apple's id decides where both know it; else the name does. A record
 * without either names none, and only the admin can say whose it is.
 */
export function isOfAnother(record: MdmRecord, { uId, locationName }: Location): boolean {
  if (record.uId !== undefined) return record.uId !== uId;
  const name = written(record.locationName ?? '');
  return name !== '' && name !== written(locationName);
}

/**
 * The one record of a location: by Apple's uId, then by its exact name, never by the organisation, which all its
 * locations share. None or several: the admin chooses from those that name no other location.
 */
export function matchRecord(records: readonly MdmRecord[], location: Location): Match {
  const byId = records.filter((record) => record.uId === location.uId);
  const named = (record: MdmRecord) => written(record.locationName ?? '') === written(location.locationName);
  const fitting =
    byId.length > 0 ? byId : records.filter((record) => record.uId === undefined && named(record));
  const [record] = fitting;
  if (record && fitting.length === 1) return { kind: 'one', record };
  if (fitting.length > 1) return { kind: 'ask', choices: fitting };
  return { kind: 'ask', choices: records.filter((one) => !isOfAnother(one, location)) };
}

const DAY_MS = 86_400_000;

/** Whether two ends are the same, with a day of slack (reference 0.6). */
export const endsAt = (end: number, expiresAt: number) => Math.abs(end - expiresAt) <= DAY_MS;

/** Whether the record shows the token's own end, and the MDM does not refuse it. */
export function shows(record: MdmRecord, expiresAt: number): boolean {
  const isRefused = record.state !== undefined && !['valid', 'unknown'].includes(record.state);
  return !isRefused && record.expiresAt !== undefined && endsAt(record.expiresAt, expiresAt);
}
