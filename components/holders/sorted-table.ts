/**
 * Rows in memory, ordered by any column and filtered. An order is made once, in slices, so that whoever makes it can
 * answer in between; a filter is then one pass over it. Pure.
 */
import type { Sort } from '../ui/table/columns.ts';

/** What a column sorts by; text already in the form that is compared. Unknown comes last whichever way. */
export type SortValue = string | number | undefined;
export type SortValues<Row> = Readonly<Record<string, (row: Row) => SortValue>>;

interface Order {
  /** Row numbers, ascending. */
  known: Uint32Array;
  unknown: Uint32Array;
}

/** Sorted in one step, which takes a millisecond or two. */
const RUN = 2048;

export type SortedTable<Row> = ReturnType<typeof createSortedTable<Row>>;

export function createSortedTable<Row>(rows: readonly Row[], values: SortValues<Row>) {
  const orders = new Map<string, Order>();

  function orderOf(column: string): Order {
    const order = orders.get(column);
    if (order) return order;
    for (const _ of build(column));
    return orders.get(column) ?? { known: new Uint32Array(0), unknown: new Uint32Array(0) };
  }

  function* build(column: string): Generator<void, void> {
    if (orders.has(column)) return;
    const keyOf = values[column];
    const sorted = keyOf ? yield* sortRows(rows, keyOf) : asTheyCame(rows.length);
    orders.set(column, sorted);
  }

  return {
    rows,
    /** Makes the order of a column; each step takes some milliseconds. An unknown column keeps the rows as they came. */
    build,
    /** The numbers of all rows. */
    inOrder: ({ column, descending }: Sort): Uint32Array => inDirection(orderOf(column), descending),
    /** Those of some rows that pass, as they stand. */
    filter(numbers: Uint32Array, passes: (row: Row) => boolean): Uint32Array {
      const found = new Uint32Array(numbers.length);
      let count = 0;
      for (const number of numbers) {
        const row = rows[number];
        if (row !== undefined && passes(row)) found[count++] = number;
      }
      return found.slice(0, count);
    },
  };
}

function inDirection({ known, unknown }: Order, descending: boolean): Uint32Array {
  const order = new Uint32Array(known.length + unknown.length);
  order.set(descending ? known.slice().reverse() : known);
  order.set(unknown, known.length);
  return order;
}

function asTheyCame(length: number): Order {
  return { known: Uint32Array.from({ length }, (_, number) => number), unknown: new Uint32Array(0) };
}

function* sortRows<Row>(rows: readonly Row[], keyOf: (row: Row) => SortValue): Generator<void, Order, void> {
  const keys: SortValue[] = new Array(rows.length);
  const known = new Uint32Array(rows.length);
  const unknown = new Uint32Array(rows.length);
  let knownCount = 0;
  let unknownCount = 0;
  for (let number = 0; number < rows.length; number++) {
    const row = rows[number];
    const key = row === undefined ? undefined : keyOf(row);
    keys[number] = key;
    if (key === undefined) unknown[unknownCount++] = number;
    else known[knownCount++] = number;
    if (number % RUN === RUN - 1) yield;
  }
  const order = yield* mergeSort(known.slice(0, knownCount), keys);
  return { known: order, unknown: unknown.slice(0, unknownCount) };
}

/** Stable; one run or one stretch of a merge a step. */
function* mergeSort(numbers: Uint32Array, keys: readonly SortValue[]): Generator<void, Uint32Array, void> {
  const compare = (a: number, b: number) => compareKeys(keys[a], keys[b]) || a - b;
  for (let from = 0; from < numbers.length; from += RUN) {
    numbers.subarray(from, from + RUN).sort(compare);
    yield;
  }
  let source: Uint32Array = numbers;
  let target: Uint32Array = new Uint32Array(numbers.length);
  for (let width = RUN; width < numbers.length; width *= 2) {
    for (let from = 0; from < numbers.length; from += 2 * width) {
      yield* merge(source, target, from, width, compare);
    }
    [source, target] = [target, source];
  }
  return source;
}

function* merge(
  source: Uint32Array,
  target: Uint32Array,
  from: number,
  width: number,
  compare: (a: number, b: number) => number,
): Generator<void, void, void> {
  const middle = Math.min(from + width, source.length);
  const end = Math.min(from + 2 * width, source.length);
  let left = from;
  let right = middle;
  for (let place = from; place < end; place++) {
    const a = source[left] ?? 0;
    const b = source[right] ?? 0;
    const takeLeft = left < middle && (right >= end || compare(a, b) <= 0);
    target[place] = takeLeft ? a : b;
    if (takeLeft) left++;
    else right++;
    if ((place - from) % (4 * RUN) === 4 * RUN - 1) yield;
  }
}

function compareKeys(a: SortValue, b: SortValue): number {
  if (a === b || a === undefined || b === undefined) return 0;
  return a < b ? -1 : 1;
}

/** Text as it is sorted and searched: without case and accents, so that Äpfel stands beside Apfel. */
export function foldText(text: string): string {
  const lower = text.toLowerCase();
  return isAscii(lower) ? lower : lower.normalize('NFKD').replace(/\p{M}+/gu, '');
}

function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 127) return false;
  return true;
}
