import { useMemo } from 'react';
import type { AssetRow } from '../../lib/cache/rows.ts';
import { useConsoleWords } from '../console/words.ts';
import { Age } from '../ui/age.tsx';
import type { Column } from '../ui/table/columns.ts';
import { DataTable } from '../ui/table/data-table.tsx';
import { useCommonWords } from '../ui/words.ts';
import { type HolderLineRow, useHolders } from './use-holders.ts';

/** Who holds an asset: devices and people, as many as there are. */
export function HoldersTable({ asset }: { asset: AssetRow }) {
  const t = useConsoleWords();
  const columns = useHolderColumns();
  const { found, rowAt, onRange } = useHolders(asset);
  if (!found) return null;
  const { holders } = found;
  if (!holders) return <p className="pane-note soft">{t('detail.holders.unread')}</p>;
  if (holders.total === 0) {
    return (
      <p className="pane-note soft">
        {t('detail.holders.none')} <Age at={holders.asOf} />
      </p>
    );
  }
  return (
    <>
      <p className="pane-note">
        <span className="strong">{t('detail.holders.count', { count: holders.total })}</span>{' '}
        <Age at={holders.asOf} />
      </p>
      <DataTable
        label={t('detail.holders')}
        columns={columns}
        count={holders.total}
        rowAt={rowAt}
        minWidth={320}
        onRange={onRange}
      />
    </>
  );
}

function useHolderColumns(): Column<HolderLineRow>[] {
  const t = useConsoleWords();
  const tc = useCommonWords();
  return useMemo(
    () => [
      {
        id: 'holder',
        title: t('detail.holder'),
        width: 'minmax(0, 1fr)',
        cell: ({ holder, email }) => (
          <span className="clip" title={email ? `${email} (${holder.id})` : holder.id}>
            {email ? (
              <>
                {email} <span className="soft">{holder.id}</span>
              </>
            ) : (
              holder.id
            )}
          </span>
        ),
      },
      {
        id: 'kind',
        title: t('detail.kind'),
        width: '72px',
        cell: ({ holder }) => tc(`holder.${holder.kind}`),
      },
    ],
    [t, tc],
  );
}
