import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nextSort, readSort, writeSort } from '../../../../../components/ui/table/columns.ts';
import { stepForKey } from '../../../../../components/ui/table/step-for-key.ts';

it.each([
  ['ArrowDown', 5, 6],
  ['ArrowUp', 0, 0],
  ['End', 0, 99],
  ['Home', 42, 0],
  ['PageDown', 5, 15],
  ['PageUp', 5, 0],
  ['ArrowDown', 99, 99],
  ['Tab', 5, undefined],
])('%s from %d leads to %s', (key, from, to) => {
  expect(stepForKey(key, from, 100, 10)).toBe(to);
});

it('leads nowhere in an empty table, and never outside', () => {
  expect(stepForKey('End', 0, 0, 10)).toBeUndefined();
  fc.assert(
    fc.property(
      fc.constantFrom('ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End'),
      fc.integer({ min: 1, max: 1000 }),
      fc.nat(2000),
      fc.integer({ min: -3, max: 50 }),
      (key, count, from, page) => {
        const to = stepForKey(key, from, count, page) ?? -1;
        expect(to).toBeGreaterThanOrEqual(0);
        expect(to).toBeLessThan(count);
      },
    ),
  );
});

it('turns the sort around on the second click and starts anew on another column', () => {
  const first = nextSort(undefined, 'name');
  const second = nextSort(first, 'name');
  expect([first.descending, second.descending, nextSort(second, 'name').descending]).toEqual([
    false,
    true,
    false,
  ]);
  expect(nextSort(second, 'total')).toEqual({ column: 'total', descending: false });
  expect(readSort(writeSort(second))).toEqual(second);
});
