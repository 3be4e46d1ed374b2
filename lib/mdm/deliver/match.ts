import type { DeliveryRow } from '../../cache/mdm-rows.ts';
import type { MdmRecord } from '../connectors/connector.ts';

interface Named {
  uId: string;
  locationName: string;
  /** Another name that the record may show: under it the record was taken for the location's. */
  recordLocationName?: string | undefined;
}
export interface Wanted extends Named {
  orgName: string;
}
/** What earlier hand-overs to an MDM tell of its records. */
export interface Memory {
  /** The record that had the location's token before. */
  recordId?: string;
  /** How the two named the location then. */
  recordLocationName?: string | undefined;
  locationName?: string | undefined;
  /** Names of other locations that are linked here. */
  otherNames: ReadonlySet<string>;
  /** Those that had the token of another location, with that one's name. */
  others: ReadonlyMap<string, string>;
}
export type Match =
  | { kind: 'one'; record: MdmRecord }
  /** `renamed`: the one of them that had the location's token before and names another location now. */
  | { kind: 'ask'; choices: MdmRecord[]; renamed?: string };

/** Letters that look the same are the same, whichever way they were typed. */
const written = (name: string) => name.normalize('NFC').trim();

/**
 * Whether the record names another location. Apple's id decides where both know it; else the name does. A record
 * without either names none, and only the admin can say whose it is.
 */
export function isOfAnother(record: MdmRecord, { uId, locationName, recordLocationName }: Named): boolean {
  if (record.uId !== undefined) return record.uId !== uId;
  const name = written(record.locationName ?? '');
  return name !== '' && name !== written(locationName) && name !== written(recordLocationName ?? '');
}

/** The location whose record it is instead: by its own word; where it says nothing, by what went into it before. */
export function getOtherOwner(record: MdmRecord, location: Named, { others }: Memory): string | undefined {
  if (isOfAnother(record, location)) return record.locationName ?? record.name;
  const isSilent = record.uId === undefined && written(record.locationName ?? '') === '';
  return isSilent ? others.get(record.id) : undefined;
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
 * locations share. None, several, one that names another organisation, or one that had another location's token: the
 * admin chooses, unless one of them was chosen before. So too when the record that had the location's token names
 * another: the location may have been renamed on one side, or the record may have become another's.
 */
export function matchRecord(records: readonly MdmRecord[], location: Wanted, memory: Memory): Match {
  const choices = choicesOf(records, location, memory);
  const [own] = ownRecords(choices, location);
  const isClear = own && (own.uId !== undefined || !memory.others.has(own.id));
  const renamed = own?.uId === undefined ? getRenamed(records, location, memory) : undefined;
  if (isClear && choices.length === 1 && !renamed) return { kind: 'one', record: own };
  const chosen = choices.find(({ id }) => id === memory.recordId);
  if (chosen) return { kind: 'one', record: chosen };
  if (!renamed) return { kind: 'ask', choices };
  if (!own && isAsBefore(renamed, location, memory)) return { kind: 'one', record: renamed };
  return { kind: 'ask', choices: [renamed, ...choices], renamed: renamed.id };
}

/** The record that had the location's token, when it names a location now that is none of those linked here. */
function getRenamed(
  records: readonly MdmRecord[],
  location: Wanted,
  { recordId, otherNames }: Memory,
): MdmRecord | undefined {
  const record = records.find(({ id, uId }) => id === recordId && uId === undefined);
  const isTaken = [...otherNames].some((name) => written(name) === written(record?.locationName ?? ''));
  return record && isOfAnother(record, location) && !isTaken ? record : undefined;
}

/** Whether both are called as they were when the admin said that they are the same. */
function isAsBefore(record: MdmRecord, { locationName }: Wanted, memory: Memory): boolean {
  return memory.locationName === locationName && memory.recordLocationName === record.locationName;
}

/** What the admin may choose from: those that fit, else those that are not known as another location's. */
export function choicesOf(records: readonly MdmRecord[], location: Wanted, memory: Memory): MdmRecord[] {
  const fitting = fittingRecords(records, location);
  if (fitting.length > 0) return fitting;
  return records.filter((one) => getOtherOwner(one, location, memory) === undefined);
}

const DAY_MS = 86_400_000;

/** Whether two ends are the same, with a day of slack (reference 0.6). */
export const endsAt = (end: number, expiresAt: number) => Math.abs(end - expiresAt) <= DAY_MS;

/** Two tokens of one day end alike: then the end that a record shows proves nothing. */
export const isTelling = (before: number | undefined, expiresAt: number) =>
  before === undefined || !endsAt(before, expiresAt);

/** Whether the record shows the token's own end; where the MDM tells a state, it alone says that it took it. */
export function shows(record: MdmRecord, expiresAt: number): boolean {
  return (record.state ?? 'valid') === 'valid' && hasEnd(record, expiresAt);
}

export const hasEnd = ({ expiresAt: end }: MdmRecord, expiresAt: number): boolean =>
  end !== undefined && endsAt(end, expiresAt);

/**
 * Whether what the record shows was written after the token was sent. Where the old token ended on the same day, a read
 * that lags shows the same end: then the record must tell of a change, where the MDM tells of changes at all.
 */
export function isAfter(
  { changedAt = 0 }: MdmRecord,
  { changedBefore, expiredBefore }: Pick<DeliveryRow, 'changedBefore' | 'expiredBefore'>,
  expiresAt: number,
): boolean {
  return isTelling(expiredBefore, expiresAt) || changedBefore === undefined || changedAt > changedBefore;
}

/** Whether the record of a hand-over that is done cannot tell which token it has: that it was accepted is all there is. */
export function isAcceptedAlone({ changedBefore, expiredBefore, expiresAt }: DeliveryRow): boolean {
  return !isTelling(expiredBefore, expiresAt) && changedBefore === undefined;
}
