/** What a seed says about the world before the first request. Plain data, so a seed can come from JSON too. */

export type Pricing = 'STDQ' | 'PLUS';
export type UserStatus = 'Registered' | 'Associated' | 'Retired' | 'Deleted';
export type TokenState = 'valid' | 'expired' | 'revoked' | 'read-only' | 'legacy';

export interface MdmInfo {
  id: string;
  name: string;
  metadata: string;
}

/** How the public look-up (reference 12, route C) knows an app; without it the app is a custom one. */
export interface StoreSeed {
  name: string;
  seller: string;
  kind?: 'software' | 'mac-software' | 'ebook';
  bundleId?: string;
  /** Lower-case storefronts that sell it; left out: all. */
  countries?: string[];
}

export interface AssetSeed {
  adamId: string;
  pricingParam?: Pricing;
  productType?: 'App' | 'Book';
  /** Licences owned: assigned, available and retired together. */
  total: number | 'unlimited';
  deviceAssignable?: boolean;
  revocable?: boolean;
  supportedPlatforms?: string[];
  store?: StoreSeed;
}

export interface UserSeed {
  clientUserId: string;
  email?: string;
  status: UserStatus;
  /** The Apple Account tied to it (Associated), or that was (Retired). */
  appleAccount?: string;
}

export interface AssignmentSeed {
  adamId: string;
  pricingParam?: Pricing;
  clientUserId?: string;
  serialNumber?: string;
}

/** Many assignments in little room: row r says asset `assetOf[r]` is held by holder `holderOf[r]`, sorted by holder. */
export interface PackedSeed {
  deviceCount: number;
  /** Holder h below `deviceCount`; holders from there on are users by their place in `users`. */
  serialAt(device: number): string;
  assetOf: Uint16Array;
  holderOf: Uint32Array;
}

interface TokenSeed {
  /** Left out: the location's main token, found under the location key alone. */
  name?: string;
  expiresInDays?: number;
  state?: TokenState;
}

export interface LocationSeed {
  key: string;
  /** Digits only (reference 3). */
  uId: string;
  name: string;
  country: string;
  platform: 'volumestore' | 'enterprisestore';
  orgName: string;
  /** Mail domains of the organisation's own Managed Apple Accounts; others get 9635. */
  accountDomains?: string[];
  mdmInfo?: MdmInfo;
  assets: AssetSeed[];
  users?: UserSeed[];
  assignments?: AssignmentSeed[];
  /** Instead of `assignments`. */
  packed?: PackedSeed;
  tokens?: TokenSeed[];
}

export type SeedName = 'tiny' | 'school' | 'sixty-thousand' | 'million';
