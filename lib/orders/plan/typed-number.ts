import type { Plan } from './plan.ts';

/**
 * The number that must be typed before a plan is confirmed (design 2.4); undefined when a click is enough. Licences of
 * books for what never comes back, people and devices for "take all back".
 */
export function numberToType({ kind, forever, counts }: Plan): number | undefined {
  if (forever.licences > 0) return forever.licences;
  return kind === 'take-all-back' ? (counts['will-do'] ?? 0) : undefined;
}
