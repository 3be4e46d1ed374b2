import { useDeferredValue, useMemo, useState } from 'react';
import { walkAssetHolders } from '../../lib/cache/asset-holders.ts';
import type { AssetHolderRow } from '../../lib/cache/query-contract.ts';
import type { AssetKey, Holder } from '../../lib/cache/rows.ts';
import { useCache } from '../data/cache-context.ts';
import { type DraftPart, wishOf } from '../orders/draft.ts';
import { OrderMenu } from '../orders/order-menu.tsx';
import { Age } from '../ui/age.tsx';
import { DataText } from '../ui/data-text.tsx';
import { ExportButton } from '../ui/export/export-button.tsx';
import { FilterBar } from '../ui/filter-bar.tsx';
import { Select } from '../ui/select.tsx';
import type { Column } from '../ui/table/columns.ts';
import { DataTable } from '../ui/table/data-table.tsx';
import { useCommonWords } from '../ui/words.ts';
import type { AssetPart } from './asset-groups.ts';
import { holderExportColumns } from './export-columns.ts';
import { asksNothing, createHolderTest, type HolderQuestion } from './holder-filter.ts';
import { useHolderSearch } from './use-holder-search.ts';
import { useHolderWindow } from './use-holder-window.ts';
import { useAppsWords } from './words.ts';

interface Props {
  assetKey: AssetKey;
  parts: readonly AssetPart[];
}

const kinds = ['all', 'device', 'user'] as const;

/** Who holds an asset: devices and people, as many as there are, with a look inside. */
export function HoldersTab({ assetKey, parts }: Props) {
  const t = useAppsWords();
  const [question, setQuestion] = useState<HolderQuestion>({ text: '', kind: 'all' });
  const asked = useDeferredValue(question);
  const isAsked = !asksNothing(asked);
  const { uIds, names } = usePlaces(parts);
  const { found, rowAt, onRange } = useHolderWindow(uIds, assetKey);
  const search = useHolderSearch(uIds, assetKey, asked, isAsked, found?.stamp);
  const columns = useHolderColumns(names);
  const rows = useExportRows(uIds, assetKey, asked);

  if (!found) return <Loading />;
  const unread = <Unread uIds={found.unread} names={names} />;
  if (found.asOf === undefined) return <div className="pane-body">{unread}</div>;
  if (found.total === 0) {
    return (
      <div className="pane-body">
        {unread}
        <p className="soft">
          {t('detail.holders.none')} <Age at={found.asOf} />
        </p>
      </div>
    );
  }
  return (
    <>
      <FilterBar
        search={{
          label: t('detail.holders.search'),
          placeholder: t('detail.holders.search.placeholder'),
          value: question.text,
          onChange: (text) => setQuestion({ ...question, text }),
        }}
        acts={
          <>
            <OrderMenu
              kinds={['grant', 'take-back']}
              gather={(kind) => gatherHolders(kind, assetKey, parts, rows)}
            />
            <ExportButton
              fileName={`holders-${assetKey.adamId}`}
              columns={holderExportColumns(assetKey, names)}
              rows={rows}
              asOf={found.asOf}
            />
          </>
        }
      >
        <Select
          label={t('detail.holders.kind')}
          isLabelHidden
          value={question.kind}
          options={kinds.map((value) => ({ value, text: t(`detail.holders.kind.${value}`) }))}
          onChange={(kind) => setQuestion({ ...question, kind })}
        />
      </FilterBar>
      <p className="pane-note" role="status">
        <span className="strong">
          {!isAsked
            ? t('detail.holders.count', { count: found.total })
            : search.isDone
              ? t('detail.holders.found', { shown: search.rows.length, count: found.total })
              : t('detail.holders.searching', {
                  shown: search.rows.length,
                  read: search.read,
                  count: found.total,
                })}
        </span>{' '}
        <Age at={found.asOf} />
      </p>
      {unread}
      <DataTable
        label={t('detail.holders')}
        columns={columns}
        count={isAsked ? search.rows.length : found.total}
        rowAt={isAsked ? (index) => search.rows[index] : rowAt}
        minWidth={names.size > 1 ? 380 : 280}
        {...(isAsked ? {} : { onRange })}
        empty={search.isDone ? <NothingFound question={asked} /> : null}
      />
    </>
  );
}

/** Taking back means those that are shown; who gets one is chosen next. */
async function gatherHolders(
  kind: 'grant' | 'take-back',
  key: AssetKey,
  parts: readonly AssetPart[],
  rows: () => AsyncGenerator<readonly AssetHolderRow[]>,
): Promise<DraftPart[]> {
  const holders = new Map(parts.map(({ asset }) => [asset.uId, [] as Holder[]]));
  if (kind === 'take-back') {
    for await (const chunk of rows()) for (const { uId, holder } of chunk) holders.get(uId)?.push(holder);
  }
  return [...holders]
    .filter(([, own]) => kind === 'grant' || own.length > 0)
    .map(([uId, own]) => ({ uId, wish: wishOf(kind, [key], own) }));
}

function Loading() {
  const t = useCommonWords();
  return (
    <p className="pane-body soft" role="status">
      {t('loading')}
    </p>
  );
}

function NothingFound({ question: { text } }: { question: HolderQuestion }) {
  const t = useAppsWords();
  const asked = text.trim();
  return (
    <p className="soft break">
      {asked === '' ? t('detail.holders.nothing.kind') : t('detail.holders.nothing', { text: asked })}
    </p>
  );
}

/** Holders of a location that was never read are in no number here. */
function Unread({ uIds, names }: { uIds: readonly string[]; names: ReadonlyMap<string, string> }) {
  const t = useAppsWords();
  const [first] = uIds;
  if (first === undefined) return null;
  return (
    <p className="pane-note soft">
      {t('detail.holders.unread', { count: uIds.length, location: names.get(first) ?? first })}
    </p>
  );
}

/** The same array and map as long as the locations are the same: a sync draws new parts again and again. */
function usePlaces(parts: readonly AssetPart[]) {
  const text = JSON.stringify(parts.map(({ asset, locationName }) => [asset.uId, locationName]));
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text says whether they are the same
  return useMemo(() => {
    const names = new Map(parts.map(({ asset, locationName }) => [asset.uId, locationName]));
    return { uIds: [...names.keys()], names };
  }, [text]);
}

function useExportRows(uIds: readonly string[], key: AssetKey, question: HolderQuestion) {
  const cache = useCache();
  return async function* rows(): AsyncGenerator<readonly AssetHolderRow[]> {
    const test = createHolderTest(question);
    for await (const chunk of walkAssetHolders(cache, uIds, key)) yield chunk.filter(test);
  };
}

function useHolderColumns(names: ReadonlyMap<string, string>): Column<AssetHolderRow>[] {
  const t = useAppsWords();
  const tc = useCommonWords();
  return useMemo(() => {
    const columns: Column<AssetHolderRow>[] = [
      {
        id: 'holder',
        title: t('detail.holder'),
        width: 'minmax(0, 2fr)',
        cell: ({ holder, email }) => (
          <span className="clip" dir="auto" title={email ? `${email} (${holder.id})` : holder.id}>
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
    ];
    if (names.size < 2) return columns;
    return [
      ...columns,
      {
        id: 'location',
        title: t('detail.place'),
        width: 'minmax(80px, 1fr)',
        cell: ({ uId }) => <DataText>{names.get(uId) ?? uId}</DataText>,
      },
    ];
  }, [t, tc, names]);
}
