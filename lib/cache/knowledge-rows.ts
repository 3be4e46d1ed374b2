/**
 * What the admin and this browser know and Apple does not: names, notes, marks, lists, views, answers. It is what a
 * backup holds, it outlives an unlink, and nothing in it is secret. Times are milliseconds since the epoch.
 */
import type { AssetKey, HolderKind, MdmInfo } from './rows.ts';

/** How an invitation left this browser; that it arrived is known to nobody (semantics 2.3). */
export type InvitationWay = 'copy' | 'mailto' | 'eml' | 'merge' | 'sheet';
export interface Invitation {
  at: number;
  way: InvitationWay;
}

/** One person of one location. Key: [uId, clientUserId]. */
export interface PersonNoteRow {
  uId: string;
  clientUserId: string;
  /** Name and notes never go to Apple (semantics 2.2). */
  name?: string;
  notes?: string;
  /** Oldest first. */
  invitations: Invitation[];
}

/** Below how many free licences an asset is short. Key: [adamId, pricingParam, uId]. */
export interface MarkRow extends AssetKey {
  /** Empty: the sum over all locations. */
  uId: string;
  low: number;
}

/** A saved list of serial numbers or of clientUserIds. Key: id. */
export interface HolderListRow {
  id: string;
  name: string;
  kind: HolderKind;
  /** Sorted, each once. */
  ids: string[];
  createdAt: number;
  changedAt: number;
}

/** A bookmarked view of a screen. Key: id. */
export interface ViewRow {
  id: string;
  name: string;
  /** The screen's path, such as "/people". */
  path: string;
  /** Its parameters, as in the address, without the question mark. */
  query: string;
  createdAt: number;
}

/** Whether Apple Business' built-in management uses this location: only the admin knows (portal 1.3). */
export type BuiltInManagement = 'on' | 'off' | 'unsure';

/** The admin's answers about one location. Key: uId. */
export interface LocationNoteRow {
  uId: string;
  builtIn?: BuiltInManagement;
  /** The management that the admin named as theirs: another holder than this one alarms. */
  ownMdm?: Pick<MdmInfo, 'id' | 'name'>;
}
