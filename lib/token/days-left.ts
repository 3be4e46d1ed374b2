/** Days before the end at which a token is warned about, most urgent first. */
export const warningDays = [1, 7, 14, 30, 60] as const;

const dayMs = 86_400_000;

/**
 * Days until `expiresAt`, both in milliseconds. A part of a day counts whole, so that the number fits the two dates in
 * a person's eyes; 0 and below: it is over.
 */
export function daysLeft(expiresAt: number, now: number): number {
  return Math.ceil((expiresAt - now) / dayMs);
}

/** The warning step that a number of days has reached; undefined while there is nothing to say. */
export function warningStep(days: number): number | undefined {
  return warningDays.find((step) => days <= step);
}
