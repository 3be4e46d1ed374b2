/** Where a batch goes next, as its row says it. Pure. */
import type { BatchRow, Blame } from '../cache/order-rows.ts';
import { itemsOf, setsOf } from './items.ts';
import type { Progress } from './journal.ts';
import type { BatchBody } from './plan/plan.ts';

type Sent = Pick<BatchRow, 'sends' | 'sentAt'>;

/** As it stands. */
export function progressOf({ state, sends, sentAt, eventId, askAt, failures, blame }: BatchRow): Progress {
  return {
    state,
    sends,
    failures,
    ...(sentAt !== undefined && { sentAt }),
    ...(eventId !== undefined && { eventId }),
    ...(askAt !== undefined && { askAt }),
    ...(blame !== undefined && { blame }),
  };
}

/** Every item is as it was wanted. */
export function doneNow(row: Sent, now: number): Progress {
  return { ...sentOf(row), state: 'done', failures: [], finishedAt: now, unapplied: 1 };
}

/** None of the items of `body`, a part of the batch or all of it, is as it was wanted. */
export function failedNow(row: Sent, body: BatchBody, { code, errorNumber }: Blame, now: number): Progress {
  const why: Blame = { code, ...(errorNumber !== undefined && { errorNumber }) };
  const failures = setsOf(body, itemsOf(body)).map((items) => ({ ...why, items }));
  return { ...sentOf(row), state: 'done', failures, finishedAt: now };
}

/** What is so is read before anything else is decided, no sooner than `askAt`. */
export function toCheck(row: Sent, askAt: number): Progress {
  return { ...sentOf(row), state: 'checking', failures: [], askAt };
}

/** How often and when it was sent. */
export function sentOf({ sends, sentAt }: Sent): Sent {
  return { sends, ...(sentAt !== undefined && { sentAt }) };
}
