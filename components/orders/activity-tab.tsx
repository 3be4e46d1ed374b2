import { useLiveQuery } from 'dexie-react-hooks';
import { useEffect, useMemo, useState } from 'react';
import { verifyActivity } from '../../lib/cache/activity-chain.ts';
import { readAllActivity } from '../../lib/cache/activity-queries.ts';
import { fold } from '../../lib/cache/fold.ts';
import type { ActivityRow } from '../../lib/cache/order-rows.ts';
import { inChunks } from '../apps/export-columns.ts';
import { changeParams } from '../console/route.ts';
import { useCache } from '../data/cache-context.ts';
import { DataText } from '../ui/data-text.tsx';
import { Empty } from '../ui/empty.tsx';
import { ExportButton } from '../ui/export/export-button.tsx';
import type { ExportColumn } from '../ui/export/export-column.ts';
import { FilterBar } from '../ui/filter-bar.tsx';
import { State } from '../ui/state.tsx';
import type { Column } from '../ui/table/columns.ts';
import { DataTable } from '../ui/table/data-table.tsx';
import { useCommonWords, writeDate, writeTime } from '../ui/words.ts';
import { ActivityPane } from './activity-pane.tsx';
import { activityText } from './activity-text.ts';
import { useOrdersWords } from './words.ts';

/** The log of all orders and of what others changed, and whether it is as it was written. */
export function ActivityTab({ params }: { params: URLSearchParams }) {
  const t = useOrdersWords();
  const tc = useCommonWords();
  const rows = useActivity();
  const [text, setText] = useState('');
  const uId = params.get('location') ?? '';
  const openSeq = params.get('line');
  const shown = useMemo(() => {
    const asked = fold(text.trim());
    return (
      rows?.filter(
        (row) =>
          (uId === '' || row.uId === uId) &&
          fold(`${activityText(t, row.event)}\n${row.locationName}\n${row.by ?? ''}`).includes(asked),
      ) ?? []
    );
  }, [rows, text, uId, t]);
  const columns = useActivityColumns(openSeq !== null);
  if (!rows) {
    return (
      <p className="screen-body soft" role="status">
        {tc('loading')}
      </p>
    );
  }
  if (rows.length === 0) {
    return (
      <div className="screen-body">
        <Empty title={t('activity.empty')}>
          <p>{t('activity.empty.text')}</p>
        </Empty>
      </div>
    );
  }
  const opened = rows.find(({ seq }) => String(seq) === openSeq);
  return (
    <div className="beside">
      <div className="beside-list">
        <FilterBar
          search={{
            label: t('activity.search'),
            placeholder: t('activity.search'),
            value: text,
            onChange: setText,
          }}
          count={{ shown: shown.length, total: rows.length }}
          acts={<ExportButton fileName="activity" columns={exported} rows={() => inChunks(shown)} />}
        >
          <ChainState rows={rows} />
        </FilterBar>
        <DataTable<ActivityRow>
          label={t('tab.activity')}
          columns={columns}
          count={shown.length}
          rowAt={(index) => shown[index]}
          minWidth={openSeq === null ? 560 : 300}
          openIndex={shown.findIndex(({ seq }) => String(seq) === openSeq)}
          onOpen={({ seq }) => changeParams({ line: String(seq) })}
          empty={<p className="strong">{t('none')}</p>}
        />
      </div>
      {opened ? <ActivityPane key={opened.seq} row={opened} /> : null}
    </div>
  );
}

/** Newest first. */
function useActivity(): ActivityRow[] | undefined {
  const cache = useCache();
  return useLiveQuery(async () => (await readAllActivity(cache)).reverse(), [cache]);
}

/** Whether a line was changed or taken out since it was written. */
function ChainState({ rows }: { rows: readonly ActivityRow[] }) {
  const t = useOrdersWords();
  const [broken, setBroken] = useState<number | 'none'>();
  useEffect(() => {
    let isCurrent = true;
    verifyActivity(rows.toReversed()).then((seq) => {
      if (isCurrent) setBroken(seq ?? 'none');
    });
    return () => {
      isCurrent = false;
    };
  }, [rows]);
  const first = rows.at(-1);
  if (broken === undefined || !first) return null;
  return broken === 'none' ? (
    <State tone="good">{t('activity.unbroken', { date: writeDate(first.at) })}</State>
  ) : (
    <State tone="danger">{t('activity.broken', { line: broken })}</State>
  );
}

function useActivityColumns(isBeside: boolean): Column<ActivityRow>[] {
  const t = useOrdersWords();
  return useMemo(() => {
    const columns: Column<ActivityRow>[] = [
      {
        id: 'event',
        title: t('activity.event'),
        width: 'minmax(200px, 3fr)',
        cell: ({ event }) => (
          <>
            {event.kind === 'foreign' ? <State tone="warning">{t('activity.elsewhere')}</State> : null}
            <DataText title={activityText(t, event)}>{activityText(t, event)}</DataText>
          </>
        ),
      },
      {
        id: 'location',
        title: t('col.location'),
        width: 'minmax(90px, 1fr)',
        cell: ({ locationName }) => <DataText>{locationName}</DataText>,
      },
      {
        id: 'by',
        title: t('activity.by'),
        width: 'minmax(70px, 1fr)',
        cell: ({ by }) => (by ? <DataText>{by}</DataText> : <span className="soft">–</span>),
      },
      {
        id: 'at',
        title: t('col.when'),
        width: '184px',
        cell: ({ at }) => <span className="clip">{writeTime(at)}</span>,
      },
    ];
    return isBeside ? columns.filter(({ id }) => id === 'event' || id === 'at') : columns;
  }, [t, isBeside]);
}

/** Stable: other tools read these headings. */
const exported: ExportColumn<ActivityRow>[] = [
  { header: 'line', value: ({ seq }) => seq },
  { header: 'at', value: ({ at }) => new Date(at).toISOString() },
  { header: 'location', value: ({ locationName }) => locationName },
  { header: 'location_uid', value: ({ uId }) => uId },
  { header: 'by', value: ({ by }) => by },
  { header: 'event', value: ({ event }) => event.kind },
  { header: 'details', value: ({ event }) => JSON.stringify(event) },
  { header: 'hash', value: ({ hash }) => hash },
];
