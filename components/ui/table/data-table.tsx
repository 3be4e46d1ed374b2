// biome-ignore-all lint/a11y/useSemanticElements: a virtual grid cannot be a table
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus, rows and cells are reached by its keys
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid handles the keys
import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import type { Column, Sort } from './columns.ts';
import { HeaderRow } from './header-row.tsx';
import { stepForKey } from './step-for-key.ts';
import './table.css';

/** Height of a row and of the heading, in CSS pixels; `--row` of the theme. */
const rowHeight = 36;

interface Props<Row> {
  label: string;
  columns: readonly Column<Row>[];
  count: number;
  /** undefined while a windowed row is being read. */
  rowAt: (index: number) => Row | undefined;
  /** The narrowest that all columns fit into; below it the table scrolls sideways. */
  minWidth: number;
  sort?: Sort;
  onSort?: (column: string) => void;
  /** The row whose detail stands beside the table. */
  openIndex?: number;
  onOpen?: (row: Row) => void;
  /** The rows in sight, for readers that fetch windows. */
  onRange?: (first: number, last: number) => void;
  /** Instead of rows when there are none. */
  empty?: ReactNode;
}

/**
 * An ARIA grid that draws the rows in sight alone. One tab stop: arrows, Home, End, Page Up and Down move the
 * active row, Enter opens it; the headings are buttons.
 */
export function DataTable<Row>(props: Props<Row>) {
  const { columns, count, rowAt, openIndex, onOpen, onRange } = props;
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollMargin: rowHeight,
    scrollPaddingStart: rowHeight,
  });
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => onRange?.(first, last), [first, last, onRange]);

  const current = Math.min(active, Math.max(count - 1, 0));
  const moveTo = (index: number) => {
    setActive(index);
    virtual.scrollToIndex(index);
  };
  const open = (index: number) => {
    const row = rowAt(index);
    if (row !== undefined) onOpen?.(row);
  };
  const style: CSSProperties & Record<'--columns' | '--min-width', string> = {
    '--columns': columns.map((column) => column.width).join(' '),
    '--min-width': `${props.minWidth}px`,
  };

  return (
    <div
      ref={scroller}
      className="table"
      style={style}
      role="grid"
      tabIndex={0}
      aria-label={props.label}
      aria-rowcount={count + 1}
      aria-colcount={columns.length}
      aria-activedescendant={count > 0 ? `${id}-${current}` : undefined}
      onKeyDown={(event) => {
        if (event.target !== event.currentTarget) return;
        if (event.key === 'Enter' && onOpen) return open(current);
        const page = Math.floor(event.currentTarget.clientHeight / rowHeight) - 2;
        const next = stepForKey(event.key, current, count, page);
        if (next === undefined) return;
        event.preventDefault();
        moveTo(next);
      }}
    >
      <HeaderRow columns={columns} sort={props.sort} onSort={props.onSort} />
      <div role="rowgroup" className="table-body" style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => (
          <Row
            key={item.key}
            id={`${id}-${item.index}`}
            index={item.index}
            top={item.start - rowHeight}
            columns={columns}
            row={rowAt(item.index)}
            isActive={item.index === current}
            isOpen={item.index === openIndex}
            onPress={() => {
              setActive(item.index);
              open(item.index);
            }}
          />
        ))}
      </div>
      {count === 0 ? <div className="table-empty">{props.empty}</div> : null}
    </div>
  );
}

interface RowProps<Row> {
  id: string;
  index: number;
  /** Pixels from the top of the body. */
  top: number;
  columns: readonly Column<Row>[];
  row: Row | undefined;
  isActive: boolean;
  isOpen: boolean;
  onPress: () => void;
}

function Row<R>({ id, index, top, columns, row, isActive, isOpen, onPress }: RowProps<R>) {
  return (
    <div
      id={id}
      role="row"
      tabIndex={-1}
      aria-rowindex={index + 2}
      aria-selected={isOpen}
      className={isActive ? 'table-row active' : 'table-row'}
      style={{ transform: `translateY(${top}px)` }}
      onClick={onPress}
    >
      {columns.map((column) => (
        <div key={column.id} role="gridcell" className={column.align === 'end' ? 'cell number' : 'cell'}>
          {row === undefined ? '' : column.cell(row)}
        </div>
      ))}
    </div>
  );
}
