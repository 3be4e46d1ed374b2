import { languageCode } from '../ui/words.ts';

const steps = [
  { unit: 'hour', ms: 3_600_000 },
  { unit: 'minute', ms: 60_000 },
  { unit: 'second', ms: 1000 },
] as const;

/** "40 sec", "3 min": how long something will take, not more exact than a guess is. @param ms milliseconds */
export function writeDuration(ms: number): string {
  const step = steps.find((one) => ms >= one.ms * 1.5) ?? steps[2];
  return new Intl.NumberFormat(languageCode, { style: 'unit', unit: step.unit, unitDisplay: 'short' }).format(
    Math.max(1, Math.ceil(ms / step.ms)),
  );
}
