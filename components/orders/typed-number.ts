import type { Plan } from '../../lib/orders/plan/plan.ts';

/**
 * The number that must be typed before a plan is confirmed; undefined when a click is enough. Licences of books for
 * what never comes back, holders for "take all back".
 */
export function numberToType({ kind, forever, counts }: Plan): number | undefined {
  if (forever.licences > 0) return forever.licences;
  return kind === 'take-all-back' ? counts['will-do'] : undefined;
}
