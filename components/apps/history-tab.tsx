import { useLiveQuery } from 'dexie-react-hooks';
import { lazy, Suspense, useMemo } from 'react';
import { readHistories } from '../../lib/cache/list-queries.ts';
import type { CountPoint } from '../../lib/cache/observed-rows.ts';
import type { AssetKey } from '../../lib/cache/rows.ts';
import { useCache } from '../data/cache-context.ts';
import { useCommonWords, writeDate, writeTime } from '../ui/words.ts';
import { CountCell } from './asset-cells.tsx';
import type { AssetPart } from './asset-groups.ts';
import { type HistorySeries, toSeries } from './history-series.ts';
import { useAppsWords } from './words.ts';

interface Props {
  assetKey: AssetKey;
  parts: readonly [AssetPart, ...AssetPart[]];
}

/** uPlot comes only when a chart is looked at. */
const HistoryChart = lazy(() =>
  import('./history-chart.tsx').then(
    ({ HistoryChart }) => ({ default: HistoryChart }),
    () => ({ default: ChartFailed }),
  ),
);

/** The counts of an asset since its locations were linked, as a chart and as a table. */
export function HistoryTab({ assetKey: { adamId, pricingParam }, parts }: Props) {
  const t = useAppsWords();
  const tc = useCommonWords();
  const cache = useCache();
  const places = parts.map(({ asset }) => asset.uId).join(' ');
  const rows = useLiveQuery(
    () => readHistories(cache, places.split(' '), { adamId, pricingParam }),
    [cache, places, adamId, pricingParam],
  );
  const until = Math.max(...parts.map(({ asset }) => asset.asOf));
  const series = useMemo(() => (rows ? toSeries(rows, until) : undefined), [rows, until]);
  if (!series) {
    return (
      <p className="pane-body soft" role="status">
        {tc('loading')}
      </p>
    );
  }
  const names = new Map(parts.map(({ asset, locationName }) => [asset.uId, locationName]));
  return (
    <div className="pane-body">
      <h3>{t('detail.history')}</h3>
      <History series={series} names={names} />
    </div>
  );
}

function History({ series, names }: { series: HistorySeries; names: ReadonlyMap<string, string> }) {
  const t = useAppsWords();
  const { points, startsWith } = series;
  const [first] = points;
  const date = first ? writeDate(first.at) : '';
  if (!first) return <p className="soft">{t('detail.history.none')}</p>;
  const together =
    startsWith === undefined ? null : (
      <p className="small soft">
        {t('detail.history.together', { date, location: names.get(startsWith) ?? startsWith })}
      </p>
    );
  const isSame = points.every(
    ({ total, available, assigned }) =>
      total === first.total && available === first.available && assigned === first.assigned,
  );
  if (isSame) {
    return (
      <>
        <p>{t(points.length > 1 ? 'detail.history.same' : 'detail.history.one', { date })}</p>
        {together}
      </>
    );
  }
  return (
    <>
      <p className="small soft">{t('detail.history.since', { date })}</p>
      {together}
      <figure className="history-figure">
        <div role="img" aria-label={t('detail.history.chart', { count: points.length - 1 })}>
          <Suspense fallback={<div className="history-plot" />}>
            <HistoryChart points={points} />
          </Suspense>
        </div>
      </figure>
      <details className="history-table">
        <summary>{t('detail.history.table')}</summary>
        <PointsTable points={points} />
      </details>
    </>
  );
}

/** The newest first. */
function PointsTable({ points }: { points: readonly CountPoint[] }) {
  const t = useAppsWords();
  const count = (value: number | undefined) => (
    <CountCell value={value} unlimited={value === undefined ? 1 : 0} />
  );
  return (
    <table className="counts" aria-label={t('detail.history')}>
      <thead>
        <tr>
          <th scope="col">{t('detail.history.when')}</th>
          <th scope="col">{t('detail.counts.total')}</th>
          <th scope="col">{t('detail.counts.assigned')}</th>
          <th scope="col">{t('detail.counts.available')}</th>
        </tr>
      </thead>
      <tbody>
        {points.toReversed().map(({ at, total, assigned, available }) => (
          <tr key={at}>
            <th scope="row">{writeTime(at)}</th>
            <td>{count(total)}</td>
            <td>{count(assigned)}</td>
            <td>{count(available)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function ChartFailed(_: { points: readonly CountPoint[] }) {
  const t = useAppsWords();
  return <p>{t('detail.history.failed')}</p>;
}
