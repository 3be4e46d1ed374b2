// biome-ignore-all lint/a11y/useSemanticElements: a virtual grid cannot be a table
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus, rows and cells are reached by its keys
import ChevronRight from 'lucide-react/icons/chevron-right';
import { memo, type ReactNode } from 'react';
import { useCommonWords } from '../words.ts';
import type { Column } from './columns.ts';
import { Tick } from './tick.tsx';

interface Props<Row> {
  id: string;
  index: number;
  /** Pixels from the top of the body. */
  top: number;
  columns: readonly Column<Row>[];
  row: Row | undefined;
  isActive: boolean;
  isOpen: boolean;
  /** undefined in a table without ticks, and while the row is being read. */
  isSelected: boolean | undefined;
  hasTick: boolean;
  /** undefined in a table that is no tree. */
  level: 1 | 2 | undefined;
  isExpanded: boolean | undefined;
}

function PlainRow<Row>(props: Props<Row>) {
  const { columns, row, level, isExpanded } = props;
  return (
    <div
      id={props.id}
      role="row"
      tabIndex={-1}
      data-index={props.index}
      aria-rowindex={props.index + 2}
      aria-current={props.isOpen || undefined}
      aria-selected={props.hasTick ? (props.isSelected ?? false) : undefined}
      aria-level={level}
      aria-expanded={isExpanded}
      className={props.isActive ? 'table-row active' : 'table-row'}
      style={{ transform: `translateY(${props.top}px)` }}
    >
      {props.hasTick ? <TickCell isSelected={props.isSelected} /> : null}
      {columns.map((column, at) => (
        <div key={column.id} role="gridcell" className={column.align === 'end' ? 'cell number' : 'cell'}>
          {level !== undefined && at === 0 ? <Fold level={level} isExpanded={isExpanded} /> : null}
          {row === undefined ? '' : column.cell(row)}
        </div>
      ))}
    </div>
  );
}

/** Drawn again only when something of this row changed: scrolling draws the rows that come into sight alone. */
export const TableRow = memo(PlainRow) as typeof PlainRow;

function TickCell({ isSelected }: { isSelected: boolean | undefined }) {
  const t = useCommonWords();
  return (
    <div role="gridcell" className="cell tick-cell" data-part="tick">
      <Tick
        label={t('table.select')}
        state={isSelected ? 'all' : 'none'}
        isDisabled={isSelected === undefined}
        tabIndex={-1}
      />
    </div>
  );
}

function Fold({ level, isExpanded }: { level: 1 | 2; isExpanded: boolean | undefined }): ReactNode {
  const t = useCommonWords();
  if (isExpanded === undefined) return <span className={level === 2 ? 'fold-space deep' : 'fold-space'} />;
  return (
    <button
      type="button"
      tabIndex={-1}
      className="fold"
      data-part="fold"
      aria-label={t(isExpanded ? 'table.collapse' : 'table.expand')}
    >
      <ChevronRight size={16} aria-hidden className={isExpanded ? 'chevron open' : 'chevron'} />
    </button>
  );
}
