import { isPassing } from '../apple/after-failure.ts';
import type { BatchRow } from '../cache/order-rows.ts';
import type { OrderContext } from './context.ts';
import { findSo } from './find-so.ts';
import { bodiesOf, itemsOf, without } from './items.ts';
import { changeBatch, type Piece, type Progress } from './journal.ts';
import { doneNow, failedNow, sentOf } from './progress.ts';

/** Sent so often and still not so: that is how it ended. */
const MOST_SENDS = 4;

/**
 * Reads what is so at Apple and decides item by item: what is so is done; the rest is sent again, or has failed for the
 * reason that Apple gave. @throws AppError as AppleLocation, not-settled
 */
export async function checkBatch(context: OrderContext, row: BatchRow): Promise<void> {
  const so = await findSo(context, row.body);
  const rest = without(itemsOf(row.body), so);
  const now = context.clock.now();
  const done = bodiesOf(row.body, so).map((body): Piece => ({ body, progress: doneNow(row, now) }));
  const left = bodiesOf(row.body, rest).map((body): Piece => ({ body, progress: leftOver(row, body, now) }));
  await changeBatch(context, row, [...done, ...left]);
  if (done.length > 0) context.onDone();
}

function leftOver(row: BatchRow, body: BatchRow['body'], now: number): Progress {
  const { blame, sends } = row;
  const maySend = sends < MOST_SENDS && (blame === undefined || isPassing(blame.code));
  if (maySend) return { ...sentOf(row), state: 'waiting', failures: [], ...(blame && { blame }) };
  return failedNow(row, body, blame ?? { code: 'not-settled' }, now);
}
