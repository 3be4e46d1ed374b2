/**
 * The journal of orders: what was confirmed, what was sent, how it ended. It outlives an unlink, and nothing in it is
 * secret. Times are milliseconds since the epoch.
 */
import type { BatchBody, Before, ItemSet, Plan, Shortage, Skipped, Verdict } from '../orders/plan/plan.ts';
import type { Wish, WishKind } from '../orders/plan/wish.ts';
import type { Failure } from '../platform/errors.ts';

/**
 * - `open`: batches are left to send, to check or to ask about
 * - `paused`: by the admin; events that are under way are still asked about
 * - `cancelled`: what was not sent never will be
 * - `done`: every item has its verdict
 */
export type OrderState = 'open' | 'paused' | 'cancelling' | 'cancelled' | 'done';

/** How many items ended in which way. Their sum is `items`. */
export interface OrderTally {
  /** All that the wish named. */
  items: number;
  /** Not sent, because of their verdict in the plan. */
  skipped: number;
  waiting: number;
  /** Sent, and not known how it ended. */
  underWay: number;
  done: number;
  failed: number;
  cancelled: number;
}

/** One order; it changes with each request. Key: id. Index: uId, createdAt, state. */
export interface OrderRow {
  id: string;
  uId: string;
  /** As it was called when the order was confirmed. */
  locationName: string;
  kind: WishKind;
  state: OrderState;
  createdAt: number;
  /** The name that the admin gave themselves in the settings; this browser knows no other. */
  confirmedBy?: string;
  /** Of which order this is the undo, or the second try. */
  from?: { id: string; as: 'undo' | 'retry' };
  /** Of its plan: the same plan is not confirmed twice while it is carried out. */
  digest: string;
  counts: Plan['counts'];
  forever: Plan['forever'];
  tally: OrderTally;
  /** Of a move: what is taken back stands in the journal. */
  secondPhase?: true;
  finishedAt?: number;
  /** Why nothing goes on at the moment, and when it is tried again by itself. */
  waits?: OrderWait;
}

/** Times in milliseconds since the epoch. */
export interface OrderWait {
  failure: Failure;
  /** When this was noted. */
  since?: number;
  nextAt?: number;
}

/** What an order was made from: it may name 100,000 holders, and never changes. Key: orderId. */
export interface OrderWishRow {
  orderId: string;
  wish: Wish;
  shortages: Shortage[];
  /** How it was, for the undo. */
  before?: Before;
}

/** Items of an order that were not sent, some thousand a row. Key: [orderId, part]. */
export interface OrderSkipRow {
  orderId: string;
  part: number;
  skipped: Skipped[];
}

/**
 * - `waiting`: not sent
 * - `sending`: about to be sent; found so by a new background, nobody knows whether it was
 * - `sent`: Apple gave an eventId
 * - `checking`: it may have been done; what is so at Apple is read before anything else
 * - `done`: each item has its outcome
 * - `cancelled`: never sent
 */
export type BatchState = 'waiting' | 'sending' | 'sent' | 'checking' | 'done' | 'cancelled';

/** Items of a batch that failed, all for the same reason. */
export interface BatchFailure {
  /** Apple's number; absent when there was none. */
  errorNumber?: number;
  code: Failure['code'];
  items: ItemSet;
}

/** What Apple said of a batch's items, should they turn out not to be done. */
export type Blame = Pick<BatchFailure, 'code' | 'errorNumber'>;

/**
 * One request of an order. When its items end differently, each part becomes a batch of its own.
 * Key: [orderId, batch]. Index: [orderId, state], [orderId, state, askAt], [uId, unapplied],
 * [uId, sentAt].
 */
export interface BatchRow {
  orderId: string;
  batch: number;
  uId: string;
  body: BatchBody;
  /** Of a move: 1 grants, 2 takes back. */
  phase: 1 | 2;
  state: BatchState;
  /** How many items it has. */
  items: number;
  /** How often it was sent. */
  sends: number;
  sentAt?: number;
  eventId?: string;
  /** No status read before it, and no look at what is so (reference 6.2, design 6.3). */
  askAt?: number;
  finishedAt?: number;
  failures: BatchFailure[];
  blame?: Blame;
  /** Done, and the cached holdings and users do not show it yet. */
  unapplied?: 1;
}

/** What happened, each line with the hash of the one before, so that a changed or missing line shows. Key: seq. */
export interface ActivityRow {
  seq: number;
  at: number;
  uId: string;
  locationName: string;
  /** The name that the admin gave themselves; absent where nobody at this browser did it. */
  by?: string;
  event: ActivityEvent;
  /** SHA-256, hex, over the line before's hash and this line. */
  hash: string;
}

export type ActivityEvent =
  | { kind: 'order-confirmed'; orderId: string; order: WishKind; counts: Partial<Record<Verdict, number>> }
  | { kind: 'order-paused' | 'order-resumed' | 'order-cancelled'; orderId: string }
  | { kind: 'order-done'; orderId: string; tally: OrderTally }
  /** Found by comparing two reads: not ours. `changes` of them stand one by one in `foreignChanges`. */
  | { kind: 'foreign'; gained: number; lost: number; mdmName?: string; changes: number };

/** What changed at Apple without an order of ours, some thousand a row. Key: [seq, part]. */
export interface ForeignChangeRow {
  seq: number;
  part: number;
  /** Pairs of holder key and `adamId/pricingParam`. */
  gained: [string, string][];
  lost: [string, string][];
}
