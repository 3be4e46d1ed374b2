import { useLiveQuery } from 'dexie-react-hooks';
import { useMemo, useState } from 'react';
import type { WholeOrder } from '../../lib/cache/order-queries.ts';
import { readPlanFacts } from '../../lib/cache/plan-facts.ts';
import { countItems } from '../../lib/orders/plan/lines.ts';
import { retryOf } from '../../lib/orders/plan/retry.ts';
import { planUndo, type Undo } from '../../lib/orders/plan/undo.ts';
import { systemClock } from '../../lib/platform/clock.ts';
import { useCache } from '../data/cache-context.ts';
import { useAttempt } from '../data/use-attempt.ts';
import { useCommand } from '../data/use-command.ts';
import { Button } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { heldNow } from './held-now.ts';
import { movesToRetry } from './move-outcomes.ts';
import { isUnfinished, itemsDone, itemsToRetry } from './outcomes.ts';
import { startDraft } from './tab-draft.ts';
import { UndoDialog } from './undo-dialog.tsx';
import { useOrdersWords } from './words.ts';

/** What can be done with an order: while it runs to steer it, afterwards to plan what follows. */
export function OrderActs(found: WholeOrder) {
  const { state } = found.order;
  if (isUnfinished(state)) return <Steering {...found} />;
  return <Following {...found} />;
}

function Steering({ order }: WholeOrder) {
  const t = useOrdersWords();
  const pause = useCommand('order.pause');
  const resume = useCommand('order.resume');
  const cancel = useCommand('order.cancel');
  const [isAsking, setAsking] = useState(false);
  const { id: orderId, state, tally } = order;
  const failure = pause.failure ?? resume.failure;
  return (
    <>
      <div className="acts">
        {state === 'open' ? (
          <Button isDisabled={pause.busy} onPress={() => void pause.run({ orderId })}>
            {t('act.pause')}
          </Button>
        ) : null}
        {state === 'paused' ? (
          <Button isDisabled={resume.busy} onPress={() => void resume.run({ orderId })}>
            {t('act.resume')}
          </Button>
        ) : null}
        {tally.waiting > 0 && state !== 'cancelling' ? (
          <Button look="danger" onPress={() => setAsking(true)}>
            {t('act.cancel', { count: tally.waiting })}
          </Button>
        ) : null}
      </div>
      {failure ? <FailurePanel failure={failure} /> : null}
      {isAsking ? (
        <ConfirmDialog
          title={t('cancel.title')}
          confirm={t('act.cancel', { count: tally.waiting })}
          busy={cancel.busy}
          failure={cancel.failure}
          onClose={() => setAsking(false)}
          onConfirm={async () => {
            if (await cancel.run({ orderId })) setAsking(false);
          }}
        >
          <p>{t('cancel.text')}</p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}

function Following(found: WholeOrder) {
  const { order, made, batches, skipped } = found;
  const t = useOrdersWords();
  const assets = useRevocable(order.uId);
  const readHeld = useReadHeld();
  const reading = useAttempt('storage-broken');
  const [undo, setUndo] = useState<Undo>();
  const done = useMemo(() => itemsDone(batches), [batches]);
  const again = useMemo(
    () => (order.kind === 'move' ? movesToRetry(found) : itemsToRetry(batches, skipped)),
    [found, order, batches, skipped],
  );
  const retry = useMemo(() => retryOf(made.wish, again), [made, again]);
  const planTheOpposite = async () => {
    if (!assets) return;
    const { wish, before } = made;
    const facts = await reading.run(() => readHeld(found));
    if (facts) setUndo(planUndo({ wish, done, skipped, ...(before && { before }), assets, ...facts }));
  };
  return (
    <div className="acts">
      {retry ? (
        <Button
          onPress={() => startDraft([{ uId: order.uId, wish: retry, from: { id: order.id, as: 'retry' } }])}
        >
          {t('act.retry', { count: again.reduce((sum, items) => sum + countItems(items), 0) })}
        </Button>
      ) : null}
      {done.length > 0 ? (
        <Button isDisabled={!assets} onPress={() => void planTheOpposite()}>
          {t('act.undo')}
        </Button>
      ) : null}
      {reading.failure ? <FailurePanel failure={reading.failure} /> : null}
      {undo ? <UndoDialog order={order} undo={undo} onClose={() => setUndo(undefined)} /> : null}
    </div>
  );
}

/** What the holders of a move have, read at the click: its undo must not take the last licence of anybody. */
function useReadHeld() {
  const cache = useCache();
  return async ({ order, made: { wish }, batches }: WholeOrder) => {
    if (wish.kind !== 'move') return {};
    const { held } = await readPlanFacts(cache, wish, order.uId, systemClock.now());
    return { held: heldNow(held, batches) };
  };
}

/** What tells the books of a location. */
function useRevocable(uId: string) {
  const cache = useCache();
  return useLiveQuery(async () => {
    const rows = await cache.assets.where(':id').between([uId, '', ''], [uId, '\uffff', '\uffff']).toArray();
    return new Map(rows.map((row) => [`${row.adamId}/${row.pricingParam}`, row]));
  }, [cache, uId]);
}
