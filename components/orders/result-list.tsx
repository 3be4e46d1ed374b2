import { useMemo } from 'react';
import type { WholeOrder } from '../../lib/cache/order-queries.ts';
import type { ExportColumn } from '../ui/export/export-column.ts';
import { wordsForFailure } from '../ui/failure-words.ts';
import { State } from '../ui/state.tsx';
import { itemColumns } from './item-columns.ts';
import { ItemList } from './item-list.tsx';
import type { ItemLine } from './item-table.ts';
import { resultTable } from './move-outcomes.ts';
import { type NumberWords, wordsOfNumber } from './number-words.ts';
import { type Outcome, type OutcomeFailure, outcomeKinds, outcomeTones } from './outcomes.ts';
import { type OrdersWords, useOrdersWords } from './words.ts';

const kindOf = ({ kind }: Outcome) => kind;

/** One line an item, with Apple's number and our words where it failed. */
export function ResultList(found: WholeOrder) {
  const { order } = found;
  const t = useOrdersWords();
  const table = useMemo(() => resultTable(found), [found]);
  const cell = useMemo(() => outcomeCell(t), [t]);
  const exported = useMemo(() => resultColumns(order), [order]);
  return (
    <ItemList<Outcome>
      label={t('items.label')}
      uId={order.uId}
      table={table}
      kinds={outcomeKinds.map((kind) => ({ value: kind, text: t(`outcome.${kind}`) }))}
      kindOf={kindOf}
      cell={cell}
      fileName={`order-${order.kind}-${order.locationName}`}
      asOf={order.finishedAt ?? order.createdAt}
      exported={exported}
    />
  );
}

const outcomeCell = (t: OrdersWords) => (outcome: Outcome) => {
  const tone = outcomeTones[outcome.kind];
  if (outcome.kind === 'skipped') return <State tone={tone}>{t(`verdict.${outcome.verdict}`)}</State>;
  if (outcome.kind === 'done') return <State tone={tone}>{t(`did.${outcome.call}`)}</State>;
  const failure = failureOf(outcome);
  if (!failure) return <State tone={tone}>{t(`outcome.${outcome.kind}`)}</State>;
  const { errorNumber } = failure;
  const { title, cure } = wordsOf(failure);
  const text = errorNumber === undefined ? title : `${errorNumber}: ${title}`;
  if (outcome.kind === 'half-done') {
    // Its name takes the room of Apple's words, which stand above the table too.
    return (
      <>
        <State tone={tone} title={`${text} ${cure}`}>
          <span className="clip">{t('outcome.half-done')}</span>
        </State>
        <span title={`${text} ${cure}`}>{errorNumber}</span>
      </>
    );
  }
  return (
    <>
      <State tone={tone}>{t(`outcome.${outcome.kind}`)}</State>
      <span className="clip" title={`${text} ${cure}`}>
        {text}
      </span>
    </>
  );
};

const failureOf = (outcome: Outcome) => ('failure' in outcome ? outcome.failure : undefined);

/** Apple's number has words of its own; without one our code has. */
export function wordsOf({ code, errorNumber }: OutcomeFailure): NumberWords {
  return errorNumber === undefined ? wordsForFailure({ code }) : wordsOfNumber(errorNumber);
}

/** Stable: other tools read these headings. */
function resultColumns({ uId, locationName, id }: WholeOrder['order']): ExportColumn<ItemLine<Outcome>>[] {
  return [
    { header: 'order', value: () => id },
    { header: 'location', value: () => locationName },
    { header: 'location_uid', value: () => uId },
    ...itemColumns,
    { header: 'outcome', value: ({ tag }) => tag.kind },
    { header: 'reason', value: ({ tag }) => reasonOf(tag) },
    { header: 'error_number', value: ({ tag }) => failureOf(tag)?.errorNumber },
    { header: 'text', value: ({ tag }) => textOf(failureOf(tag)) },
  ];
}

const textOf = (failure: OutcomeFailure | undefined) => failure && wordsOf(failure).title;

const reasonOf = (outcome: Outcome): string | undefined =>
  outcome.kind === 'skipped' ? outcome.verdict : failureOf(outcome)?.code;
