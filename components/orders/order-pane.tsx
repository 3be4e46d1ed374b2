import { useMemo } from 'react';
import type { WholeOrder } from '../../lib/cache/order-queries.ts';
import type { OrderRow } from '../../lib/cache/order-rows.ts';
import { changeParams, writeRoute } from '../console/route.ts';
import { Pane } from '../holders/pane.tsx';
import { Progress } from '../ui/progress.tsx';
import { useCommonWords, writeNumber, writeTime } from '../ui/words.ts';
import { FailureKinds } from './failure-kinds.tsx';
import { countHalfDone } from './move-outcomes.ts';
import { OrderActs } from './order-acts.tsx';
import { OrderState } from './order-state.tsx';
import { OrderWaits } from './order-waits.tsx';
import { isUnfinished, partDone } from './outcomes.ts';
import { orderTitle } from './plan-text.ts';
import { ResultList } from './result-list.tsx';
import { useOrder } from './use-orders.ts';
import { useOrdersWords } from './words.ts';

const close = () => changeParams({ open: undefined });

/** One order beside the list: how far it is, what it waits for, what can be done, and how each item ended. */
export function OrderPane({ id }: { id: string }) {
  const t = useOrdersWords();
  const tc = useCommonWords();
  const found = useOrder(id);
  if (found === undefined) {
    return (
      <Pane title={t('order')} onClose={close}>
        {tc('loading')}
      </Pane>
    );
  }
  if (found === null) {
    return (
      <Pane title={t('order')} onClose={close}>
        <p>{t('order.gone')}</p>
      </Pane>
    );
  }
  return (
    <Pane title={orderTitle(t, found.order)} subtitle={found.order.locationName} onClose={close}>
      <Facts {...found} />
      <OrderWaits order={found.order} />
      <OrderActs {...found} />
      <FailureKinds batches={found.batches} />
      <Results {...found} />
    </Pane>
  );
}

function Facts(found: WholeOrder) {
  const t = useOrdersWords();
  const { order } = found;
  const halfDone = useMemo(() => countHalfDone(found), [found]);
  const { state, tally, createdAt, confirmedBy, finishedAt, from } = order;
  const sent = tally.items - tally.skipped;
  return (
    <>
      {isUnfinished(state) ? (
        <Progress
          label={t('order.progress')}
          part={partDone(tally)}
          detail={t('order.progress.of', { done: tally.done + tally.failed + tally.cancelled, count: sent })}
        />
      ) : null}
      <dl className="holder-facts">
        <dt>{t('col.state')}</dt>
        <dd>
          <OrderState order={order} />
        </dd>
        <dt>{t('order.result')}</dt>
        <dd>
          {resultLine(t, tally)}
          {halfDone > 0 ? <div>{t('tally.half-done', { count: halfDone })}</div> : null}
        </dd>
        <dt>{t('order.confirmed')}</dt>
        <dd>
          {confirmedBy === undefined
            ? writeTime(createdAt)
            : t('order.confirmed.by', { time: writeTime(createdAt), name: confirmedBy })}
        </dd>
        {finishedAt === undefined ? null : (
          <>
            <dt>{t('order.finished')}</dt>
            <dd>{writeTime(finishedAt)}</dd>
          </>
        )}
        {from ? (
          <>
            <dt>{t(`order.from.${from.as}`)}</dt>
            <dd>
              <a href={writeRoute('/orders', { open: from.id })}>{t('order.from.look')}</a>
            </dd>
          </>
        ) : null}
      </dl>
    </>
  );
}

/** "388 done, 12 failed, 36 not sent": only what is not nothing. */
function resultLine(t: ReturnType<typeof useOrdersWords>, tally: OrderRow['tally']): string {
  const parts = (['done', 'failed', 'underWay', 'waiting', 'cancelled', 'skipped'] as const).flatMap(
    (name) => (tally[name] > 0 ? [t(`tally.${name}`, { count: tally[name] })] : []),
  );
  return parts.length > 0 ? parts.join(' · ') : writeNumber(0);
}

function Results(found: WholeOrder) {
  const t = useOrdersWords();
  return (
    <section
      className={found.order.kind === 'move' ? 'order-results of-move' : 'order-results'}
      aria-label={t('items.label')}
    >
      <h3>{t('order.items')}</h3>
      <ResultList {...found} />
    </section>
  );
}
