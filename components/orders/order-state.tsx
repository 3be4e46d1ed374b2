import type { OrderRow } from '../../lib/cache/order-rows.ts';
import { State } from '../ui/state.tsx';
import { orderTones } from './outcomes.ts';

import { useOrdersWords } from './words.ts';

/** A done order with failures is no failure, and not simply done. */
export function OrderState({
  order: { state, tally, waits },
}: {
  order: Pick<OrderRow, 'state' | 'tally' | 'waits'>;
}) {
  const t = useOrdersWords();
  if (state === 'done' && tally.failed > 0) {
    const isNone = tally.done === 0;
    return <State tone={isNone ? 'danger' : 'warning'}>{t(isNone ? 'state.failed' : 'state.partly')}</State>;
  }
  if (state === 'open' && waits) return <State tone="warning">{t('state.waits')}</State>;
  return <State tone={orderTones[state]}>{t(`state.${state}`)}</State>;
}
