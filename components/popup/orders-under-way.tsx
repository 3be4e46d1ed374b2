import { placeOf } from '../../lib/find/places.ts';
import { useOpenOrders } from '../orders/use-open-orders.ts';
import { Button } from '../ui/button.tsx';
import { Progress } from '../ui/progress.tsx';
import { useCommonWords } from '../ui/words.ts';
import { openConsole } from './open-console.ts';
import { usePopupWords } from './words.ts';

/** What is being carried out, over all orders; nothing when nothing is. */
export function OrdersUnderWay() {
  const t = usePopupWords();
  const tc = useCommonWords();
  const orders = useOpenOrders();
  const [first, ...more] = orders;
  if (!first) return null;
  const sum = (name: 'items' | 'skipped' | 'waiting' | 'underWay') =>
    orders.reduce((count, { tally }) => count + tally[name], 0);
  const all = sum('items') - sum('skipped');
  const done = all - sum('waiting') - sum('underWay');
  const isWaiting = orders.every(({ state, waits }) => state === 'paused' || waits !== undefined);
  return (
    <section className="panel" aria-label={t('orders')}>
      <Progress
        label={t(isWaiting ? 'orders.wait' : 'orders.run', { count: orders.length })}
        part={all > 0 ? done / all : undefined}
        detail={tc('use.of', { used: done, total: all })}
      />
      <div className="acts">
        <Button onPress={() => openConsole(placeOf('/orders', more.length === 0 ? { open: first.id } : {}))}>
          {tc('act.look')}
        </Button>
      </div>
    </section>
  );
}
