/** Apple refused a whole request for what is in it (reference 0.3): the bad items are told from the good ones. */
import type { BatchRow } from '../cache/order-rows.ts';
import type { AppError } from '../platform/errors.ts';
import type { OrderContext } from './context.ts';
import { findInactive } from './find-so.ts';
import { bodiesOf, filterItems, holdersOf, itemsOf } from './items.ts';
import type { Piece, Progress } from './journal.ts';
import { nameOfHolder } from './plan/keys.ts';
import { doneNow, failedNow } from './progress.ts';
import { halve } from './split-body.ts';

/** Of an asset: for whom it cannot be given, cannot be taken back, twice, too many. */
const aboutAssets: ReadonlySet<number> = new Set([9700, 9703, 9706, 9707]);
/** Of a holder: unknown, with a bad address or value, twice, too many. */
const aboutHolders: ReadonlySet<number> = new Set([
  ...[9602, 9609, 9635, 9641, 9701, 9702, 9704, 9705, 9714, 9715, 9716, 9717],
]);
/** The token, the pace, the service, the sender: nothing in the request. */
const notContent: ReadonlySet<AppError['code']> = new Set([
  ...(['expired', 'revoked', 'invalid', 'unauthorized', 'not-allowed', 'legacy-token'] as const),
  ...(['throttled', 'maintenance', 'server', 'service-removed'] as const),
]);

export function isRefusedForContent({ code, details }: AppError): boolean {
  return typeof details.errorNumber === 'number' && !notContent.has(code);
}

/** The pieces of a refused batch: what is to blame has its verdict, the rest waits to be sent. */
export async function settleRefusal(context: OrderContext, row: BatchRow, error: AppError): Promise<Piece[]> {
  const errorNumber = Number(error.details.errorNumber);
  if (errorNumber === 9609) {
    const blamed = await blameUnknown(context, row, error);
    if (blamed.length > 0) return blamed;
  }
  const halves = aboutAssets.has(errorNumber)
    ? splitAssets(row)
    : aboutHolders.has(errorNumber)
      ? halve(row.body, 'holders')
      : [];
  if (halves.length > 0) return halves.map((body) => ({ body, progress: again(row) }));
  return [{ body: row.body, progress: refused(row, error, context.clock.now()) }];
}

/** Of one asset it may still be only the devices that cannot have it. */
function splitAssets({ body }: BatchRow) {
  const halves = halve(body, 'assets');
  if (halves.length > 0 || !('assets' in body)) return halves;
  const isMixed = body.clientUserIds.length > 0 && body.serialNumbers.length > 0;
  return isMixed ? halve(body, 'holders') : [];
}

/** Apple's answer does not say who it is (reference 4.4): the active people are read. Nobody: it was somebody else. */
async function blameUnknown(context: OrderContext, row: BatchRow, error: AppError): Promise<Piece[]> {
  const ids = holdersOf(row.body).flatMap(({ kind, id }) => (kind === 'user' ? id : []));
  const unknown = new Set((await findInactive(context, ids)).map((id) => nameOfHolder({ kind: 'user', id })));
  if (unknown.size === 0) return [];
  const items = itemsOf(row.body);
  const now = context.clock.now();
  const isGone = row.body.call === 'users/retire';
  const bad = bodiesOf(
    row.body,
    filterItems(items, (holder) => unknown.has(holder)),
  );
  const good = bodiesOf(
    row.body,
    filterItems(items, (holder) => !unknown.has(holder)),
  );
  return [
    ...good.map((body) => ({ body, progress: again(row) })),
    // Who is not there any more needs no retiring.
    ...bad.map((body) => ({
      body,
      progress: isGone ? doneNow(row, now) : refused({ ...row, body }, error, now),
    })),
  ];
}

function again({ sends, sentAt }: BatchRow): Progress {
  return { state: 'waiting', sends, failures: [], ...(sentAt !== undefined && { sentAt }) };
}

function refused(row: BatchRow, { code, details }: AppError, now: number): Progress {
  return failedNow(row, row.body, { code, errorNumber: Number(details.errorNumber) }, now);
}
