import { useMemo } from 'react';
import type { BatchRow } from '../../lib/cache/order-rows.ts';
import { countItems } from '../../lib/orders/plan/lines.ts';
import { Advice } from '../ui/advice.tsx';
import { wordsOf } from './result-list.tsx';
import { useOrdersWords } from './words.ts';

type FailureKind = Omit<BatchRow['failures'][number], 'items'> & { phase: BatchRow['phase']; count: number };

/** Why items failed, each reason once, with what to do. Of a move that was half done it says so. */
export function FailureKinds({ batches }: { batches: readonly BatchRow[] }) {
  const t = useOrdersWords();
  const kinds = useMemo(() => gatherKinds(batches), [batches]);
  return kinds.map(({ phase, code, errorNumber, count }) => {
    const { title, cure, appleText } = wordsOf({ code, ...(errorNumber !== undefined && { errorNumber }) });
    const number = errorNumber === undefined ? '' : `${errorNumber}: `;
    return (
      <Advice
        key={`${phase} ${code} ${errorNumber}`}
        tone="warning"
        title={`${t(phase === 2 ? 'tally.half-done' : 'tally.failed', { count })} · ${number}${title}`}
      >
        {appleText ? <p dir="ltr">{appleText}</p> : null}
        <p>{cure}</p>
      </Advice>
    );
  });
}

function gatherKinds(batches: readonly BatchRow[]) {
  const kinds = new Map<string, FailureKind>();
  for (const { phase, failures } of batches) {
    for (const { items, ...failure } of failures) {
      const key = `${phase} ${failure.code} ${failure.errorNumber}`;
      const before = kinds.get(key)?.count ?? 0;
      kinds.set(key, { ...failure, phase, count: before + countItems(items) });
    }
  }
  return [...kinds.values()].sort((a, b) => b.count - a.count);
}
