import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSortedTable, foldText } from '../../../../components/holders/sorted-table.ts';

interface Row {
  text?: string | undefined;
  size: number;
}
const values = { text: (row: Row) => row.text, size: (row: Row) => row.size };
const rowsOf = (longest: number) =>
  fc.array(fc.record({ text: fc.option(fc.string({ maxLength: 3 }), { nil: undefined }), size: fc.nat(9) }), {
    maxLength: longest,
  });

/** The same, as one would write it without thinking of size. */
function naive(rows: readonly Row[], column: 'text' | 'size', descending: boolean, least: number): number[] {
  const numbers = rows.map((_, number) => number);
  const known = numbers.filter((number) => values[column](rows[number] ?? { size: 0 }) !== undefined);
  const valueAt = (number: number) => rows[number]?.[column] ?? '';
  known.sort((a, b) => (valueAt(a) < valueAt(b) ? -1 : valueAt(a) > valueAt(b) ? 1 : 0));
  if (descending) known.reverse();
  const unknown = numbers.filter((number) => !known.includes(number));
  return [...known, ...unknown].filter((number) => (rows[number]?.size ?? 0) >= least);
}

test('finds what a plain sort and filter find, in their order', () => {
  fc.assert(
    fc.property(
      rowsOf(40),
      fc.constantFrom('text' as const, 'size' as const),
      fc.boolean(),
      fc.nat(9),
      (rows, column, descending, least) => {
        const table = createSortedTable(rows, values);
        const found = table.filter(table.inOrder({ column, descending }), (row) => row.size >= least);
        expect([...found]).toEqual(naive(rows, column, descending, least));
      },
    ),
  );
});

test('merges runs of many thousands of rows into one order', () => {
  const rows = Array.from({ length: 50_001 }, (_, number) => ({
    size: (number * 7919) % 10_007,
    text: undefined,
  }));
  const table = createSortedTable(rows, values);
  let steps = 0;
  for (const _ of table.build('size')) steps++;
  expect(steps).toBeGreaterThan(10);
  const found = table.inOrder({ column: 'size', descending: false });
  const expected = rows
    .map((_, number) => number)
    .sort((a, b) => (rows[a]?.size ?? 0) - (rows[b]?.size ?? 0));
  expect([...found]).toEqual(expected);
});

test('text is compared without case and accents', () => {
  expect(foldText('ÄPFEL')).toBe('apfel');
  expect(foldText('Zoë@School.Example')).toBe('zoe@school.example');
});
