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
import { type Outcome, outcomeKinds, outcomeTones } from './outcomes.ts';
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
  if (outcome.kind !== 'failed') return <State tone={tone}>{t(`outcome.${outcome.kind}`)}</State>;
  const { errorNumber } = outcome.failure;
  const { title, cure } = wordsOf(outcome.failure);
  const text = errorNumber === undefined ? title : `${errorNumber}: ${title}`;
  return (
    <>
      <State tone={tone}>{t('outcome.failed')}</State>
      <span className="clip" title={`${text} ${cure}`}>
        {text}
      </span>
    </>
  );
};

/** Apple's number has words of its own; without one our code has. */
export function wordsOf({ code, errorNumber }: Extract<Outcome, { kind: 'failed' }>['failure']): NumberWords {
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
    {
      header: 'error_number',
      value: ({ tag }) => (tag.kind === 'failed' ? tag.failure.errorNumber : undefined),
    },
    {
      header: 'text',
      value: ({ tag }) => (tag.kind === 'failed' ? wordsOf(tag.failure).title : undefined),
    },
  ];
}

function reasonOf(outcome: Outcome): string | undefined {
  if (outcome.kind === 'skipped') return outcome.verdict;
  return outcome.kind === 'failed' ? outcome.failure.code : undefined;
}
