import { useMemo } from 'react';
import { useConsoleWords } from '../console/words.ts';
import { State } from '../ui/state.tsx';
import type { Column } from '../ui/table/columns.ts';
import { useCommonWords, writeNumber } from '../ui/words.ts';
import { getAppName } from './app-name.ts';
import { AssetIcon } from './asset-icon.tsx';
import type { AssetLineRow } from './asset-rows.ts';

/** Wide enough for all columns without cutting a number. */
export const assetTableWidth = 1120;

/** The columns of Apps & Books. */
export function useAssetColumns(): Column<AssetLineRow>[] {
  const t = useConsoleWords();
  const tc = useCommonWords();
  return useMemo(() => {
    const none = <span className="soft">{t('apps.none')}</span>;
    const count = (value: number | undefined) => (value === undefined ? none : writeNumber(value));
    const unlimited = <span className="soft">{tc('asset.unlimited')}</span>;
    const number = (
      id: 'total' | 'assigned' | 'available' | 'retired',
      cell: Column<AssetLineRow>['cell'],
    ) => ({
      id,
      title: t(`apps.col.${id}`),
      width: '88px',
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
        width: 'minmax(220px, 3fr)',
        sortable: true,
        cell: ({ asset, app }) => (
          <>
            <AssetIcon adamId={asset.adamId} isBook={asset.productType === 'Book'} size={20} />
            {getAppName(app) === undefined ? (
              <span className="clip soft">{t('apps.unnamed')}</span>
            ) : (
              <span className="clip">{getAppName(app)}</span>
            )}
          </>
        ),
      },
      text('id', '104px', ({ asset }) => asset.adamId),
      text('type', '64px', ({ asset }) => tc(`asset.type.${asset.productType}`)),
      text('pricing', '84px', ({ asset }) => tc(`asset.pricing.${asset.pricingParam}`)),
      number('total', ({ asset }) => (asset.unlimited ? unlimited : count(asset.totalCount))),
      number('assigned', ({ asset }) => writeNumber(asset.assignedCount)),
      number('available', ({ asset }) => (asset.unlimited ? unlimited : count(asset.availableCount))),
      number('retired', ({ asset }) => count(asset.retiredCount)),
      text('device', '92px', ({ asset }) => t(asset.deviceAssignable ? 'apps.yes' : 'apps.no')),
      text('irrevocable', '104px', ({ asset }) =>
        asset.revocable ? none : <State tone="warning">{t('apps.irrevocable')}</State>,
      ),
      text('location', 'minmax(120px, 1.5fr)', ({ locationName }) => (
        <span className="clip">{locationName}</span>
      )),
    ];
  }, [t, tc]);
}
