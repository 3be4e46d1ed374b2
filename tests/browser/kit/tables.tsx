import { useMemo, useState } from 'react';
import { DataText } from '../../../components/ui/data-text.tsx';
import { ExportButton } from '../../../components/ui/export/export-button.tsx';
import type { ExportColumn } from '../../../components/ui/export/export-column.ts';
import { FilterBar } from '../../../components/ui/filter-bar.tsx';
import { Select } from '../../../components/ui/select.tsx';
import { ColumnChoice } from '../../../components/ui/table/column-choice.tsx';
import { type Column, nextSort, type Sort } from '../../../components/ui/table/columns.ts';
import { DataTable, type TableSelection } from '../../../components/ui/table/data-table.tsx';
import { UtilisationBar } from '../../../components/ui/utilisation-bar.tsx';
import { type AppLine, assignedCount, type Line, lines, nameOf, totalCount } from './lines.ts';

/** How often a row of the long table was drawn; read by the test. */
const drawn = { rows: 0 };
Object.assign(globalThis, { kitDrawn: drawn });

const columns: Column<Line>[] = [
  {
    id: 'name',
    title: 'Name',
    width: 'minmax(160px, 2fr)',
    sortable: true,
    canHide: false,
    cell: (line) => {
      drawn.rows += 1;
      return <DataText>{nameOf(line)}</DataText>;
    },
  },
  { id: 'total', title: 'Total', width: '72px', align: 'end', sortable: true, cell: totalCount },
  { id: 'assigned', title: 'Assigned', width: '80px', align: 'end', sortable: true, cell: assignedCount },
  {
    id: 'use',
    title: 'In use',
    width: 'minmax(80px, 1fr)',
    cell: (line) => <UtilisationBar used={assignedCount(line)} total={totalCount(line)} />,
  },
];

/** Ticks by the rows' keys, as a screen keeps them. */
function useTicks(rows: readonly Line[]): TableSelection<Line> & { count: number } {
  const [ticked, setTicked] = useState<ReadonlySet<number>>(new Set());
  return {
    isSelected: ({ key }: Line) => ticked.has(key),
    onSelect: ({ from, to, selected }: { from: number; to: number; selected: boolean }) => {
      const next = new Set(ticked);
      for (const { key } of rows.slice(from, to + 1)) selected ? next.add(key) : next.delete(key);
      setTicked(next);
    },
    onSelectAll: (selected: boolean) => setTicked(new Set(selected ? rows.map(({ key }) => key) : [])),
    state: ticked.size === 0 ? 'none' : ticked.size === rows.length ? 'all' : 'some',
    count: ticked.size,
  };
}

function TablePart({ count = 40 }: { count?: number }) {
  const [sort, setSort] = useState<Sort>({ column: 'name', descending: false });
  const [open, setOpen] = useState<number>();
  const all = useMemo(() => lines(count), [count]);
  const rows = useMemo(() => (sort.descending ? all.toReversed() : all), [all, sort]);
  const ticks = useTicks(rows);
  return (
    <>
      <div className="kit-table">
        <DataTable
          label="Apps"
          columns={columns}
          count={rows.length}
          rowAt={(index) => rows[index]}
          minWidth={480}
          sort={sort}
          onSort={(column) => setSort(nextSort(sort, column))}
          openIndex={rows.findIndex(({ key }) => key === open)}
          onOpen={({ key }) => setOpen(key)}
          selection={ticks}
        />
      </div>
      <p className="soft" role="status">
        {ticks.count} ticked
      </p>
    </>
  );
}

function TreePart() {
  const [unfolded, setUnfolded] = useState<ReadonlySet<number>>(new Set([2]));
  const rows = useMemo<Line[]>(
    () =>
      lines(12).flatMap((app): Line[] =>
        unfolded.has(app.key) ? [app, ...app.below.map((place) => ({ ...place }))] : [app],
      ),
    [unfolded],
  );
  const toggle = ({ key }: Line) => {
    const next = new Set(unfolded);
    if (!next.delete(key)) next.add(key);
    setUnfolded(next);
  };
  return (
    <div className="kit-table">
      <DataTable
        label="Apps by location"
        columns={columns}
        count={rows.length}
        rowAt={(index) => rows[index]}
        minWidth={480}
        tree={{
          levelOf: (line) => (isApp(line) ? 1 : 2),
          isExpanded: (line) => (isApp(line) && line.below.length > 0 ? unfolded.has(line.key) : undefined),
          onToggle: toggle,
        }}
      />
    </div>
  );
}

const isApp = (line: Line): line is AppLine => 'below' in line;

function FilterPart() {
  const [text, setText] = useState('');
  const [hidden, setHidden] = useState<string[]>(['total']);
  const shown = lines(40).filter((line) => nameOf(line).toLowerCase().includes(text.toLowerCase()));
  return (
    <FilterBar
      search={{ label: 'Search apps by name', placeholder: 'Name or id', value: text, onChange: setText }}
      count={{ shown: shown.length, total: 40 }}
      acts={
        <>
          <ColumnChoice columns={columns} hidden={hidden} onChange={setHidden} />
          <ExportButton fileName="apps" columns={exportColumns} rows={chunks} asOf={Date.UTC(2026, 10, 25)} />
        </>
      }
    >
      <Select
        label="Show"
        isLabelHidden
        value="all"
        options={[{ value: 'all', text: 'All rows' }]}
        onChange={() => undefined}
      />
    </FilterBar>
  );
}

const exportColumns: ExportColumn<Line>[] = [
  { header: 'name', value: nameOf },
  { header: 'total', value: totalCount },
];

async function* chunks(): AsyncGenerator<Line[]> {
  yield lines(25_000);
  yield lines(25_000);
}

const LongTable = () => <TablePart count={100_000} />;

export const tableParts = {
  'filter-bar': FilterPart,
  table: () => <TablePart />,
  tree: TreePart,
  'long-table': LongTable,
};
