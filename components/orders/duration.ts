import { languageCode } from '../ui/words.ts';

const steps = [
  { unit: 'hour', ms: 3_600_000 },
  { unit: 'minute', ms: 60_000 },
] as const;

/** "30 sec", "3 min": how long something will take, no more exact than a guess is. @param ms milliseconds */
export function writeDuration(ms: number): string {
  const step = steps.find((one) => ms >= one.ms * 1.5);
  if (step) return write(Math.round(ms / step.ms), step.unit);
  const seconds = Math.ceil(ms / 1000);
  return write(seconds < 10 ? Math.max(seconds, 1) : Math.round(seconds / 5) * 5, 'second');
}

function write(count: number, unit: 'hour' | 'minute' | 'second'): string {
  return new Intl.NumberFormat(languageCode, { style: 'unit', unit, unitDisplay: 'short' }).format(count);
}
