import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextRange } from '../../../../../components/ui/table/use-row-keys.ts';

const range = fc
  .record({ first: fc.nat(10_000), rows: fc.integer({ min: 1, max: 40 }) })
  .map(({ first, rows }) => ({ first, last: first + rows - 1 }));

/** The keys of a range after a way through others. */
function keysAfter(way: readonly { first: number; last: number }[]) {
  const [start = { first: 0, last: 0 }, ...rest] = way;
  let now = { ...start, base: 0 };
  const keys = () =>
    new Map(
      Array.from({ length: now.last - now.first + 1 }, (_, at) => [
        now.first + at,
        now.first + at - now.base,
      ]),
    );
  const all = [keys()];
  for (const { first, last } of rest) {
    now = nextRange(now, first, last);
    all.push(keys());
  }
  return all;
}

test('a row that stays in sight keeps its elements, and no two rows share them', () => {
  fc.assert(
    fc.property(fc.array(range, { minLength: 2, maxLength: 20 }), (way) => {
      const all = keysAfter(way);
      all.forEach((keys, at) => {
        expect(new Set(keys.values()).size).toBe(keys.size);
        const before = all[at - 1];
        for (const [index, key] of keys) if (before?.has(index)) expect(key).toBe(before.get(index));
      });
    }),
  );
});

test('after a leap no elements are made anew', () => {
  fc.assert(
    fc.property(
      fc.nat(10_000),
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 0, max: 9000 }),
      (first, rows, gap) => {
        const leap = first + rows + gap;
        for (const [from, to] of [
          [first, leap],
          [leap, first],
        ] as const) {
          const [before, after] = keysAfter([
            { first: from, last: from + rows - 1 },
            { first: to, last: to + rows - 1 },
          ]);
          expect([...(after?.values() ?? [])]).toEqual([...(before?.values() ?? [])]);
        }
      },
    ),
  );
});
