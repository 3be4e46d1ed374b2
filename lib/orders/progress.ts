/** Where a batch goes next, as its row says it. Pure. */
import type { BatchRow } from '../cache/order-rows.ts';
import type { Progress } from './journal.ts';

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
export function doneNow(row: BatchRow, now: number): Progress {
  return { ...sentOf(row), state: 'done', failures: [], finishedAt: now, unapplied: 1 };
}

/** What is so is read before anything else is decided, no sooner than `askAt`. */
export function toCheck(row: BatchRow, askAt: number): Progress {
  return { ...sentOf(row), state: 'checking', failures: [], askAt };
}

export function sentOf({ sends, sentAt }: BatchRow): Pick<Progress, 'sends' | 'sentAt'> {
  return { sends, ...(sentAt !== undefined && { sentAt }) };
}
