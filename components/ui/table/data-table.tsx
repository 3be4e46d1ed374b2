// biome-ignore-all lint/a11y/useSemanticElements: a virtual grid cannot be a table
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus, rows and cells are reached by its keys
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid handles the keys
// biome-ignore-all lint/a11y/noStaticElementInteractions: the role is grid or treegrid, chosen below
// biome-ignore-all lint/a11y/useAriaPropsSupportedByRole: as above
import {
  type CSSProperties,
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react';
import { useCommonWords } from '../words.ts';
import type { Column, Sort } from './columns.ts';
import { HeaderRow } from './header-row.tsx';
import { partOf, readIndex } from './row-parts.ts';
import { rowHeight } from './row-window.ts';
import { stepForKey } from './step-for-key.ts';
import { TableRow } from './table-row.tsx';
import { treeStepForKey } from './tree-step-for-key.ts';
import { useRowKeys } from './use-row-keys.ts';
import { useRowWindow } from './use-row-window.ts';
import { useTicking } from './use-ticking.ts';
import './table.css';

/** Browsers end an element somewhere, Firefox first, at 17.8 million pixels: no table is drawn longer. */
const mostRows = 450_000;
/** Width of the column of ticks, in CSS pixels. */
const tickWidth = 32;

/** Which rows are ticked; the caller keeps them by their own keys, so that they outlive a sort or filter. */
export interface TableSelection<Row> {
  isSelected(row: Row): boolean;
  /** Rows `from` to `to`, both included, `from` never above `to`; and the rows that stood there when they were ticked. */
  onSelect(change: { from: number; to: number; first: Row; last: Row; selected: boolean }): void;
  /** The tick in the heading, Ctrl or Cmd + A. */
  onSelectAll(selected: boolean): void;
  state: 'none' | 'some' | 'all';
}

/** Rows of two levels: those of level 2 follow their parent while it is expanded. */
export interface TableTree<Row> {
  levelOf(row: Row): 1 | 2;
  /** undefined: it has nothing to show below. */
  isExpanded(row: Row): boolean | undefined;
  onToggle(row: Row): void;
}

interface Props<Row> {
  label: string;
  /** Keep the array between renders: a new one draws every row in sight again. */
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
  selection?: TableSelection<Row>;
  tree?: TableTree<Row>;
}

/**
 * An ARIA grid that draws the rows in sight alone. One tab stop: arrows, Home, End, Page Up and Down move the
 * active row, Enter opens it, Space ticks it (with Shift: all from the last tick), Left and Right fold a tree;
 * the headings are buttons.
 */
export function DataTable<Row>(props: Props<Row>) {
  const { columns, rowAt, openIndex, onOpen, onRange, selection, tree } = props;
  const count = Math.min(props.count, mostRows);
  const t = useCommonWords();
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const { first, last, bringIntoView } = useRowWindow(scroller, count);
  useEffect(() => onRange?.(first, last), [first, last, onRange]);
  const keyOf = useRowKeys(first, last);
  const ticking = useTicking({ selection, rowAt, count: props.count, sort: props.sort });

  const current = Math.min(active, Math.max(count - 1, 0));
  // The wheel leaves the active row behind: a screen reader must not be sent to what is not there.
  const isCurrentDrawn = first <= current && current <= last;
  const moveTo = (index: number) => {
    setActive(index);
    bringIntoView(index);
  };
  const open = (index: number) => {
    const row = rowAt(index);
    if (row !== undefined) onOpen?.(row);
  };
  const toggle = (index: number) => {
    const row = rowAt(index);
    if (row !== undefined && tree?.isExpanded(row) !== undefined) tree.onToggle(row);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.target !== event.currentTarget) return;
    if (event.key === 'Enter' && onOpen) return open(current);
    if (ticking.onKey(event, current)) return event.preventDefault();
    const fold = tree && treeStepForKey(keyInReading(event), current, rowAt, tree);
    if (fold !== undefined) {
      event.preventDefault();
      return fold === 'toggle' ? toggle(current) : moveTo(fold);
    }
    const page = Math.floor(event.currentTarget.clientHeight / rowHeight) - 2;
    const next = stepForKey(event.key, current, count, page);
    if (next === undefined) return;
    event.preventDefault();
    moveTo(next);
  };

  const style: CSSProperties & Record<'--columns' | '--min-width', string> = {
    '--columns': [...(selection ? [`${tickWidth}px`] : []), ...columns.map(({ width }) => width)].join(' '),
    '--min-width': `${props.minWidth + (selection ? tickWidth : 0)}px`,
  };

  return (
    <div
      ref={scroller}
      className="table"
      style={style}
      role={tree ? 'treegrid' : 'grid'}
      tabIndex={0}
      aria-label={props.label}
      aria-rowcount={props.count + 1}
      aria-colcount={columns.length + (selection ? 1 : 0)}
      aria-multiselectable={selection ? true : undefined}
      aria-activedescendant={isCurrentDrawn ? `${id}-${current}` : undefined}
      onKeyDown={onKeyDown}
    >
      <HeaderRow
        columns={columns}
        sort={props.sort}
        onSort={props.onSort}
        ticks={selection && { state: count === 0 ? 'none' : selection.state, onTick: selection.onSelectAll }}
      />
      <div
        role="rowgroup"
        className="table-body"
        style={{ height: count * rowHeight }}
        onMouseDown={(event) => {
          // The grid keeps the focus, so that its keys go on from here; and Shift selects rows, not text.
          if (partOf(event.target) === 'tick' || partOf(event.target) === 'fold') {
            event.preventDefault();
            scroller.current?.focus({ preventScroll: true });
          }
        }}
        onClick={(event) => {
          const index = readIndex(event.target);
          const part = partOf(event.target);
          if (index === undefined || part === 'own') return;
          setActive(index);
          if (part === 'tick') ticking.onTick(index, event.shiftKey);
          else if (part === 'fold') toggle(index);
          else open(index);
        }}
      >
        {Array.from({ length: last - first + 1 }, (_, at) => {
          const index = first + at;
          const row = rowAt(index);
          return (
            <TableRow
              key={keyOf(index)}
              id={`${id}-${index}`}
              index={index}
              top={index * rowHeight}
              columns={columns}
              row={row}
              isActive={index === current}
              isOpen={index === openIndex}
              isSelected={selection && row !== undefined ? selection.isSelected(row) : undefined}
              hasTick={selection !== undefined}
              level={tree && row !== undefined ? tree.levelOf(row) : undefined}
              isExpanded={tree && row !== undefined ? tree.isExpanded(row) : undefined}
            />
          );
        })}
      </div>
      {count === 0 ? <div className="table-empty">{props.empty}</div> : null}
      {count < props.count ? <p className="table-empty soft">{t('table.cut', { count })}</p> : null}
    </div>
  );
}

/** Left and Right as the reader means them: in right-to-left text, Left leads into a row. */
function keyInReading({ key, currentTarget }: KeyboardEvent<HTMLElement>): string {
  if (getComputedStyle(currentTarget).direction !== 'rtl') return key;
  return key === 'ArrowLeft' ? 'ArrowRight' : key === 'ArrowRight' ? 'ArrowLeft' : key;
}
