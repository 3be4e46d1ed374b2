import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readWarningDays } from '../../../../components/settings/read-warning-days.ts';

test.each([
  ['60, 30, 14', [60, 30, 14]],
  [' 1;7  30,7 ', [30, 7, 1]],
  ['٣٠، ٧', [30, 7]],
  ['３０、７', [30, 7]],
  ['', []],
])('"%s"', (typed, days) => {
  expect(readWarningDays(typed)).toEqual({ ok: true, days });
});

test.each([
  ['30, soon', 'number', 'soon'],
  ['30, 1.5', 'number', '1.5'],
  ['-7', 'number', '-7'],
  ['0', 'range', '0'],
  ['366, 1', 'range', '366'],
])('refuses "%s" and names what is wrong', (typed, reason, text) => {
  expect(readWarningDays(typed)).toEqual({ ok: false, reason, text });
});

test('refuses more than twelve, counting each once', () => {
  const twelve = Array.from({ length: 12 }, (_, index) => index + 1);
  expect(readWarningDays([...twelve, 12].join())).toMatchObject({ ok: true });
  expect(readWarningDays([...twelve, 13].join())).toMatchObject({ ok: false, reason: 'many' });
});

test('what is kept reads as what it is', () => {
  const kept = fc.uniqueArray(fc.integer({ min: 1, max: 365 }), { maxLength: 12 });
  fc.assert(
    fc.property(kept, (days) => {
      const sorted = days.toSorted((a, b) => b - a);
      expect(readWarningDays(sorted.join(', '))).toEqual({ ok: true, days: sorted });
    }),
  );
});
