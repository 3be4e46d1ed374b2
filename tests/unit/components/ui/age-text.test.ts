import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ageOf, untilNextText } from '../../../../components/ui/age-text.ts';

const minute = 60_000;
const hour = 60 * minute;

describe('ageOf', () => {
  it.each([
    [0, 'now', 0],
    [-5000, 'now', 0],
    [59_999, 'now', 0],
    [minute, 'minutes', 1],
    [59 * minute + 59_999, 'minutes', 59],
    [hour, 'hours', 1],
    [47 * hour, 'hours', 47],
    [48 * hour, 'days', 2],
  ] as const)('%d ms is %s %d', (ms, unit, count) => {
    expect(ageOf(ms)).toEqual({ unit, count });
  });

  it('says something else after the time that it names, and not before', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 * 24 * hour }), (ms) => {
        const wait = untilNextText(ms);
        expect(wait).toBeGreaterThan(0);
        expect(ageOf(ms + wait - 1)).toEqual(ageOf(ms));
        expect(ageOf(ms + wait)).not.toEqual(ageOf(ms));
      }),
    );
  });
});
