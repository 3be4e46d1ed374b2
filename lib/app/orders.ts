import type { AppleClient } from '../apple/contract.ts';
import { createOrderHandlers } from '../bus/order-handlers.ts';
import type { Activity } from '../orders/activity.ts';
import { createConfirm } from '../orders/confirm.ts';
import { createOrders } from '../orders/create-orders.ts';
import { createInvitations } from '../orders/invitations.ts';
import type { Failure } from '../platform/errors.ts';
import type { Ground } from './ground.ts';

/** Orders and invitations: the services, and what they do on a message. */
export function wireOrders(
  ground: Ground,
  deps: {
    apple: AppleClient;
    activity: Activity;
    expectToken(uId: string): Promise<string>;
    onHealth(uId: string, failure: Failure | undefined): Promise<void>;
    requestSync(uId: string): Promise<void>;
    /** Has an alarm stand by while something is under way. */
    work(begin: () => Promise<void>): Promise<void>;
  },
) {
  const { cache: db, clock, now, randomId, keepAlive, locks, by, onBug } = ground;
  const { apple, activity, expectToken, work } = deps;
  const orders = createOrders({
    db,
    clock,
    apple,
    activity,
    expectToken,
    keepAlive,
    locks,
    onHealth: deps.onHealth,
    requestSync: deps.requestSync,
    report: onBug('orders'),
  });
  const confirmOrder = createConfirm({ db, activity, now, randomId, by });
  const invitations = createInvitations({ db, apple, now, expectToken, keepAlive });
  return { orders, handlers: createOrderHandlers({ confirmOrder, orders, invitations, work }) };
}
