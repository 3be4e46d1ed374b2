import { useState } from 'react';
import { retryOrder } from '../../lib/orders/plan/retry.ts';
import { type Undo, undoOrder } from '../../lib/orders/plan/undo.ts';
import { useCommand } from '../data/use-command.ts';
import { Button } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { startDraft } from './draft-store.ts';
import { isUnfinished } from './outcomes.ts';
import { UndoDialog } from './undo-dialog.tsx';
import type { OpenOrder } from './use-orders.ts';
import { useOrdersWords } from './words.ts';

/** What can be done with an order: while it runs to steer it, afterwards to plan what follows. */
export function OrderActs(found: OpenOrder) {
  const { state } = found.order;
  if (isUnfinished(state)) return <Steering {...found} />;
  return <Following {...found} />;
}

function Steering({ order }: OpenOrder) {
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

function Following({ order, batches }: OpenOrder) {
  const t = useOrdersWords();
  const [undo, setUndo] = useState<Undo>();
  const retry = order.tally.failed + order.tally.cancelled > 0 ? retryOrder(order, batches) : undefined;
  return (
    <div className="acts">
      {retry ? (
        <Button
          onPress={() => startDraft([{ uId: order.uId, wish: retry, from: { id: order.id, as: 'retry' } }])}
        >
          {t('act.retry', { count: order.tally.failed + order.tally.cancelled })}
        </Button>
      ) : null}
      {order.tally.done > 0 ? (
        <Button onPress={() => setUndo(undoOrder(order, batches))}>{t('act.undo')}</Button>
      ) : null}
      {undo ? <UndoDialog order={order} undo={undo} onClose={() => setUndo(undefined)} /> : null}
    </div>
  );
}
