/**
 * Which items of a batch failed. Apple groups failures by number and names assets and holders apart (reference 4.12),
 * so what it says is a cross product in which every named row and column has a failure, not every item. What is sure
 * is told as failed; the rest must be looked up in the assignments.
 */
import type { BatchFailure } from '../../cache/order-rows.ts';
import type { AssetKey } from '../../cache/rows.ts';
import { createItemIndex, type ItemIndex } from './item-index.ts';
import { getOrMake } from './keys.ts';
import { countItems } from './lines.ts';
import type { BatchBody, ItemSet } from './plan.ts';

/** One of Apple's failures, as the status gives it. */
export interface WireFailure {
  errorNumber: number;
  errorInfo?:
    | {
        assets?: { adamId: string; pricingParam?: string | undefined }[] | undefined;
        clientUserIds?: string[] | undefined;
        serialNumbers?: string[] | undefined;
      }
    | null
    | undefined;
}

/** The status of an event that has ended. */
export interface EndedEvent {
  eventStatus: 'PENDING' | 'COMPLETE' | 'FAILED';
  failures: readonly WireFailure[];
  numRequested?: number | undefined;
  numCompleted?: number | undefined;
}

export interface MatchedFailures {
  failures: BatchFailure[];
  /** May have failed or not. */
  ambiguous: ItemSet[];
}

/** What one failure may speak of, as item numbers. */
interface Claim {
  errorNumber: number;
  items: Set<number>;
  /** Each of its items failed, by its shape alone. */
  isSure: boolean;
}

/**
 * @param codeOf our word for one of Apple's numbers
 */
export function matchFailures(
  body: BatchBody,
  answer: EndedEvent,
  codeOf: (errorNumber: number) => BatchFailure['code'],
): MatchedFailures {
  const index = createItemIndex(body);
  const claims = answer.failures.map((failure) => claimOf(failure, index));
  const { failed, open } = settle(claims, countFailed(body, answer) ?? answer.eventStatus, countItems(body));
  const failures: BatchFailure[] = [];
  for (const [errorNumber, items] of failed) {
    for (const set of index.pack(items))
      failures.push({ errorNumber, code: codeOf(errorNumber), items: set });
  }
  return { failures, ambiguous: index.pack(open) };
}

/** Undefined when Apple's counts do not fit the batch: what a revoke counts is unknown (reference 4.6). */
function countFailed(body: BatchBody, { numRequested, numCompleted }: EndedEvent): number | undefined {
  if (body.call === 'revoke' || numCompleted === undefined) return undefined;
  if (numRequested !== countItems(body) || numCompleted < 0 || numCompleted > numRequested) return undefined;
  return numRequested - numCompleted;
}

function claimOf({ errorNumber, errorInfo }: WireFailure, index: ItemIndex): Claim {
  const users = errorInfo?.clientUserIds ?? [];
  const devices = errorInfo?.serialNumbers ?? [];
  const assets = (errorInfo?.assets ?? []).map(
    ({ adamId, pricingParam }): AssetKey => ({
      adamId,
      pricingParam: pricingParam === 'PLUS' ? 'PLUS' : 'STDQ',
    }),
  );
  return { errorNumber, ...index.claim(assets, users, devices) };
}

/**
 * First what the shapes tell; then, when as many items are named as failed, all of them. Counts that contradict what
 * is named, and failures that nobody names, leave everything open that is not sure.
 * @param count how many failed; when that is not known, how the event ended
 */
function settle(claims: readonly Claim[], count: number | EndedEvent['eventStatus'], all: number) {
  const failed = new Map<number, Set<number>>();
  const taken = new Set<number>();
  const take = ({ errorNumber, items }: Claim) => {
    const own = getOrMake(failed, errorNumber, () => new Set<number>());
    for (const item of items) if (!taken.has(item)) own.add(item);
    for (const item of own) taken.add(item);
  };
  for (const claim of claims) if (claim.isSure) take(claim);
  const named = new Set(claims.flatMap(({ items }) => [...items]));
  if (count === named.size) for (const claim of claims) take(claim);
  if (count === taken.size) return { failed, open: [] };
  if (typeof count === 'number' && count < taken.size)
    return { failed: new Map<number, Set<number>>(), open: named };
  const least = typeof count === 'number' ? count : count === 'FAILED' ? 1 : 0;
  const possible = least > named.size ? Array.from({ length: all }, (_, item) => item) : [...named];
  return { failed, open: possible.filter((item) => !taken.has(item)) };
}
