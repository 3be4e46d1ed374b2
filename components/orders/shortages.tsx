import { useMemo } from 'react';
import type { Holder } from '../../lib/cache/rows.ts';
import type { Shortage } from '../../lib/orders/plan/plan.ts';
import { ItemHolder } from './item-cells.tsx';
import { useAppNames } from './use-app-names.ts';
import { useHolderNames } from './use-holder-names.ts';
import { useOrdersWords } from './words.ts';

/** More names than these are only counted here; the table below has them all. */
const mostShown = 50;

/** What does not suffice, and who would go without, in their order. */
export function Shortages({ uId, shortages }: { uId: string; shortages: readonly Shortage[] }) {
  const t = useOrdersWords();
  const nameOf = useAppNames();
  return shortages.map(({ asset, wanted, available, without }) => (
    <details key={`${asset.adamId}.${asset.pricingParam}`} className="shortage">
      <summary>{t('short', { count: without.length, app: nameOf(asset), wanted, available })}</summary>
      <p className="small soft">{t('short.order')}</p>
      <Without uId={uId} holders={without} />
    </details>
  ));
}

function Without({ uId, holders }: { uId: string; holders: readonly Holder[] }) {
  const t = useOrdersWords();
  const shown = useMemo(() => holders.slice(0, mostShown), [holders]);
  const people = useMemo(
    () => ({ people: () => shown.flatMap(({ kind, id }) => (kind === 'user' ? id : [])) }),
    [shown],
  );
  const { nameOfHolder } = useHolderNames(uId, people);
  return (
    <>
      <ol className="without">
        {shown.map((holder) => (
          <li key={`${holder.kind} ${holder.id}`}>
            <ItemHolder holder={holder} name={nameOfHolder(holder)} />
          </li>
        ))}
      </ol>
      {holders.length > shown.length ? (
        <p className="small">{t('short.more', { count: holders.length - shown.length })}</p>
      ) : null}
    </>
  );
}
