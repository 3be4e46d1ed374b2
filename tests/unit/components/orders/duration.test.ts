import { expect, it } from 'vitest';
import { writeDuration } from '../../../../components/orders/duration.ts';

it.each([
  [0, '1 sec'],
  [4200, '5 sec'],
  [31_000, '30 sec'],
  [61_000, '60 sec'],
  [95_000, '2 min'],
  [3_700_000, '62 min'],
  [7_300_000, '2 hr'],
])('%d ms is about %s', (ms, text) => {
  expect(writeDuration(ms)).toBe(text);
});
