/** What a wish comes to, item by item, before anything is sent. Types only; `make-plan.ts` makes it. */
import type { AssetKey, AssetRow, Holder, MdmInfo } from '../../cache/rows.ts';
import type { Block, MoveWish, PersonWish, Wish, WishKind } from './wish.ts';

/**
 * Why an item is done or not. An item is a pair of asset and holder; for people and "take all back" a holder; of a
 * move one move.
 *
 * - `will-do`
 * - `already-so`: held already (grant), not held (take back), the same (edit), retired already (retire)
 * - `not-device-assignable`: an app for users only; `users-only`: a book for a device
 * - `irrevocable`: a book never comes back
 * - `duplicate`: the same item stood before in this wish
 * - `duplicate-account`: another person of this wish has the same Apple Account, and Apple ties it to one (9641)
 * - `short`: no licence left for it in the stated order
 * - `unknown-holder`: no such user in the location; `retired-holder`: a user who is retired
 * - `unknown-asset`: the location does not own it
 * - `exists`: an active user has that clientUserId (create)
 * - `bad-email`, `bad-id`: Apple would refuse the whole request for it (9717, 9602)
 *
 * In a move, `already-so`: the person does not hold it; `duplicate`: the licence of this person, or the one of this
 * device, is in a move that stood before.
 */
export type Verdict =
  | 'will-do'
  | 'already-so'
  | 'not-device-assignable'
  | 'users-only'
  | 'irrevocable'
  | 'duplicate'
  | 'duplicate-account'
  | 'short'
  | 'unknown-holder'
  | 'retired-holder'
  | 'unknown-asset'
  | 'exists'
  | 'bad-email'
  | 'bad-id';

/** The writes of reference 4.4 to 4.11; `POST client/config` is none of them. */
export type WriteCall =
  | 'associate'
  | 'disassociate'
  | 'revoke'
  | 'users/create'
  | 'users/update'
  | 'users/retire';

/** The body of one request, within Apple's limits. */
export type BatchBody =
  | ({ call: 'associate' | 'disassociate' } & Block)
  | { call: 'revoke'; clientUserIds: string[]; serialNumbers: string[] }
  | { call: 'users/create' | 'users/update'; people: PersonWish[] }
  | { call: 'users/retire'; clientUserIds: string[] };

/** Some items of a wish. */
export type ItemSet =
  | { of: 'pairs'; block: Block }
  | { of: 'holders'; holders: Holder[] }
  /** Of a move's plan alone: its batches are pairs. */
  | { of: 'moves'; moves: readonly MoveWish[] };

/** Items that are not done, all for the same reason. */
export type Skipped = { verdict: Exclude<Verdict, 'will-do'> } & ItemSet;

/** One asset that does not suffice. */
export interface Shortage {
  asset: AssetKey;
  wanted: number;
  available: number;
  /** Who goes without, in the order in which they would be served next. */
  without: Holder[];
}

export type PlanWarning =
  /** Another management holds the location and may undo this on its own (reference 9). */
  | { kind: 'holder'; mdmInfo: MdmInfo }
  /** Apple's limits were never read: the batches are an estimate, and nothing may be sent by them. */
  | { kind: 'limits-unknown' }
  /** What the plan knows is older than a day, or was never read. */
  | { kind: 'old-knowledge'; asOf?: number }
  /** Books that these people hold and that are lost with them (retire). */
  | { kind: 'books-lost'; licences: number; people: number }
  /** Addresses get used again by others; an id should not (semantics 2.2). */
  | { kind: 'address-as-id'; people: number }
  /** People who have not accepted: a licence waits for them (reference 11). */
  | { kind: 'not-associated'; people: number };

/** How it was, as far as it ends with the order: what an undo needs and Apple does not keep. */
export interface Before {
  /** Revocable licences that "take all back" and retire take from their holders. */
  blocks: Block[];
  /** Addresses of those who are edited or retired, where known. */
  people: PersonWish[];
  /** When that was read; Apple takes what is held by the time of the order. Older rows have none. */
  asOf?: number;
}

export interface Plan {
  uId: string;
  kind: WishKind;
  /** In the order in which they are sent. Of a move the first half alone: the second depends on how it ends. */
  batches: BatchBody[];
  /** Of a move: what the second half takes from whom, once the device has it. */
  moves?: readonly MoveWish[];
  skipped: Skipped[];
  /** How many items got each verdict. */
  counts: Partial<Record<Verdict, number>>;
  shortages: Shortage[];
  /** Licences of books that this gives away for ever, and to how many people. */
  forever: { licences: number; people: number };
  warnings: PlanWarning[];
  /** Of "take all back", edit and retire. */
  before?: Before;
  /** From the first request to the last answer, in milliseconds. */
  expectedMs: number;
}

/** Apple's limits (reference 4.1), from `service/config` only. */
export interface PlanLimits {
  maxAssets: number;
  maxClientUserIds: number;
  maxSerialNumbers: number;
  maxRevokeClientUserIds: number;
  maxRevokeSerialNumbers: number;
  maxUsers: number;
}

/** What a plan must know of the location: read by `lib/cache/plan-facts.ts` from the cache alone. */
export interface PlanFacts {
  uId: string;
  limits: PlanLimits;
  /** Apple never named them: they are examples, for showing only. */
  limitsUnknown?: true;
  /** Requests a second that the governor will allow. */
  requestsPerSecond: number;
  now: number;
  mdmInfo?: MdmInfo;
  /** The oldest read that this rests on; absent when something was never read. */
  asOf?: number;
  /** Of the assets that the wish names or touches, by `adamId/pricingParam`. */
  assets: ReadonlyMap<string, AssetRow>;
  /** Of the users that the wish names. */
  users: ReadonlyMap<string, { status: 'Registered' | 'Associated' | 'Retired' | 'Deleted'; email?: string }>;
  /**
   * What each named holder holds, as `adamId/pricingParam`, by holder key (`d` + serial, `u` + clientUserId): of the
   * assets that the wish names, or of all when it names none. Who holds none of them may be missing.
   */
  held: ReadonlyMap<string, ReadonlySet<string>>;
}

export type MakePlan = (wish: Wish, facts: PlanFacts) => Plan;
