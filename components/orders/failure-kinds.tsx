import { useMemo } from 'react';
import type { BatchRow } from '../../lib/cache/order-rows.ts';
import { countItems } from '../../lib/orders/plan/lines.ts';
import { Advice } from '../ui/advice.tsx';
import { wordsOf } from './result-list.tsx';
import { useOrdersWords } from './words.ts';

/** Why items failed, each reason once, with what to do. */
export function FailureKinds({ batches }: { batches: readonly BatchRow[] }) {
  const t = useOrdersWords();
  const kinds = useMemo(() => gatherKinds(batches), [batches]);
  return kinds.map(({ code, errorNumber, count }) => {
    const { title, cure, appleText } = wordsOf({ code, ...(errorNumber !== undefined && { errorNumber }) });
    const number = errorNumber === undefined ? '' : `${errorNumber}: `;
    return (
      <Advice
        key={`${code} ${errorNumber}`}
        tone="warning"
        title={`${t('tally.failed', { count })} · ${number}${title}`}
      >
        {appleText ? <p dir="ltr">{appleText}</p> : null}
        <p>{cure}</p>
      </Advice>
    );
  });
}

function gatherKinds(batches: readonly BatchRow[]) {
  const kinds = new Map<string, Omit<BatchRow['failures'][number], 'items'> & { count: number }>();
  for (const { items, ...failure } of batches.flatMap(({ failures }) => failures)) {
    const key = `${failure.code} ${failure.errorNumber}`;
    const before = kinds.get(key)?.count ?? 0;
    kinds.set(key, { ...failure, count: before + countItems(items) });
  }
  return [...kinds.values()].sort((a, b) => b.count - a.count);
}
