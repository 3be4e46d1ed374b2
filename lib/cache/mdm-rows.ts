/** The admin's MDMs and what was delivered to them. Nothing secret: sign-ins lie in the vault. Times in ms. */
import type { MdmRecord } from '../mdm/connectors/connector.ts';
import type { Failure } from '../platform/errors.ts';

/** One MDM that the admin set up: by API (`connector`) or by its console's page (`preset`). Key: id. */
export interface MdmRow {
  id: string;
  way: { by: 'api'; connector: string } | { by: 'page'; preset: string };
  /** As the admin calls it, such as "Head Office". */
  name: string;
  /** What is not secret: by API the fields of its form; of a page `address` and `frames` (match patterns, between blanks). */
  settings: Record<string, string>;
  createdAt: number;
  /** The last test or use. `isUntold`: nothing was refused, and nothing proves that it works either. */
  checked?: { at: number; failure?: Failure; isUntold?: true };
}

/** Where a location's token goes: remembered at the first delivery. Key: uId. */
export interface MdmTargetRow {
  uId: string;
  mdmId: string;
  /** In the MDM; absent for a page. */
  recordId?: string;
  /** How the record, where it says so, and Apple named the location when its token arrived there last. */
  recordLocationName?: string | undefined;
  locationName?: string | undefined;
}

/**
 * - `matching`: reads the MDM's records
 * - `asking`: none or several fit; the admin chooses
 * - `sending`, `verifying`: reads the record back until its expiry is the token's
 * - `placed`: the token goes in by the console's page, where the admin presses Save; the record is read back
 * - `handed`: it stands in the form of a console that nobody can read back, or whose record cannot tell the new token from
 *   the old one; the rest is the admin's
 * - `done`, `failed`
 */
export type DeliveryState =
  | 'matching'
  | 'asking'
  | 'sending'
  | 'verifying'
  | 'placed'
  | 'handed'
  | 'done'
  | 'failed';

/** One hand-over of one token. Key: id. Indexes: uId, mdmId, state. */
export interface DeliveryRow {
  id: string;
  uId: string;
  mdmId: string;
  state: DeliveryState;
  startedAt: number;
  updatedAt: number;
  /** Of the token that goes. */
  fingerprint: string;
  expiresAt: number;
  /** Of the record before; absent when it was not told. */
  expiredBefore?: number;
  /** When the record had been changed last; absent when it was not told. */
  changedBefore?: number;
  /** To choose from while `asking`. */
  choices?: MdmRecord[];
  /** Of these, the record that had this location's token before and names another location now. */
  renamed?: string;
  recordId?: string;
  recordName?: string;
  /** The location as the record names it, which the record may go on to do. */
  recordLocationName?: string | undefined;
  /** Makes a new record, with what its form asked for. */
  add?: Record<string, string>;
  /** The admin ticked that this MDM takes the location over. */
  claim?: true;
  /** When it was sent, or was about to be: found without an outcome, the MDM is read before it is sent again. */
  sentAt?: number | undefined;
  /** Since when it waits to be put in by the console's page. */
  placedAt?: number;
  /** How often the record was read back, and the end that it showed last. */
  reads?: number;
  expiresNow?: number;
  /** The MDM asked for a pause until then. */
  waitsUntil?: number;
  failure?: Failure;
  /** It failed, and yet the MDM has the token, or may have it. */
  unconfirmed?: true;
}
