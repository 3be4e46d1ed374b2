import type { DeliveryRow } from '../../cache/mdm-rows.ts';
import { AppError, type ErrorCode, type Failure, isCode } from '../../platform/errors.ts';

/** By the MDM's own word it does not have the token, or will not take it. */
const refusals: ReadonlySet<ErrorCode> = new Set([
  'mdm-refused-token',
  'mdm-held-elsewhere',
  'mdm-duplicate',
  'mdm-not-saved',
]);

/** What a record shows after its write was accepted is no refusal of that: `details.taken`. */
const isRefusal = ({ code, details }: Failure) => refusals.has(code) && details?.taken !== true;

/** Answers and obstacles that say for sure that a request did nothing. */
const withoutEffect: ReadonlySet<ErrorCode> = new Set([
  'mdm-throttled',
  'mdm-permission',
  'mdm-sign-in',
  'sign-in-cancelled',
  'mdm-settings',
  'mdm-not-allowed',
  'mdm-record-gone',
  'mdm-duplicate',
  'mdm-refused-token',
  'mdm-refused',
]);

/** Whether a write that failed so did nothing. `details.taken`: it failed after the MDM took the token. */
export function didNothing(error: unknown): boolean {
  if (!(error instanceof AppError) || error.details.taken === true) return false;
  // With a status, nobody was there who knows the request; without one, the answer to what was done is not as documented.
  return withoutEffect.has(error.code) || (isCode(error, 'mdm-unexpected') && 'status' in error.details);
}

/** How a hand-over ended: what was sent, or may have been, is never told as not sent. */
export function outcomeOf({ sentAt }: DeliveryRow, changes: Partial<DeliveryRow>): Partial<DeliveryRow> {
  const { failure } = changes;
  if (!failure || sentAt === undefined || isRefusal(failure)) return changes;
  // Their words say that nothing happened.
  const isSilent = failure.code === 'cancelled' || failure.code === 'sign-in-cancelled';
  return { ...changes, unconfirmed: true, ...(isSilent && { failure: { code: 'mdm-unproven' } }) };
}

/** Whether a failure is one of the MDM: what the admin did, and what failed here, says nothing of it. */
export const isOfMdm = (code: ErrorCode) =>
  code.startsWith('mdm-') && code !== 'mdm-changed' && code !== 'mdm-unproven';

/** Whether the record that a token may have gone into is still the location's. */
export const isStillOwn = (code: ErrorCode) => code !== 'mdm-arrived-elsewhere' && code !== 'mdm-record-gone';
