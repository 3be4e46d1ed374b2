// biome-ignore-all lint/a11y/useSemanticElements: a virtual grid cannot be a table
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus, rows and cells are reached by its keys
import ArrowDown from 'lucide-react/icons/arrow-down';
import ArrowUp from 'lucide-react/icons/arrow-up';
import type { ReactNode } from 'react';
import { useCommonWords } from '../words.ts';
import type { Column, Sort } from './columns.ts';
import { Tick } from './tick.tsx';

interface Props<Row> {
  columns: readonly Column<Row>[];
  sort: Sort | undefined;
  onSort: ((column: string) => void) | undefined;
  ticks: { state: 'none' | 'some' | 'all'; onTick: (selected: boolean) => void } | undefined;
}

/** The headings; those that sort are buttons. */
export function HeaderRow<Row>({ columns, sort, onSort, ticks }: Props<Row>) {
  const t = useCommonWords();
  return (
    <div role="rowgroup" className="table-head">
      <div role="row" aria-rowindex={1} className="table-headings">
        {ticks ? (
          <div role="columnheader" className="cell tick-cell">
            <Tick label={t('table.select.all')} {...ticks} />
          </div>
        ) : null}
        {columns.map((column) => {
          const own = sort?.column === column.id ? sort : undefined;
          return (
            <div
              key={column.id}
              role="columnheader"
              aria-sort={own ? (own.descending ? 'descending' : 'ascending') : undefined}
              className={column.align === 'end' ? 'cell number' : 'cell'}
            >
              {column.sortable && onSort ? (
                <button type="button" className="heading" onClick={() => onSort(column.id)}>
                  <span className="clip">{column.title}</span>
                  {own ? <Direction descending={own.descending} /> : null}
                </button>
              ) : (
                <span className="clip">{column.title}</span>
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function Direction({ descending }: { descending: boolean }): ReactNode {
  return descending ? <ArrowDown size={12} aria-hidden /> : <ArrowUp size={12} aria-hidden />;
}
