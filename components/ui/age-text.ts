/** How old something is, in the unit that a person would say. */
export type AgeUnit = 'now' | 'minutes' | 'hours' | 'days';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** @param ms the age in milliseconds; a future time counts as now (clocks differ a little) */
export function ageOf(ms: number): { unit: AgeUnit; count: number } {
  if (ms < minute) return { unit: 'now', count: 0 };
  if (ms < hour) return { unit: 'minutes', count: Math.floor(ms / minute) };
  if (ms < 2 * day) return { unit: 'hours', count: Math.floor(ms / hour) };
  return { unit: 'days', count: Math.floor(ms / day) };
}

/** Milliseconds until the text of this age changes. */
export function untilNextText(ms: number): number {
  const step = ms < hour ? minute : ms < 2 * day ? hour : day;
  return step - (Math.max(ms, 0) % step);
}
