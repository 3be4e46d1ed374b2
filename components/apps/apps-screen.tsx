import { useMemo, useState } from 'react';
import type { LocationRow } from '../../lib/cache/rows.ts';
import { changeParams, writeRoute } from '../console/route.ts';
import type { ScreenProps } from '../console/screen-props.ts';
import { useSyncs } from '../data/use-rows.ts';
import { partsOfAssets } from '../orders/gather.ts';
import { OrderMenu } from '../orders/order-menu.tsx';
import { Age } from '../ui/age.tsx';
import { Empty } from '../ui/empty.tsx';
import { ExportButton } from '../ui/export/export-button.tsx';
import { ColumnChoice } from '../ui/table/column-choice.tsx';
import { nextSort, readSort, writeSort } from '../ui/table/columns.ts';
import { DataTable } from '../ui/table/data-table.tsx';
import { useCommonWords } from '../ui/words.ts';
import { filterGroups, readFilter } from './asset-filter.ts';
import { AssetFilters } from './asset-filters.tsx';
import { type AssetGroup, assetKeyText, hasMark } from './asset-groups.ts';
import { type AssetLine, canExpand, findLine, keyOfLine, toLines } from './asset-lines.ts';
import { AssetPane } from './asset-pane.tsx';
import { sortGroups } from './asset-sort.ts';
import { useAssetColumns } from './columns.tsx';
import { assetExportColumns, exportRows } from './export-columns.ts';
import { SelectionBar } from './selection-bar.tsx';
import { useAssetGroups } from './use-asset-groups.ts';
import { useTicks } from './use-ticks.ts';
import { useAppsWords } from './words.ts';
import './apps.css';

/** Every app and book over all locations; a row opens to its locations, and its detail beside the list. */
export function AppsScreen({ params, locations }: ScreenProps) {
  const t = useAppsWords();
  const tc = useCommonWords();
  const location = params.get('location') ?? '';
  const groups = useAssetGroups(locations, location);
  return (
    <>
      <header className="screen-head">
        <h1>{t('apps.title')}</h1>
        <OldestAge locations={locations} only={location} />
      </header>
      <NotYetRead locations={locations} only={location} />
      <LeftOut only={location} />
      {groups === undefined ? (
        <p className="screen-body soft" role="status">
          {tc('loading')}
        </p>
      ) : groups.length === 0 ? (
        <div className="screen-body">
          <NothingYet locations={locations} only={location} />
        </div>
      ) : (
        <AssetList groups={groups} params={params} locations={locations} />
      )}
    </>
  );
}

interface ListProps extends ScreenProps {
  groups: readonly AssetGroup[];
}

function AssetList({ groups, params, locations }: ListProps) {
  const t = useAppsWords();
  const filter = readFilter(params);
  const sortText = params.get('sort') ?? 'name';
  const sort = useMemo(() => readSort(sortText), [sortText]);
  // A filter keeps the order: sorting thousands of names again would be felt at each key stroke.
  const sorted = useMemo(() => sortGroups(groups, sort), [groups, sort]);
  const address = params.toString();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address holds the filter
  const shown = useMemo(() => filterGroups(sorted, filter), [sorted, address]);
  const [expanded, setExpanded] = useState<ReadonlySet<string>>(new Set());
  const lines = useMemo(() => toLines(shown, expanded), [shown, expanded]);
  const openKey = params.get('open');
  const opened = openKey === null ? undefined : findLine(groups, openKey);
  const isMarked = useMemo(() => groups.some(hasMark), [groups]);
  const choice = useAssetColumns(params, openKey !== null, isMarked);
  const { all, columns, hidden, setHidden, minWidth, canChoose } = choice;
  const ticks = useTicks(groups, shown, lines);

  const tree = useMemo(
    () => ({
      levelOf: ({ part }: AssetLine): 1 | 2 => (part ? 2 : 1),
      isExpanded: ({ group, part }: AssetLine) =>
        part || !canExpand(group) ? undefined : expanded.has(assetKeyText(group.key)),
      onToggle: ({ group }: AssetLine) => setExpanded((before) => toggled(before, assetKeyText(group.key))),
    }),
    [expanded],
  );

  return (
    <div className="beside">
      <div className="beside-list">
        <AssetFilters
          filter={filter}
          shown={shown.length}
          count={groups.length}
          acts={
            <>
              {canChoose ? <ColumnChoice columns={all} hidden={hidden} onChange={setHidden} /> : null}
              <ExportButton fileName="apps" columns={assetExportColumns} rows={() => exportRows(shown)} />
            </>
          }
        />
        <DataTable
          label={t('apps.title')}
          columns={columns}
          count={lines.length}
          rowAt={(index) => lines[index]}
          minWidth={minWidth}
          sort={sort}
          onSort={(column) => changeParams({ sort: writeSort(nextSort(sort, column)) })}
          openIndex={opened ? indexOf(lines, opened) : -1}
          onOpen={(line) => changeParams({ open: keyOfLine(line) })}
          selection={ticks.selection}
          tree={tree}
          empty={
            <>
              <p className="strong">{t('apps.none.title')}</p>
              <p className="soft">{t('apps.none.text', { count: groups.length })}</p>
            </>
          }
        />
        {ticks.ticked.rows.length > 0 ? (
          <SelectionBar ticked={ticks.ticked} hidden={ticks.hidden} onClear={ticks.clear}>
            <OrderMenu
              kinds={['grant', 'take-back']}
              gather={(kind) =>
                partsOfAssets(
                  kind,
                  ticks.ticked.rows.map(({ group, part }) => ({ uId: part.asset.uId, key: group.key })),
                )
              }
            />
          </SelectionBar>
        ) : null}
      </div>
      {openKey === null ? null : (
        <AssetPane
          key={opened ? assetKeyText(opened.group.key) : 'gone'}
          line={opened}
          locations={locations}
          params={params}
        />
      )}
    </div>
  );
}

function toggled(set: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(key)) next.add(key);
  return next;
}

/** The row of the opened line; of its asset while that one's locations are folded away. */
function indexOf(lines: readonly AssetLine[], opened: AssetLine): number {
  const own = lines.findIndex((line) => keyOfLine(line) === keyOfLine(opened));
  return own >= 0 ? own : lines.findIndex(({ group }) => group === opened.group);
}

function chosen(locations: readonly LocationRow[], only: string): readonly LocationRow[] {
  return only === '' ? locations : locations.filter(({ uId }) => uId === only);
}

function OldestAge({ locations, only }: { locations: readonly LocationRow[]; only: string }) {
  const ages = chosen(locations, only)
    .map(({ assetsAt }) => assetsAt)
    .filter((time) => time !== undefined);
  return ages.length > 0 ? <Age at={Math.min(...ages)} /> : null;
}

/** A sum over all locations is not true while one of them was never read. */
function NotYetRead({ locations, only }: { locations: readonly LocationRow[]; only: string }) {
  const t = useAppsWords();
  const looked = chosen(locations, only);
  const missing = looked.filter(({ assetsAt }) => assetsAt === undefined);
  const [first] = missing;
  if (!first || missing.length === looked.length) return null;
  return (
    <p className="missing-note tone-info" role="status">
      {t('apps.missing', { count: missing.length, location: first.locationName })}
    </p>
  );
}

/** Assets of a kind that Apple added later than this version: left out rather than counted as another one. */
function LeftOut({ only }: { only: string }) {
  const t = useAppsWords();
  const syncs = useSyncs() ?? [];
  const count = syncs
    .filter(({ uId }) => only === '' || uId === only)
    .reduce((sum, { unknownAssets = 0 }) => sum + unknownAssets, 0);
  if (count === 0) return null;
  return (
    <p className="missing-note tone-warning" role="status">
      {t('apps.leftOut', { count })}
    </p>
  );
}

function NothingYet({ locations, only }: { locations: readonly LocationRow[]; only: string }) {
  const t = useAppsWords();
  const isRead = chosen(locations, only).some(({ assetsAt }) => assetsAt !== undefined);
  if (isRead) {
    return (
      <Empty title={t('apps.empty.none.title')}>
        <p>{t('apps.empty.none')}</p>
      </Empty>
    );
  }
  const isLinked = locations.length > 0;
  return (
    <Empty title={t('apps.empty.title')}>
      <p>{t(isLinked ? 'apps.empty.text' : 'apps.empty.unlinked')}</p>
      {isLinked ? null : <a href={writeRoute('/tokens')}>{t('apps.empty.unlinked.act')}</a>}
    </Empty>
  );
}
