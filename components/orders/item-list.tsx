import ArrowRight from 'lucide-react/icons/arrow-right';
import { type ReactNode, useDeferredValue, useMemo, useState } from 'react';
import { fold } from '../../lib/cache/fold.ts';
import { ExportButton } from '../ui/export/export-button.tsx';
import type { ExportColumn } from '../ui/export/export-column.ts';
import { FilterBar } from '../ui/filter-bar.tsx';
import { Select } from '../ui/select.tsx';
import type { Column } from '../ui/table/columns.ts';
import { DataTable } from '../ui/table/data-table.tsx';
import { ItemAsset, ItemHolder } from './item-cells.tsx';
import type { ItemLine, ItemTable } from './item-table.ts';
import { useAppNames } from './use-app-names.ts';
import { useHolderNames } from './use-holder-names.ts';
import { useOrdersWords } from './words.ts';

interface Props<Tag> {
  label: string;
  uId: string;
  table: ItemTable<Tag>;
  /** The kinds of verdict or outcome that there are, to choose from. */
  kinds: readonly { value: string; text: string }[];
  kindOf: (tag: Tag) => string;
  /** The kind that is shown at first. */
  firstKind?: string;
  cell: (tag: Tag) => ReactNode;
  /** Without its ending. */
  fileName: string;
  /** When what it says was true; for the file's name. */
  asOf?: number | undefined;
  exported: readonly ExportColumn<ItemLine<Tag>>[];
  /** Of people whom Apple does not know yet. */
  emails?: ReadonlyMap<string, string>;
}

const rowsAtOnce = 2000;

/** The items of a plan or an order: searched, filtered, exported; as many as there are. */
export function ItemList<Tag>(props: Props<Tag>) {
  const { label, uId, table, kinds, kindOf, cell, exported } = props;
  const t = useOrdersWords();
  const nameOf = useAppNames();
  const [text, setText] = useState('');
  const [kind, setKind] = useState(props.firstKind ?? 'all');
  const { nameOfHolder, isNamed } = useHolderNames(uId, table, props.emails);
  const asked = useDeferredValue(fold(text.trim()));
  const found = useMemo(
    () =>
      table.find({
        passes: (tag) => kind === 'all' || kindOf(tag) === kind,
        ...(asked !== '' && {
          text: {
            holder: (holder) => fold(holder.id).includes(asked) || isNamed(holder, asked),
            asset: (asset) => fold(`${nameOf(asset)}\n${asset.adamId}`).includes(asked),
          },
        }),
      }),
    [table, kind, kindOf, asked, nameOf, isNamed],
  );
  const columns = useMemo(
    (): Column<ItemLine<Tag>>[] => [
      {
        id: 'holder',
        title: t('col.holder'),
        // A move names two.
        width: table.hasMoves ? 'minmax(250px, 3fr)' : 'minmax(140px, 3fr)',
        cell: ({ holder, from }) => {
          const whose = <ItemHolder holder={holder} name={nameOfHolder(holder)} />;
          if (!from) return whose;
          return (
            <>
              <ItemHolder holder={from} name={nameOfHolder(from)} />
              <ArrowRight size={14} aria-hidden className="turns move-arrow" />
              <span className="move-to">{whose}</span>
            </>
          );
        },
      },
      ...(table.hasAssets
        ? [
            {
              id: 'asset',
              title: t('col.asset'),
              width: table.hasMoves ? 'minmax(90px, 1fr)' : 'minmax(110px, 1.5fr)',
              cell: ({ asset }: ItemLine<Tag>) => (asset ? <ItemAsset name={nameOf(asset)} /> : null),
            },
          ]
        : []),
      {
        id: 'verdict',
        title: t('col.verdict'),
        // One half of a move may have another end than the other.
        width: table.hasMoves ? 'minmax(260px, 2fr)' : 'minmax(150px, 2fr)',
        cell: ({ tag }) => cell(tag),
      },
    ],
    [t, table, nameOf, nameOfHolder, cell],
  );

  async function* rows(): AsyncGenerator<ItemLine<Tag>[]> {
    for (let from = 0; from < found.length; from += rowsAtOnce) {
      yield Array.from(found.subarray(from, from + rowsAtOnce)).flatMap((index) => table.lineAt(index) ?? []);
    }
  }
  return (
    <>
      <FilterBar
        search={{
          label: t('items.search'),
          placeholder: t('items.search.placeholder'),
          value: text,
          onChange: setText,
        }}
        count={{ shown: found.length, total: table.count }}
        acts={<ExportButton fileName={props.fileName} columns={exported} rows={rows} asOf={props.asOf} />}
      >
        <Select
          label={t('items.kind')}
          isLabelHidden
          value={kind}
          options={[{ value: 'all', text: t('items.kind.all') }, ...kinds]}
          onChange={setKind}
        />
      </FilterBar>
      <DataTable<ItemLine<Tag>>
        label={label}
        columns={columns}
        count={found.length}
        rowAt={(index) => table.lineAt(found[index] ?? -1)}
        minWidth={table.hasMoves ? 632 : table.hasAssets ? 420 : 300}
        empty={<p className="strong">{t('items.none')}</p>}
      />
    </>
  );
}
