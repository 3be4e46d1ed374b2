/** Days before the end at which a token is warned about, unless the admin sets others. */
export const defaultWarningDays: readonly number[] = [60, 30, 14, 7, 1];

const dayMs = 86_400_000;

/**
 * Days until `expiresAt`, both in milliseconds. A part of a day counts whole, so that the number fits the two dates in
 * a person's eyes; 0 and below: it is over.
 */
export function daysLeft(expiresAt: number, now: number): number {
  return Math.ceil((expiresAt - now) / dayMs);
}

/** The nearest warning step that a number of days has reached; undefined while there is nothing to say. */
export function warningStep(days: number, steps = defaultWarningDays): number | undefined {
  const reached = steps.filter((step) => days <= step);
  return reached.length > 0 ? Math.min(...reached) : undefined;
}
