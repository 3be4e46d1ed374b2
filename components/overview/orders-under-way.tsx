import { writeRoute } from '../console/route.ts';
import { OrderState } from '../orders/order-state.tsx';
import { partDone } from '../orders/outcomes.ts';
import { orderTitle } from '../orders/plan-text.ts';
import { useOpenOrders } from '../orders/use-open-orders.ts';
import { useOrdersWords } from '../orders/words.ts';
import { Progress } from '../ui/progress.tsx';
import { useOverviewWords } from './words.ts';

/** So many are drawn, the others counted. */
const mostShown = 5;

/** What is being carried out now, and what of it waits. */
export function OrdersUnderWay({ only }: { only: string }) {
  const t = useOverviewWords();
  const to = useOrdersWords();
  const orders = useOpenOrders().filter(({ uId }) => only === '' || uId === only);
  if (orders.length === 0) return null;
  const rest = orders.length - mostShown;
  return (
    <section className="panel" aria-label={to('running')}>
      <h2>{to('running')}</h2>
      <ul>
        {orders.slice(0, mostShown).map((order) => (
          <li key={order.id} className="order-under-way">
            <div className="grow">
              <Progress
                label={orderTitle(to, order)}
                part={partDone(order.tally)}
                detail={order.locationName}
              />
            </div>
            <OrderState order={order} />
            <a href={writeRoute('/orders', { open: order.id })}>{to('activity.order')}</a>
          </li>
        ))}
      </ul>
      {rest > 0 ? <p className="soft">{t('way.more', { count: rest })}</p> : null}
    </section>
  );
}
