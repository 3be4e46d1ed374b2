import { useLiveQuery } from 'dexie-react-hooks';
import { useMemo } from 'react';
import { readAssets } from '../../lib/cache/list-queries.ts';
import type { LocationRow } from '../../lib/cache/rows.ts';
import { changeParams, writeRoute } from '../console/route.ts';
import type { ScreenProps } from '../console/screen-props.ts';
import { useConsoleWords } from '../console/words.ts';
import { useCache } from '../data/cache-context.ts';
import { Age } from '../ui/age.tsx';
import { Empty } from '../ui/empty.tsx';
import { nextSort, readSort, writeSort } from '../ui/table/columns.ts';
import { DataTable } from '../ui/table/data-table.tsx';
import { AssetPane } from './asset-pane.tsx';
import { type AssetLineRow, filterLines, keyOfLine, readFilter, sortLines, toLine } from './asset-rows.ts';
import { assetTableWidths, useAssetColumns } from './columns.tsx';
import { AssetFilterBar } from './filter-bar.tsx';
import './apps.css';

/** Every app and book of every location; a row opens its holders beside the list. */
export function AppsScreen({ params, locations }: ScreenProps) {
  const t = useConsoleWords();
  const lines = useLines(locations);
  const filter = readFilter(params);
  const sort = readSort(params.get('sort') ?? 'name');
  const address = params.toString();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address holds filter and sort
  const shown = useMemo(() => (lines ? sortLines(filterLines(lines, filter), sort) : []), [lines, address]);
  const openKey = params.get('open');
  const columns = useAssetColumns(openKey !== null);
  const openIndex = openKey === null ? -1 : shown.findIndex((line) => keyOfLine(line) === openKey);
  const opened = openKey === null ? undefined : lines?.find((line) => keyOfLine(line) === openKey);

  return (
    <>
      <header className="screen-head">
        <h1>{t('apps.title')}</h1>
        <OldestAge locations={locations} only={filter.location} />
      </header>
      {lines && lines.length === 0 ? (
        <div className="screen-body">
          <NothingYet isLinked={locations.length > 0} />
        </div>
      ) : lines ? (
        <div className="beside">
          <div className="beside-list">
            <AssetFilterBar filter={filter} shown={shown.length} count={lines.length} />
            <DataTable
              label={t('apps.title')}
              columns={columns}
              count={shown.length}
              rowAt={(index) => shown[index]}
              minWidth={openKey === null ? assetTableWidths.all : assetTableWidths.beside}
              sort={sort}
              onSort={(column) => changeParams({ sort: writeSort(nextSort(sort, column)) })}
              openIndex={openIndex}
              onOpen={(line) => changeParams({ open: keyOfLine(line) })}
              empty={
                <>
                  <p className="strong">{t('apps.none.title')}</p>
                  <p className="soft">{t('apps.none.text', { count: lines.length })}</p>
                </>
              }
            />
          </div>
          {openKey === null ? null : (
            <AssetPane key={openKey} line={opened} onClose={() => changeParams({ open: undefined })} />
          )}
        </div>
      ) : null}
    </>
  );
}

function useLines(locations: readonly LocationRow[]): AssetLineRow[] | undefined {
  const cache = useCache();
  const rows = useLiveQuery(() => readAssets(cache), [cache]);
  return useMemo(() => {
    const names = new Map(locations.map(({ uId, locationName }) => [uId, locationName]));
    return rows?.map((row) => toLine(row, names.get(row.asset.uId) ?? row.asset.uId));
  }, [rows, locations]);
}

function OldestAge({ locations, only }: { locations: readonly LocationRow[]; only: string }) {
  const chosen = locations.filter(({ uId }) => only === '' || uId === only);
  const ages = chosen.map((location) => location.assetsAt).filter((time) => time !== undefined);
  return ages.length > 0 ? <Age at={Math.min(...ages)} /> : null;
}

function NothingYet({ isLinked }: { isLinked: boolean }) {
  const t = useConsoleWords();
  return (
    <Empty title={t('apps.empty.title')}>
      <p>{t(isLinked ? 'apps.empty.text' : 'apps.empty.unlinked')}</p>
      {isLinked ? null : <a href={writeRoute('/tokens')}>{t('apps.empty.unlinked.act')}</a>}
    </Empty>
  );
}
