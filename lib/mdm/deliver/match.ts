import type { MdmRecord } from '../connectors/connector.ts';

interface Named {
  uId: string;
  locationName: string;
}
export interface Wanted extends Named {
  orgName: string;
}
export type Match = { kind: 'one'; record: MdmRecord } | { kind: 'ask'; choices: MdmRecord[] };

/** Letters that look the same are the same, whichever way they were typed. */
const written = (name: string) => name.normalize('NFC').trim();

/**
 * Whether the record names another location. Apple's id decides where both know it; else the name does. A record
 * without either names none, and only the admin can say whose it is.
 */
export function isOfAnother(record: MdmRecord, { uId, locationName }: Named): boolean {
  if (record.uId !== undefined) return record.uId !== uId;
  const name = written(record.locationName ?? '');
  return name !== '' && name !== written(locationName);
}

/** Whether the record tells an organisation, and it is not the location's: names of locations are unique in one alone. */
function isOfOtherOrganisation({ organizationName = '' }: MdmRecord, { orgName }: Wanted): boolean {
  const [there, here] = [written(organizationName), written(orgName)];
  return there !== '' && here !== '' && there !== here;
}

/** By Apple's id, where the MDM knows it; else by the exact name. */
function fittingRecords(records: readonly MdmRecord[], location: Wanted): MdmRecord[] {
  const byId = records.filter((record) => record.uId === location.uId);
  if (byId.length > 0) return byId;
  const isNamesake = ({ uId, locationName = '' }: MdmRecord) =>
    uId === undefined && written(locationName) === written(location.locationName);
  return records.filter(isNamesake);
}

/** Those that are the location's own, beside which no new one may stand. */
export function ownRecords(records: readonly MdmRecord[], location: Wanted): MdmRecord[] {
  const isOwn = (record: MdmRecord) => record.uId !== undefined || !isOfOtherOrganisation(record, location);
  return fittingRecords(records, location).filter(isOwn);
}

/**
 * The one record of a location: by Apple's uId, then by its exact name, never by the organisation, which all its
 * locations share. None, several, or one that names another organisation: the admin chooses from those that name no
 * other location.
 */
export function matchRecord(records: readonly MdmRecord[], location: Wanted): Match {
  const choices = choicesOf(records, location);
  const [record] = ownRecords(choices, location);
  return record && choices.length === 1 ? { kind: 'one', record } : { kind: 'ask', choices };
}

/** What the admin may choose from: those that fit, else those that name no other location. */
export function choicesOf(records: readonly MdmRecord[], location: Wanted): MdmRecord[] {
  const fitting = fittingRecords(records, location);
  return fitting.length > 0 ? fitting : records.filter((one) => !isOfAnother(one, location));
}

const DAY_MS = 86_400_000;

/** Whether two ends are the same, with a day of slack (reference 0.6). */
export const endsAt = (end: number, expiresAt: number) => Math.abs(end - expiresAt) <= DAY_MS;

/** Whether the record shows the token's own end, and the MDM does not refuse it. */
export function shows(record: MdmRecord, expiresAt: number): boolean {
  const isRefused = record.state !== undefined && !['valid', 'unknown'].includes(record.state);
  return !isRefused && record.expiresAt !== undefined && endsAt(record.expiresAt, expiresAt);
}
