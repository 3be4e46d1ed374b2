import type { ReactNode } from 'react';
import { LocationName, LocationState, SumState, TotalsAge, TotalsFigure } from './totals-parts.tsx';
import { numbersOf, type TotalsRow, type TotalsRows, type TotalsSum } from './totals-row.ts';
import { useOverviewWords } from './words.ts';

/** The table where it has no room: a card for each location, and one for all. */
export function TotalsCards({ rows, sum }: TotalsRows) {
  const t = useOverviewWords();
  return (
    <ul className="totals-cards" aria-label={t('totals')}>
      {rows.map((row) => (
        <Card
          key={row.uId}
          row={row}
          name={<LocationName line={row.line} />}
          state={<LocationState line={row.line} />}
        />
      ))}
      {sum ? (
        <Card row={sum} name={t('totals.all')} state={<SumState {...sum} />}>
          <p className="small soft">{t('totals.each')}</p>
        </Card>
      ) : null}
    </ul>
  );
}

interface CardProps {
  row: TotalsRow | TotalsSum;
  name: ReactNode;
  state: ReactNode;
  children?: ReactNode;
}

function Card({ row, name, state, children }: CardProps) {
  const t = useOverviewWords();
  return (
    <li className="totals-card">
      <div className="totals-card-head">
        <h3 className="break">{name}</h3>
        {state}
      </div>
      <dl>
        {numbersOf(t, row).map((number) => (
          <div key={number.key} title={number.title}>
            <dt>{t(`totals.${number.key}`)}</dt>
            <dd>
              <TotalsFigure {...number} />
            </dd>
          </div>
        ))}
        <div>
          <dt>{t('totals.read')}</dt>
          <dd>
            <TotalsAge at={row.at} />
          </dd>
        </div>
      </dl>
      {children}
    </li>
  );
}
