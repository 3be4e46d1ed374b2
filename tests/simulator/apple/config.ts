/** The switches of the simulator: limits as Apple publishes them, and one switch for each thing nobody knows. */
export interface SimulatorConfig {
  /** Reference 4.1; changed at run time by tests. */
  limits: Record<string, number>;
  /** Rows on a page; Apple sets it, "several hundred" (reference 5). */
  pageSize: number;
  /** Authentication errors with HTTP 200 (reference 7.4). */
  legacy200: boolean;
  /** What a request without Authorization header gets (reference 16). */
  missingAuth: 9722 | 9601;
  /** 9609 at once or in the event (reference 4.4, 4.9). */
  unknownUser: 'sync' | 'async';
  /** `totalPages` of an empty result (reference 17, Paging). */
  emptyTotalPages: 0 | 1;
  /** `tokenExpirationDate` always or within 15 days of the end (reference 3, 15.3). */
  expirationShown: 'always' | 'last-15-days';
  /** Whether a delta lists removed assignments, which then look like any other (reference 4.7). */
  deltaRemovals: 'none' | 'plain';
  /** The bucket of `maxRequestPerSecond` (reference 8); its window is unknown (reference 16). */
  rateLimit: boolean;
  rateWindow: 'sliding' | 'fixed';
  /** Seconds in Retry-After of a 429; null sends none (reference 16). */
  rateRetryAfter: number | null;
  /** Asking before a block is over begins it anew: v1 says that it can, of v2 nobody knows (reference 8). */
  rateStrict: boolean;
  /** `availableCount` of an unlimited asset when it sits in `assets` (reference 4.3). */
  unlimitedAvailable: 'max' | 'max-minus-assigned';
  /** Whether `unlimited=true` still returns the limited ones in `assets` (reference 4.3). */
  unlimitedTrueKeepsLimited: boolean;
  /** What `numRequested` of a revoke counts (reference 4.6). */
  revokeCounts: 'assignments' | 'holders';
  /** Failures of one number in one entry, or one entry an asset (reference 4.12). */
  failureGrouping: 'per-error' | 'per-asset';
  /** 11.1 tells two stories of the same account coming back. */
  sameAccountReturns: 'old-revives' | 'old-deleted';
  /** A newer download kills the older token (reference 2, disputed). */
  secondDownloadKillsFirst: boolean;
  /** Whether each download in the portal makes a new token. */
  portalIssuesNewToken: boolean;
  /** Time from a write to its first tick, and between ticks of up to 100 tasks, in ms (reference 17). */
  eventDelayMs: number;
  tickMs: number;
  /** Events stay PENDING for as long as this is set. */
  stuckPending: boolean;
  /** `async`: tasks fail with 9644; `sync`: every request gets 503 with 9729 (reference 7.2). */
  maintenance: 'off' | 'async' | 'sync';
  /** Hosts that answer a TEST_NOTIFICATION; others get 9728 (reference 4.2). */
  reachableWebhookHosts: string[];
  /** Hosts that may see a token; a token elsewhere is an offence. */
  tokenHosts: string[];
  /** Public look-up: calls a window until 429 (reference 12, route C); null never throttles. */
  lookupRate: { calls: number; windowMs: number; retryAfter: number } | null;
}

export type ConfigChanges = Partial<Omit<SimulatorConfig, 'limits'>> & { limits?: Record<string, number> };

export const maxUnlimited = 2_147_483_647;

export function createConfig(changes: ConfigChanges = {}): SimulatorConfig {
  const { limits, ...rest } = changes;
  return {
    limits: {
      maxAssets: 25,
      maxClientUserIds: 1000,
      maxSerialNumbers: 1000,
      maxRevokeClientUserIds: 100,
      maxRevokeSerialNumbers: 100,
      maxUsers: 100,
      maxRequestPerSecond: 15,
      maxNotificationLength: 512,
      maxMdmIdLength: 100,
      maxMdmNameLength: 100,
      maxMdmMetadataLength: 255,
      maxSubscriptions: 25,
      maxSubscriptionClientUserIds: 1000,
      ...limits,
    },
    pageSize: 999,
    legacy200: false,
    missingAuth: 9722,
    unknownUser: 'sync',
    emptyTotalPages: 1,
    expirationShown: 'always',
    deltaRemovals: 'none',
    rateLimit: true,
    rateWindow: 'sliding',
    rateRetryAfter: null,
    rateStrict: false,
    unlimitedAvailable: 'max',
    unlimitedTrueKeepsLimited: true,
    revokeCounts: 'assignments',
    failureGrouping: 'per-error',
    sameAccountReturns: 'old-revives',
    secondDownloadKillsFirst: false,
    portalIssuesNewToken: false,
    eventDelayMs: 2000,
    tickMs: 200,
    stuckPending: false,
    maintenance: 'off',
    reachableWebhookHosts: ['www.example.com'],
    tokenHosts: ['vpp.itunes.apple.com'],
    lookupRate: { calls: 40, windowMs: 60_000, retryAfter: 30 },
    ...rest,
  };
}
