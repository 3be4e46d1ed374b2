import type { createConfirm } from '../orders/confirm.ts';
import type { Orders } from '../orders/create-orders.ts';
import type { Invitations } from '../orders/invitations.ts';
import type { orderContract } from './order-contract.ts';
import type { Handlers } from './router.ts';

/** The messages by which screens confirm and steer orders and ask for invitations. */
export function createOrderHandlers(deps: {
  confirmOrder: ReturnType<typeof createConfirm>;
  orders: Orders;
  invitations: Invitations;
  /** Has an alarm stand by while something is under way. */
  work(begin: () => Promise<void>): Promise<void>;
}): Pick<Handlers, keyof typeof orderContract> {
  const { orders, invitations, work } = deps;
  return {
    'order.confirm': async (confirmation) => {
      let orderId = '';
      // The alarm first: a background that dies before it begins is woken.
      await work(async () => {
        orderId = await deps.confirmOrder(confirmation);
        orders.start(confirmation.uId);
      });
      return { orderId };
    },
    'order.pause': async ({ orderId }) => {
      await work(() => orders.pause(orderId));
      return {};
    },
    'order.resume': async ({ orderId }) => {
      await work(() => orders.resumeOrder(orderId));
      return {};
    },
    'order.cancel': async ({ orderId }) => {
      await work(() => orders.cancel(orderId));
      return {};
    },
    'invitation.links': async ({ uId, clientUserIds }) => ({
      links: await invitations.links(uId, clientUserIds),
    }),
    'invitation.sent': async ({ uId, clientUserIds, way }) => {
      await invitations.noteSent(uId, clientUserIds, way);
      return {};
    },
  };
}
