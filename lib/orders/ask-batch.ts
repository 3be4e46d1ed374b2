import type { EventStatus } from '../apple/wire.ts';
import type { BatchRow } from '../cache/order-rows.ts';
import { isCode } from '../platform/errors.ts';
import { type OrderContext, STATUS_MS } from './context.ts';
import { settleFailures } from './failures.ts';
import { changeBatch, type Progress } from './journal.ts';
import { doneNow, progressOf, toCheck } from './progress.ts';

/** Still PENDING so long after the send: it is to be sent again (reference 6.2), once what is so was read. */
const STUCK_MS = 10 * 60_000;

/** Reads how an event is getting on. @throws AppError as AppleLocation */
export async function askBatch(context: OrderContext, before: BatchRow): Promise<void> {
  // Noted first: an answer that is lost, or that finds nobody alive, may have been PENDING too.
  const row = { ...before, askAt: context.clock.now() + STATUS_MS };
  await move(context, before, progressOf(row));
  const status = await readStatus(context, row);
  // Whatever happened while the answer was on its way counts from now (design 6.3).
  const now = context.clock.now();
  if (status?.eventStatus === 'COMPLETE') {
    await changeBatch(context, row, [{ body: row.body, progress: doneNow(row, now) }]);
    context.onDone();
  } else if (status?.eventStatus === 'FAILED') {
    await changeBatch(context, row, settleFailures(row, status, now));
    context.onDone();
  } else if (status && now - (row.sentAt ?? 0) < STUCK_MS) {
    await move(context, row, { ...progressOf(row), askAt: now + STATUS_MS });
  } else {
    await move(context, row, toCheck(row, now));
  }
}

/** Undefined when Apple does not know the event. */
async function readStatus(context: OrderContext, row: BatchRow): Promise<EventStatus | undefined> {
  try {
    return await context.location.eventStatus(row.eventId ?? '', context.signal);
  } catch (error) {
    if (isCode(error, 'apple-refused') && error.details.errorNumber === 9708) return undefined;
    throw error;
  }
}

const move = (context: OrderContext, row: BatchRow, progress: Progress) =>
  changeBatch(context, row, [{ body: row.body, progress }]);
