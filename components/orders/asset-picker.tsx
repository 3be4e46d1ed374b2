import { useLiveQuery } from 'dexie-react-hooks';
import { useMemo, useState } from 'react';
import { fold } from '../../lib/cache/fold.ts';
import type { AssetKey, AssetRow } from '../../lib/cache/rows.ts';
import { assetKeyText } from '../apps/asset-groups.ts';
import { AssetIcon } from '../apps/asset-icon.tsx';
import { useCache } from '../data/cache-context.ts';
import { Button } from '../ui/button.tsx';
import { DataText } from '../ui/data-text.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FilterBar } from '../ui/filter-bar.tsx';
import type { Column } from '../ui/table/columns.ts';
import { DataTable } from '../ui/table/data-table.tsx';
import { useCommonWords, writeNumber } from '../ui/words.ts';
import { type NameOfAsset, useAppNames } from './use-app-names.ts';
import { useOrdersWords } from './words.ts';

interface Props {
  uId: string;
  chosen: readonly AssetKey[];
  onChoose: (assets: AssetKey[]) => void;
  onClose: () => void;
}

/** The apps and books of a location, to be ticked. */
export function AssetPicker({ uId, chosen, onChoose, onClose }: Props) {
  const t = useOrdersWords();
  const tc = useCommonWords();
  const nameOf = useAppNames();
  const assets = useAssetsOf(uId, nameOf);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(() => new Set(chosen.map(assetKeyText)));
  const [text, setText] = useState('');
  const shown = useMemo(() => {
    const asked = fold(text.trim());
    return assets?.filter((asset) => fold(`${nameOf(asset)}\n${asset.adamId}`).includes(asked)) ?? [];
  }, [assets, text, nameOf]);
  const columns = usePickerColumns(nameOf);
  const tick = (rows: readonly AssetRow[], selected: boolean) => {
    const next = new Set(ticked);
    for (const row of rows) {
      if (selected) next.add(assetKeyText(row));
      else next.delete(assetKeyText(row));
    }
    setTicked(next);
  };
  const tickedOfShown = shown.filter((asset) => ticked.has(assetKeyText(asset))).length;
  return (
    <Dialog title={t('pick.assets')} onClose={onClose}>
      <div className="picker">
        <FilterBar
          search={{
            label: t('pick.assets.search'),
            placeholder: t('pick.assets.search'),
            value: text,
            onChange: setText,
          }}
          count={t('pick.ticked', { count: ticked.size })}
        />
        <DataTable<AssetRow>
          label={t('pick.assets')}
          columns={columns}
          count={shown.length}
          rowAt={(index) => shown[index]}
          minWidth={260}
          selection={{
            isSelected: (row) => ticked.has(assetKeyText(row)),
            onSelect: ({ from, to, selected }) => tick(shown.slice(from, to + 1), selected),
            onSelectAll: (selected) => tick(shown, selected),
            state: tickedOfShown === 0 ? 'none' : tickedOfShown === shown.length ? 'all' : 'some',
          }}
          empty={<p className="soft">{t('pick.assets.none')}</p>}
        />
      </div>
      <div className="acts end">
        <Button onPress={onClose}>{tc('act.cancel')}</Button>
        <Button
          look="primary"
          isDisabled={ticked.size === 0 || !assets}
          onPress={() =>
            onChoose(
              (assets ?? [])
                .filter((asset) => ticked.has(assetKeyText(asset)))
                .map(({ adamId, pricingParam }) => ({ adamId, pricingParam })),
            )
          }
        >
          {t('pick.assets.take', { count: ticked.size })}
        </Button>
      </div>
    </Dialog>
  );
}

function useAssetsOf(uId: string, nameOf: NameOfAsset): AssetRow[] | undefined {
  const cache = useCache();
  const rows = useLiveQuery(
    () => cache.assets.where(':id').between([uId, '', ''], [uId, '\uffff', '\uffff']).toArray(),
    [cache, uId],
  );
  return useMemo(() => rows?.toSorted((a, b) => nameOf(a).localeCompare(nameOf(b))), [rows, nameOf]);
}

function usePickerColumns(nameOf: NameOfAsset): Column<AssetRow>[] {
  const t = useOrdersWords();
  const tc = useCommonWords();
  return useMemo(
    () => [
      {
        id: 'name',
        title: t('col.asset'),
        width: 'minmax(160px, 1fr)',
        cell: (row) => (
          <>
            <AssetIcon adamId={row.adamId} isBook={row.productType === 'Book'} size={20} />
            <DataText title={nameOf(row)}>{nameOf(row)}</DataText>
          </>
        ),
      },
      {
        id: 'free',
        title: t('col.free'),
        width: '88px',
        align: 'end',
        cell: ({ unlimited, availableCount }) =>
          unlimited || availableCount === undefined ? (
            <span className="soft">{tc('asset.unlimited')}</span>
          ) : (
            writeNumber(availableCount)
          ),
      },
    ],
    [t, tc, nameOf],
  );
}
