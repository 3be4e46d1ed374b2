import { useMemo } from 'react';
import { useConsoleWords } from '../console/words.ts';
import { State } from '../ui/state.tsx';
import type { Column } from '../ui/table/columns.ts';
import { useCommonWords, writeNumber } from '../ui/words.ts';
import { appTitle, getAppName } from './app-name.ts';
import { AssetIcon } from './asset-icon.tsx';
import type { AssetLineRow } from './asset-rows.ts';

/** Wide enough for all columns, and for those beside an open detail, without cutting a number. */
export const assetTableWidths = { all: 1040, beside: 520 };

/** The columns that stay while a detail stands beside the list. */
const besideDetail = new Set(['name', 'total', 'assigned', 'available', 'location']);

/** The columns of Apps & Books; the most needed ones while a detail is open. */
export function useAssetColumns(isDetailOpen: boolean): Column<AssetLineRow>[] {
  const columns = useAllColumns();
  return useMemo(
    () => (isDetailOpen ? columns.filter(({ id }) => besideDetail.has(id)) : columns),
    [columns, isDetailOpen],
  );
}

function useAllColumns(): Column<AssetLineRow>[] {
  const t = useConsoleWords();
  const tc = useCommonWords();
  return useMemo(() => {
    const none = <span className="soft">{t('apps.none')}</span>;
    const count = (value: number | undefined) => (value === undefined ? none : writeNumber(value));
    const unlimited = <span className="soft">{tc('asset.unlimited')}</span>;
    const number = (
      id: 'total' | 'assigned' | 'available' | 'retired',
      width: string,
      cell: Column<AssetLineRow>['cell'],
    ) => ({
      id,
      title: t(`apps.col.${id}`),
      width,
      align: 'end' as const,
      sortable: true,
      cell,
    });
    const text = (
      id: 'id' | 'type' | 'pricing' | 'device' | 'irrevocable' | 'location',
      width: string,
      cell: Column<AssetLineRow>['cell'],
    ) => ({ id, title: t(`apps.col.${id}`), width, sortable: true, cell });

    return [
      {
        id: 'name',
        title: t('apps.col.name'),
        width: 'minmax(184px, 3fr)',
        sortable: true,
        cell: ({ asset, app }) => (
          <>
            <AssetIcon adamId={asset.adamId} isBook={asset.productType === 'Book'} size={20} />
            <span className={getAppName(app) === undefined ? 'clip soft' : 'clip'}>{appTitle(tc, app)}</span>
          </>
        ),
      },
      text('id', '96px', ({ asset }) => asset.adamId),
      text('type', '56px', ({ asset }) => tc(`asset.type.${asset.productType}`)),
      text('pricing', '76px', ({ asset }) => tc(`asset.pricing.${asset.pricingParam}`)),
      number('total', '78px', ({ asset }) => (asset.unlimited ? unlimited : count(asset.totalCount))),
      number('assigned', '80px', ({ asset }) => writeNumber(asset.assignedCount)),
      number('available', '80px', ({ asset }) => (asset.unlimited ? unlimited : count(asset.availableCount))),
      number('retired', '64px', ({ asset }) => count(asset.retiredCount)),
      text('device', '92px', ({ asset }) => t(asset.deviceAssignable ? 'apps.yes' : 'apps.no')),
      text('irrevocable', '96px', ({ asset }) =>
        asset.revocable ? none : <State tone="warning">{t('apps.irrevocable')}</State>,
      ),
      text('location', 'minmax(116px, 1.5fr)', ({ locationName }) => (
        <span className="clip">{locationName}</span>
      )),
    ];
  }, [t, tc]);
}
