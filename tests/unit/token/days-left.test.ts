import { expect, it } from 'vitest';
import { daysLeft, warningStep } from '../../../lib/token/days-left.ts';

const day = 86_400_000;

it.each([
  [10 * day, 10],
  [9.2 * day, 10],
  [1, 1],
  [0, 0],
  [-day, -1],
])('%d ms before the end are %d days', (ms, days) => {
  expect(daysLeft(ms, 0)).toBe(days);
});

it.each([
  [61, undefined, undefined],
  [60, undefined, 60],
  [15, undefined, 30],
  [7, undefined, 7],
  [0, undefined, 1],
  // In whatever order the admin wrote them.
  [20, [5, 45, 21], 21],
  [20, [], undefined],
])('with %d days left and the steps %j the step is %j', (days, steps, step) => {
  expect(warningStep(days, steps)).toBe(step);
});
