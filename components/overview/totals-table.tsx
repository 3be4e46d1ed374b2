import { LocationName, LocationState, SumState, TotalsAge, TotalsFigure } from './totals-parts.tsx';
import { numbersOf, type TotalsRow, type TotalsRows, type TotalsSum, totalsKeys } from './totals-row.ts';
import { useOverviewWords } from './words.ts';

export function TotalsTable({ rows, sum }: TotalsRows) {
  const t = useOverviewWords();
  return (
    <table className="totals-table" aria-label={t('totals')}>
      <thead>
        <tr>
          <th scope="col">{t('totals.location')}</th>
          <th scope="col">{t('totals.state')}</th>
          {totalsKeys.map((key) => (
            <th key={key} scope="col" className="number">
              {t(`totals.${key}`)}
            </th>
          ))}
          <th scope="col">{t('totals.read')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.uId}>
            <th scope="row" className="break">
              <LocationName line={row.line} />
            </th>
            <td>
              <LocationState line={row.line} />
            </td>
            <Rest row={row} />
          </tr>
        ))}
      </tbody>
      {sum ? (
        <tfoot>
          <tr>
            <th scope="row">
              {t('totals.all')}
              <span className="small soft totals-each">{t('totals.each')}</span>
            </th>
            <td>
              <SumState {...sum} />
            </td>
            <Rest row={sum} />
          </tr>
        </tfoot>
      ) : null}
    </table>
  );
}

function Rest({ row }: { row: TotalsRow | TotalsSum }) {
  const t = useOverviewWords();
  return (
    <>
      {numbersOf(t, row).map((number) => (
        <td key={number.key} className="number" title={number.title}>
          <TotalsFigure {...number} />
        </td>
      ))}
      <td>
        <TotalsAge at={row.at} />
      </td>
    </>
  );
}
