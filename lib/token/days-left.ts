/** Days before the end at which a token is warned about, most urgent first. */
export const warningDays = [1, 7, 14, 30, 60] as const;

const day = 86_400_000;

/** Whole days until `expiresAt`, both in milliseconds; less than a day counts as 0, the past is negative. */
export function daysLeft(expiresAt: number, now: number): number {
  return Math.floor((expiresAt - now) / day);
}

/** The warning step that a number of days has reached; undefined while there is nothing to say. */
export function warningStep(days: number): number | undefined {
  return warningDays.find((step) => days <= step);
}
