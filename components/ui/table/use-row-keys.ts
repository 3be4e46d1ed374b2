import { useRef } from 'react';

/** The rows in sight, and what is taken off their index to make their keys. */
export interface KeyedRange {
  first: number;
  last: number;
  base: number;
}

/**
 * React's keys of the rows in sight. A row that stays in sight keeps its elements; when the table leaps so far that
 * none stays, as at each frame of a bar that is dragged, the new rows take over the elements of the old ones: other
 * texts in them cost a third of what new elements cost.
 */
export function useRowKeys(first: number, last: number): (index: number) => number {
  const range = useRef<KeyedRange>({ first, last, base: 0 });
  range.current = nextRange(range.current, first, last);
  const { base } = range.current;
  return (index) => index - base;
}

export function nextRange(before: KeyedRange, first: number, last: number): KeyedRange {
  const isLeap = first > before.last || last < before.first;
  return { first, last, base: isLeap ? before.base + first - before.first : before.base };
}
