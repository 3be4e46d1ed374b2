/**
 * The rows of the cache, as screens read them. Times are milliseconds since the epoch.
 * Nothing secret is here: tokens are in the vault, invite codes are not kept.
 */
import type { PlanLimits } from '../orders/plan/plan.ts';
import type { Failure } from '../platform/errors.ts';

export interface MdmInfo {
  id: string;
  name: string;
  metadata: string;
}

/** What stands in the way of working with a token; `ok` when nothing does. Expiring is derived from `expiresAt`. */
export type TokenState =
  | 'ok'
  | 'expired'
  | 'revoked'
  | 'invalid'
  | 'unauthorized'
  | 'not-allowed'
  | 'legacy-token'
  | 'throttled'
  | 'maintenance'
  | 'server'
  | 'offline'
  | 'missing-permission'
  | 'vault-locked'
  | 'token-missing';

export interface TokenHealth {
  state: TokenState;
  /** When this state was first seen. */
  since: number;
  checkedAt: number;
  errorNumber?: number;
}

/** What changed about the holder and was seen by nobody yet (reference 9). */
export interface HolderChange {
  at: number;
  /** Absent: nobody held it before. */
  from?: MdmInfo;
}

/** Sums over a location's assets, kept so that an overview need not read them all. */
export interface LocationTotals {
  assets: number;
  unlimited: number;
  total: number;
  available: number;
  /** Of limited assets, so that it fits the total. */
  assigned: number;
  /** Of unlimited ones. */
  assignedUnlimited: number;
}

/** Which warnings the admin was given by notification, so that each comes once. */
export interface ToldWarnings {
  /** Of the token that was warned about: a new one is warned about anew. */
  fingerprint: string;
  /** The nearest step of days. */
  step?: number;
  /** As what it ended. */
  state?: TokenState;
  /** Which alarm about the holder. */
  holder?: string;
}

/** One linked location. Key: `uId` (reference 2: equal uId proves one library). */
export interface LocationRow {
  uId: string;
  locationName: string;
  /** From the token file, an id or a name. */
  orgName: string;
  countryISO2ACode?: string;
  defaultPlatform?: 'volumestore' | 'enterprisestore';
  websiteURL?: string;
  /** The earlier of the file's expDate and Apple's tokenExpirationDate. */
  expiresAt: number;
  /** First 8 hex digits of the SHA-256 of the token text: shows which token it is, opens nothing, proves nothing. */
  fingerprint: string;
  linkedAt: number;
  renewedAt?: number;
  mdmInfo?: MdmInfo;
  /** The last change of the holder since it was linked. */
  holderChange?: HolderChange;
  health: TokenHealth;
  totals?: LocationTotals;
  told?: ToldWarnings;
  /** Times of the last finished reads. */
  assetsAt?: number;
  usersAt?: number;
  holdingsAt?: number;
}

/** One app or book of one location. Key: [uId, adamId, pricingParam]. */
export interface AssetRow {
  uId: string;
  adamId: string;
  pricingParam: 'STDQ' | 'PLUS';
  productType: 'App' | 'Book';
  /** Unlimited free assets (totalCount 2147483647): total and available are then absent and never summed. */
  unlimited: boolean;
  totalCount?: number;
  availableCount?: number;
  assignedCount: number;
  retiredCount?: number;
  deviceAssignable: boolean;
  revocable: boolean;
  supportedPlatforms: string[];
  /** When Apple said so. */
  asOf: number;
}

/** Name and facts of an adamId, from the public look-up or by hand. Key: adamId. */
export interface AppRow {
  adamId: string;
  /** From the store. */
  name?: string;
  sellerName?: string;
  bundleId?: string;
  storeUrl?: string;
  artworkUrl?: string;
  /** Given by the admin; wins over `name`. */
  customName?: string;
  /** 'missing': the store does not know it (a custom app, or withdrawn). */
  source: 'store' | 'missing' | 'hand';
  fetchedAt: number;
}

export interface IconRow {
  adamId: string;
  blob: Blob;
  fetchedAt: number;
}

/** How the last try to fetch an icon ended; the picture itself is apart. Key: adamId. */
export interface IconReadRow {
  adamId: string;
  /** The picture that was asked for: another one is another matter. */
  artworkUrl: string;
  /** In a row; 0 when it is there. */
  failures: number;
  /** After a failure: when it may be asked for again. */
  notBefore?: number;
}

export type UserStatus = 'Registered' | 'Associated' | 'Retired' | 'Deleted';

/** One clientUserId of one location, all its records together (reference 4.8: at most one is active). */
export interface UserRow {
  uId: string;
  /** Which read this row belongs to; readers take the location's current one only. */
  generation: number;
  clientUserId: string;
  /** Of the active record, else of the newest known one. */
  status: UserStatus;
  email?: string;
  emailLower?: string;
  idHash?: string;
  retiredRecords: number;
}

export type SyncPhase = 'config' | 'assets' | 'users' | 'assignments' | 'swap';

/** The progress of one location's sync. Key: uId. */
export interface SyncRow {
  uId: string;
  state: 'queued' | 'running' | 'waiting' | 'done' | 'failed';
  kind: 'full' | 'delta';
  phase: SyncPhase;
  startedAt: number;
  updatedAt: number;
  finishedAt?: number;
  pagesDone: number;
  pagesTotal?: number;
  rowsDone: number;
  /** Apps and books left out, since Apple gave them a price plan or kind that this version does not know. */
  unknownAssets?: number;
  /** Why it waits or failed. */
  failure?: Failure;
  /** Last full read of assignments: a delta may not show removals (reference 4.7). */
  lastFullAt?: number;
  /** When the next one is due. */
  nextAt?: number;
}

/** A captured token on its way to be linked, without the token. Key: id. Emptied when the browser starts. */
export interface CandidateRow {
  id: string;
  fingerprint: string;
  orgName: string;
  expiresAt: number;
  source: 'portal' | 'paste' | 'file';
  /** The portal tab that it came from. */
  tabId?: number;
  capturedAt: number;
  /** The location, once Apple has named it: a proof that failed after that is done again at that location's pace. */
  uId?: string;
  proof:
    | { state: 'running' }
    | { state: 'failed'; failure: Failure }
    | {
        state: 'proven';
        uId: string;
        locationName: string;
        countryISO2ACode?: string;
        websiteURL?: string;
        expiresAt: number;
        mdmInfo?: MdmInfo;
        /** Absent when Apple has more than the one page that was read. */
        assetCount?: number;
        /** Already linked here: linking renews. */
        renews: boolean;
      };
}

export interface VaultStatus {
  /** 'none' until the first link decides. */
  mode: 'none' | 'session' | 'sealed';
  locked: boolean;
}

/** Downloads of a content token that could not be seen inside the page. */
export interface MissedDownloadStatus {
  /** Of all, since the extension was installed or wiped. */
  count: number;
  /** When the last one began, as long as its file is asked for. */
  at?: number;
}

/** When the public store and its image host may be asked again; absent when there is nothing to wait for. */
export interface NamesStatus {
  lookUpAt?: number;
  iconsAt?: number;
}

/** What the organisation allows for keeping tokens (docs/POLICY.md), for screens that cannot read a policy themselves. */
export interface KeepRules {
  /** The one allowed way; absent: both. */
  only?: 'session' | 'sealed';
  /** Of a passphrase, in characters; absent: the vault's own. */
  shortest?: number;
}

/** What Apple said last of itself, for plans and their results; absent until then. */
export interface AppleLimits {
  limits: PlanLimits;
  /** What the governor will allow: the lesser of our own pace and `mostPerSecond`. */
  requestsPerSecond: number;
  mostPerSecond?: number;
  readAt: number;
  /** Apple's own texts by its numbers, in English. */
  texts?: Record<string, string>;
}

/** Small singletons that screens watch. */
export type StatusRow =
  | { key: 'names'; value: NamesStatus }
  | { key: 'vault'; value: VaultStatus }
  | { key: 'keep-rules'; value: KeepRules }
  /** The setting, for screens that carry no Zod to read it with. */
  | { key: 'warning-days'; value: number[] }
  | { key: 'apple-limits'; value: AppleLimits }
  | { key: 'missed-download'; value: MissedDownloadStatus };

export type HolderKind = 'user' | 'device';
export interface Holder {
  kind: HolderKind;
  id: string;
}
export interface AssetKey {
  adamId: string;
  pricingParam: 'STDQ' | 'PLUS';
}
