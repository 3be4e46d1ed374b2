/** What this browser saw over time and Apple does not keep. Forgotten with its location. */
import type { Failure } from '../platform/errors.ts';
import type { AssetKey, MdmInfo, TokenState } from './rows.ts';

/** Counts as Apple gave them at one time. Unlimited assets have `assigned` alone. */
export interface CountPoint {
  at: number;
  total?: number;
  available?: number;
  assigned: number;
}

/** The counts of one asset in one location since it was linked: a point whenever they changed. Key: [uId, adamId, pricingParam]. */
export interface HistoryRow extends AssetKey {
  uId: string;
  /** Oldest first. */
  points: CountPoint[];
}

/** What happened to a location and its token. */
export type TimelineEvent =
  | { kind: 'linked'; expiresAt: number }
  | { kind: 'renewed'; expiresAt: number; before: number }
  | { kind: 'state'; from: TokenState; to: TokenState; errorNumber?: number }
  /** Absent on one side: nobody held it. */
  | { kind: 'holder'; from?: MdmInfo; to?: MdmInfo }
  | { kind: 'renamed'; from: string; to: string }
  /** The admin was told by notification so many days before the end. */
  | { kind: 'warned'; days: number }
  /** The token stands in the MDM, proven by reading it back. `record` is the record's name there. */
  | { kind: 'delivered'; mdm: string; record: string; expiresAt: number }
  | { kind: 'undelivered'; mdm: string; failure: Failure }
  /** It was sent, or may have been, and was not read back. */
  | { kind: 'unconfirmed'; mdm: string; failure: Failure }
  /** The token stands in the form of a console's page: it counts once Save is pressed there. */
  | { kind: 'placed'; mdm: string; expiresAt: number; before?: number };

/** Key: counted up by the database. */
export interface TimelineRow {
  id?: number;
  uId: string;
  at: number;
  event: TimelineEvent;
}

/** One request that left. Key: counted up by the database. */
export interface RequestRow {
  id?: number;
  at: number;
  method: string;
  host: string;
  /** Without the query. */
  path: string;
  /** Absent: no answer came. */
  status?: number;
  /** Milliseconds until the head of the answer. */
  ms: number;
}
