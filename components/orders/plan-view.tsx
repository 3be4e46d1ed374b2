import { useMemo } from 'react';
import type { Verdict } from '../../lib/orders/plan/plan.ts';
import { Age } from '../ui/age.tsx';
import type { ExportColumn } from '../ui/export/export-column.ts';
import { State } from '../ui/state.tsx';
import { itemColumns } from './item-columns.ts';
import { ItemList } from './item-list.tsx';
import type { ItemLine } from './item-table.ts';
import type { SeenPlan } from './plan-messages.ts';
import { getComingBack, planSentence } from './plan-text.ts';
import { PlanWarnings } from './plan-warnings.tsx';
import { Shortages } from './shortages.tsx';
import { countsOf, planTable, verdictTones } from './verdicts.ts';
import { type OrdersWords, useOrdersWords } from './words.ts';

interface Props {
  seen: SeenPlan;
  locationName: string;
  /** Of people whom Apple does not know yet. */
  emails?: ReadonlyMap<string, string>;
}

const kindOf = (verdict: Verdict) => verdict;

/** What would be done: a sentence, what stands against it, and every item with its verdict. */
export function PlanView({ seen, locationName, emails }: Props) {
  const t = useOrdersWords();
  const { plan, madeAt, asOf } = seen;
  const table = useMemo(() => planTable(plan), [plan]);
  const counts = useMemo(() => countsOf(plan), [plan]);
  const cell = useMemo(() => verdictCell(t), [t]);
  const exported = useMemo(() => planColumns(plan.uId, locationName), [plan.uId, locationName]);
  const comingBack = getComingBack(plan);
  const skipped = counts.filter(({ verdict }) => verdict !== 'will-do');
  return (
    <>
      <section className="plan-words" aria-label={t('plan.label')}>
        <p className="plan-sentence" role="status">
          {planSentence(t, plan)}
        </p>
        {comingBack === undefined ? null : <p>{t('plan.comes-back', { count: comingBack })}</p>}
        {skipped.length > 0 ? (
          <p className="plan-skips">
            {skipped.map(({ verdict, count }) => (
              <State key={verdict} tone={verdictTones[verdict]}>
                {t(`skips.${verdict}`, { count })}
              </State>
            ))}
          </p>
        ) : null}
        {asOf === undefined ? null : (
          <p className="small">
            <Age at={asOf} />
          </p>
        )}
        <PlanWarnings plan={plan} />
        <Shortages uId={plan.uId} shortages={plan.shortages} />
      </section>
      <section className="plan-items" aria-label={t('items.label')}>
        <ItemList<Verdict>
          label={t('items.label')}
          uId={plan.uId}
          table={table}
          kinds={counts.map(({ verdict }) => ({ value: verdict, text: t(`verdict.${verdict}`) }))}
          kindOf={kindOf}
          cell={cell}
          fileName={`plan-${plan.kind}-${locationName}`}
          asOf={madeAt}
          exported={exported}
          {...(emails && { emails })}
        />
      </section>
    </>
  );
}

const verdictCell = (t: OrdersWords) => (verdict: Verdict) => (
  <State tone={verdictTones[verdict]}>{t(`verdict.${verdict}`)}</State>
);

/** Stable: other tools read these headings. */
function planColumns(uId: string, location: string): ExportColumn<ItemLine<Verdict>>[] {
  return [
    { header: 'location', value: () => location },
    { header: 'location_uid', value: () => uId },
    ...itemColumns,
    { header: 'verdict', value: ({ tag }) => tag },
  ];
}
