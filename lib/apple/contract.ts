/** What the rest of the extension may ask of Apple. Types only: `create-apple-client.ts` is the implementation. */
import type {
  AssetsPage,
  AssignmentsPage,
  ClientConfig,
  EventStatus,
  ServiceConfig,
  UsersPage,
} from './wire.ts';

export interface PageQuery {
  pageIndex: number;
}
export interface AssetsQuery extends PageQuery {
  adamId?: string;
  pricingParam?: 'STDQ' | 'PLUS';
  productType?: 'App' | 'Book';
  revocable?: boolean;
  deviceAssignable?: boolean;
  minAvailableCount?: number;
  maxAvailableCount?: number;
  minAssignedCount?: number;
  maxAssignedCount?: number;
  /** true: unlimited ones come in their own array; left out: they sit in `assets` with 2147483647. */
  unlimited?: boolean;
}
export interface AssignmentsQuery extends PageQuery {
  adamId?: string;
  pricingParam?: 'STDQ' | 'PLUS';
  clientUserId?: string;
  serialNumber?: string;
  sinceVersionId?: string;
  includeUserState?: boolean;
  excludeInactiveUsers?: boolean;
}
export interface UsersQuery extends PageQuery {
  clientUserId?: string;
  activeOnly?: boolean;
  retiredOnly?: boolean;
  sinceVersionId?: string;
}

/** Each asset with each target (reference 4.4). At least one of the two lists; texts within Apple's limits. */
export interface AssetsRequest {
  assets: readonly { adamId: string; pricingParam: 'STDQ' | 'PLUS' }[];
  clientUserIds: readonly string[];
  serialNumbers: readonly string[];
}
export interface UserRequest {
  clientUserId: string;
  email?: string;
  managedAppleId?: string;
}

/**
 * The writes of one token (reference 4.4 to 4.6, 4.9 to 4.11): each is one request, never sent twice here, and done by
 * Apple later (`eventStatus`). There is no POST client/config. A failure with `details.done` 'nothing' was refused as a
 * whole (reference 0.3) or never left; 'unknown' may have been done: what is so at Apple must be read before it is sent
 * again (design 2.5).
 */
export interface AppleWrites {
  associate(request: AssetsRequest, signal?: AbortSignal): Promise<{ eventId: string }>;
  disassociate(request: AssetsRequest, signal?: AbortSignal): Promise<{ eventId: string }>;
  revoke(request: Omit<AssetsRequest, 'assets'>, signal?: AbortSignal): Promise<{ eventId: string }>;
  createUsers(users: readonly UserRequest[], signal?: AbortSignal): Promise<{ eventId: string }>;
  updateUsers(users: readonly UserRequest[], signal?: AbortSignal): Promise<{ eventId: string }>;
  retireUsers(clientUserIds: readonly string[], signal?: AbortSignal): Promise<{ eventId: string }>;
}

/**
 * The reads of one token. Every call waits its turn at the governor and throws `AppError` only:
 * expired, revoked, invalid, unauthorized, not-allowed, legacy-token, throttled, maintenance, server,
 * service-removed, offline, timed-out, not-json, unexpected-answer, bad-version, page-out-of-range,
 * apple-refused, missing-permission, cancelled. `details.errorNumber` holds Apple's number when there was one.
 */
export interface AppleLocation {
  clientConfig(signal?: AbortSignal): Promise<ClientConfig>;
  assets(query: AssetsQuery, signal?: AbortSignal): Promise<AssetsPage>;
  assignments(query: AssignmentsQuery, signal?: AbortSignal): Promise<AssignmentsPage>;
  users(query: UsersQuery, signal?: AbortSignal): Promise<UsersPage>;
  eventStatus(eventId: string, signal?: AbortSignal): Promise<EventStatus>;
}

/** For those who only look: by its type nothing can be changed with it. */
export interface AppleReads {
  /** Without a token; cached for 5 minutes (reference 0.7). */
  serviceConfig(signal?: AbortSignal): Promise<ServiceConfig>;
  /**
   * @param token the whole Base64 text, as downloaded (reference 0.1)
   * @param governorKey the location's uId, or one name for all tokens whose uId is unknown
   */
  location(token: string, governorKey: string): AppleLocation;
}

/** All that Apple's service is asked for. */
export interface AppleClient extends AppleReads {
  location(token: string, governorKey: string): AppleLocation & AppleWrites;
}
