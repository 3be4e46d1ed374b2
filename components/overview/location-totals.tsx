import { useMemo, useState } from 'react';
import { useMedia } from '../data/use-media.ts';
import { readAt } from '../health/age-of-location.ts';
import type { TokenLine } from '../tokens/token-lines.ts';
import { Button } from '../ui/button.tsx';
import { sumLocations } from './sum-locations.ts';
import { TotalsCards } from './totals-cards.tsx';
import type { TotalsRow } from './totals-row.ts';
import { TotalsTable } from './totals-table.tsx';
import { useHeadcounts } from './use-overview.ts';
import { useOverviewWords } from './words.ts';

/** So many at first, and more at each press, so that a thousand locations do not hold up the page. */
const atFirst = 50;
const step = 200;

/** What each location has, each number a way to the screen that shows it. */
export function LocationTotals({ lines }: { lines: readonly TokenLine[] }) {
  const t = useOverviewWords();
  const counts = useHeadcounts();
  const [room, setRoom] = useState(atFirst);
  // Beside the rail the table would have to be scrolled sideways.
  const isNarrow = useMedia('(max-width: 1040px)');
  const rows = lines.slice(0, room).map((line): TotalsRow => {
    const { uId, totals } = line.location;
    return { line, uId, totals, count: counts?.get(uId), at: readAt(line.location) };
  });
  const sum = useMemo(() => {
    if (lines.length < 2) return undefined;
    const { read, asOf, totals, count } = sumLocations(
      lines.map(({ location }) => location),
      counts,
    );
    return { uId: '', totals, count, at: asOf, read, of: lines.length };
  }, [lines, counts]);
  const rest = lines.length - room;
  const Totals = isNarrow ? TotalsCards : TotalsTable;
  return (
    <div className="totals">
      <h2>{t('totals')}</h2>
      <Totals rows={rows} sum={sum} />
      {rest > 0 ? (
        <Button onPress={() => setRoom(room + step)}>
          {t('totals.more', { count: Math.min(rest, step) })}
        </Button>
      ) : null}
      <p className="small soft">{t('totals.note')}</p>
    </div>
  );
}
