import { useMemo, useState } from 'react';
import type { LocationTotals } from '../../lib/cache/rows.ts';
import { writeRoute } from '../console/route.ts';
import { readAt } from '../health/age-of-location.ts';
import type { TokenLine } from '../tokens/token-lines.ts';
import { Age } from '../ui/age.tsx';
import { Button } from '../ui/button.tsx';
import { State } from '../ui/state.tsx';
import { useCommonWords, writeNumber } from '../ui/words.ts';
import { type Headcount, sumLocations } from './sum-locations.ts';
import { useHeadcounts } from './use-overview.ts';
import { useOverviewWords } from './words.ts';

/** So many at first, and more at each press, so that a thousand locations do not hold up the page. */
const atFirst = 50;
const step = 200;

/** What each location has, each number a way to the screen that shows it. */
export function LocationTotalsTable({ lines }: { lines: readonly TokenLine[] }) {
  const t = useOverviewWords();
  const counts = useHeadcounts();
  const [room, setRoom] = useState(atFirst);
  const rest = lines.length - room;
  return (
    <div className="totals">
      <h2>{t('totals')}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section className="totals-frame" aria-label={t('totals')} tabIndex={0}>
        <table className="totals-table">
          <thead>
            <tr>
              <th scope="col">{t('totals.location')}</th>
              <th scope="col">{t('totals.state')}</th>
              {(['assets', 'total', 'assigned', 'available', 'holders', 'people'] as const).map((key) => (
                <th key={key} scope="col" className="number">
                  {t(`totals.${key}`)}
                </th>
              ))}
              <th scope="col">{t('totals.read')}</th>
            </tr>
          </thead>
          <tbody>
            {lines.slice(0, room).map((line) => (
              <Row key={line.location.uId} line={line} count={counts?.get(line.location.uId)} />
            ))}
          </tbody>
          {lines.length > 1 ? <Sum lines={lines} counts={counts} /> : null}
        </table>
      </section>
      {rest > 0 ? (
        <Button onPress={() => setRoom(room + step)}>
          {t('totals.more', { count: Math.min(rest, step) })}
        </Button>
      ) : null}
      <p className="small soft">{t('totals.note')}</p>
    </div>
  );
}

function Row({ line: { location, diagnosis }, count }: { line: TokenLine; count: Headcount | undefined }) {
  const t = useOverviewWords();
  const tc = useCommonWords();
  const { uId, locationName, totals } = location;
  const at = readAt(location);
  return (
    <tr>
      <th scope="row" className="break">
        <a dir="auto" href={writeRoute('/tokens', { open: uId })}>
          {locationName}
        </a>
      </th>
      <td>
        <State tone={diagnosis.tone}>{tc(`state.${diagnosis.state}`, { count: diagnosis.days ?? 0 })}</State>
      </td>
      <Numbers uId={uId} totals={totals} count={count} />
      <td>{at === undefined ? t('totals.unread') : <Age at={at} form="plain" />}</td>
    </tr>
  );
}

function Sum({ lines, counts }: { lines: readonly TokenLine[]; counts: Map<string, Headcount> | undefined }) {
  const t = useOverviewWords();
  const tc = useCommonWords();
  const { read, asOf, totals, count } = useMemo(
    () =>
      sumLocations(
        lines.map(({ location }) => location),
        counts,
      ),
    [lines, counts],
  );
  return (
    <tfoot>
      <tr>
        <th scope="row">
          {t('totals.all')}
          <span className="small soft totals-each">{t('totals.each')}</span>
        </th>
        <td>
          <State tone={read < lines.length ? 'warning' : 'neutral'}>
            {tc('read.part', { read: writeNumber(read), count: lines.length })}
          </State>
        </td>
        <Numbers uId="" totals={totals} count={count} />
        <td>{asOf === undefined ? t('totals.unread') : <Age at={asOf} form="plain" />}</td>
      </tr>
    </tfoot>
  );
}

/** @param uId empty for all locations */
function Numbers({
  uId,
  totals,
  count,
}: {
  uId: string;
  totals: LocationTotals | undefined;
  count: Headcount | undefined;
}) {
  const t = useOverviewWords();
  const titles: Partial<Record<string, string>> =
    totals && totals.unlimited > 0
      ? {
          assets: t('totals.unlimited', { count: totals.unlimited }),
          assigned: t('totals.unlimited.assigned', { count: totals.assignedUnlimited }),
        }
      : {};
  const cells: [string, number | undefined, string | undefined][] = [
    ['assets', totals?.assets, writeRoute('/apps', { location: uId })],
    ['total', totals?.total, undefined],
    ['assigned', totals?.assigned, writeRoute('/apps', { location: uId, sort: '-assigned' })],
    ['available', totals?.available, undefined],
    // People and devices together stand on no screen.
    ['holders', count?.holders, undefined],
    ['people', count?.people, writeRoute('/people', { location: uId })],
  ];
  return cells.map(([key, value, href]) => (
    <td key={key} className="number" title={titles[key]}>
      {value === undefined ? (
        t('totals.none')
      ) : href ? (
        <a href={href}>{writeNumber(value)}</a>
      ) : (
        writeNumber(value)
      )}
    </td>
  ));
}
