import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { Sort } from './columns.ts';
import type { TableSelection } from './data-table.tsx';

interface Deps<Row> {
  selection: TableSelection<Row> | undefined;
  rowAt: (index: number) => Row | undefined;
  count: number;
  sort: Sort | undefined;
}

/** Ticks by mouse and key. With Shift, all rows from the last tick become what the pressed one becomes. */
export function useTicking<Row>({ selection, rowAt, count, sort }: Deps<Row>) {
  const anchor = useRef<{ index: number; row: Row }>(undefined);
  // After another order or filter the last tick stands elsewhere; a range from its old place would tick strangers.
  // biome-ignore lint/correctness/useExhaustiveDependencies: they are what moves rows
  useEffect(() => {
    anchor.current = undefined;
  }, [count, sort?.column, sort?.descending]);

  const onTick = (index: number, isRange: boolean): void => {
    const row = rowAt(index);
    if (!selection || row === undefined) return;
    const pressed = { index, row };
    const other = isRange ? (anchor.current ?? pressed) : pressed;
    anchor.current = pressed;
    const [first, last] = other.index < index ? [other, pressed] : [pressed, other];
    selection.onSelect({
      from: first.index,
      to: last.index,
      first: first.row,
      last: last.row,
      selected: !selection.isSelected(row),
    });
  };

  /** Whether the key was ours. */
  const onKey = (event: KeyboardEvent, current: number): boolean => {
    if (!selection || count === 0) return false;
    if (event.key === ' ') {
      onTick(current, event.shiftKey);
      return true;
    }
    if (
      event.key.toLowerCase() === 'a' &&
      (event.ctrlKey || event.metaKey) &&
      !event.shiftKey &&
      !event.altKey
    ) {
      selection.onSelectAll(true);
      return true;
    }
    return false;
  };
  return { onTick, onKey };
}
