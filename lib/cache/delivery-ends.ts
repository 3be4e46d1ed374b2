/** What the end that a record shows says of the token in it. Pure. */
import type { DeliveryRow } from './mdm-rows.ts';

const DAY_MS = 86_400_000;

/** Whether two ends are the same, with a day of slack (mdm reference 0.6). */
export const endsAt = (end: number, expiresAt: number) => Math.abs(end - expiresAt) <= DAY_MS;

/** Two tokens of one day end alike: then the end that a record shows proves nothing. */
export const isTelling = (before: number | undefined, expiresAt: number) =>
  before === undefined || !endsAt(before, expiresAt);

/** Whether the record of a hand-over that is done cannot tell which token it has: that it was accepted is all there is. */
export function isAcceptedAlone({ changedBefore, expiredBefore, expiresAt }: DeliveryRow): boolean {
  return !isTelling(expiredBefore, expiresAt) && changedBefore === undefined;
}
