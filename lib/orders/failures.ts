/** How a FAILED event ended, item by item (reference 4.12): a partial success is kept as one. Pure. */
import { isPassing } from '../apple/after-failure.ts';
import { codeOfNumber } from '../apple/errors.ts';
import type { EventStatus } from '../apple/wire.ts';
import type { BatchFailure, BatchRow, Blame } from '../cache/order-rows.ts';
import { bodiesOf, type Items, itemsOf, itemsOfSet, union, without } from './items.ts';
import type { Piece } from './journal.ts';
import { matchFailures } from './plan/match-failures.ts';
import type { ItemSet } from './plan/plan.ts';
import { doneNow, failedNow, toCheck } from './progress.ts';

/** Before what failed for a reason that passes is looked at again. */
const PASSING_MS = 60_000;
/** Apple says that it is so already (reference 7.3), which is what was wanted if it is what we asked for. */
const soAlready: ReadonlySet<number> = new Set([9616, 9618, 9619, 9620]);

/** Items to read before they are judged, and what was said of them. */
interface Check {
  items: ItemSet;
  blame?: Blame;
}

/** The pieces that a batch comes to by what its event says. */
export function settleFailures(row: BatchRow, status: EventStatus, now: number): Piece[] {
  const { failures, ambiguous } = matchFailures(row.body, status, codeOfNumber);
  const [toRead, final] = partition(failures, (failure) => mustRead(row, failure));
  const checks: Check[] = [
    ...toRead.map(({ items, code, errorNumber }) => ({ items, blame: blameOf(code, errorNumber) })),
    ...ambiguous.map((items) => ({ items, ...commonBlame(status) })),
  ];
  if (checks.length === 0 && final.length > 0) {
    return [{ body: row.body, progress: { ...doneNow(row, now), failures: final } }];
  }
  // It failed without a word of why.
  if (checks.length === 0) return [{ body: row.body, progress: toCheck(row, now) }];
  return [...checkPieces(row, checks, now), ...endedPieces(row, final, checks, now)];
}

/** Whether what is so at Apple says more than the number: it may be done, or may be tried again. */
function mustRead({ body }: BatchRow, { code, errorNumber = 0 }: BatchFailure): boolean {
  if (isPassing(code) || soAlready.has(errorNumber)) return true;
  if (body.call === 'users/retire') return errorNumber === 9609;
  // An earlier send may have made them, also one that nobody here knows of: Chromium sends a request again by itself when
  // the connection that it reused dies before an answer.
  return body.call === 'users/create' && errorNumber === 9716;
}

function blameOf(code: Blame['code'], errorNumber: number | undefined): Blame {
  return { code, ...(errorNumber !== undefined && { errorNumber }) };
}

/** Of items that Apple did not name one by one: its number when there is only one; none when that passes. */
function commonBlame({ failures }: EventStatus): Pick<Check, 'blame'> {
  const numbers = [...new Set(failures.map(({ errorNumber }) => errorNumber))];
  if (numbers.some((number) => isPassing(codeOfNumber(number)))) return {};
  const [only] = numbers;
  if (numbers.length !== 1 || only === undefined) return { blame: { code: 'apple-refused' } };
  return { blame: blameOf(codeOfNumber(only), only) };
}

function checkPieces(row: BatchRow, checks: readonly Check[], now: number): Piece[] {
  const seen: Items[] = [];
  return checks.flatMap(({ items, blame }) => {
    const own = without(itemsOfSet(items), union(seen));
    seen.push(own);
    const askAt = blame && isPassing(blame.code) ? now + PASSING_MS : now;
    const progress = { ...toCheck(row, askAt), ...(blame && { blame }) };
    return bodiesOf(row.body, own).map((body) => ({ body, progress }));
  });
}

function endedPieces(
  row: BatchRow,
  final: readonly BatchFailure[],
  checks: readonly Check[],
  now: number,
): Piece[] {
  const checked = union(checks.map(({ items }) => itemsOfSet(items)));
  const failed = union(final.map(({ items }) => itemsOfSet(items)));
  const done = without(without(itemsOf(row.body), checked), failed);
  const lost = final.flatMap((failure) =>
    bodiesOf(row.body, without(itemsOfSet(failure.items), checked)).map(
      (body): Piece => ({ body, progress: failedNow(row, body, failure, now) }),
    ),
  );
  return [...bodiesOf(row.body, done).map((body) => ({ body, progress: doneNow(row, now) })), ...lost];
}

function partition<T>(list: readonly T[], isFirst: (one: T) => boolean): [T[], T[]] {
  const first: T[] = [];
  const second: T[] = [];
  for (const one of list) (isFirst(one) ? first : second).push(one);
  return [first, second];
}
