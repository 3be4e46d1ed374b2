import type { Deliveries } from '../mdm/deliver/create-deliveries.ts';
import type { LinkedCandidates } from '../mdm/deliver/linked-candidates.ts';
import type { Mdms } from '../mdm/deliver/mdms.ts';
import type { mdmContract } from './mdm-contract.ts';
import type { Handlers } from './router.ts';

/** The messages by which MDMs are set up and tokens handed over. */
export function createMdmHandlers(deps: {
  mdms: Mdms;
  deliveries: Deliveries;
  linked: LinkedCandidates;
  /** Has an alarm stand by while something is under way. */
  work(begin: () => Promise<void>): Promise<void>;
}): Pick<Handlers, keyof typeof mdmContract> {
  const { mdms, deliveries, linked, work } = deps;
  return {
    'mdm.save': async (wish) => ({ id: await mdms.save(wish) }),
    'mdm.test': async ({ id }) => {
      await mdms.test(id);
      return {};
    },
    'mdm.remove': async ({ id }) => {
      await deliveries.stop({ mdmId: id });
      await mdms.remove(id);
      return {};
    },
    'delivery.start': async ({ uId, mdmId, claim }) => {
      let deliveryId = '';
      // The alarm first: a background that dies before it begins is woken.
      await work(async () => {
        deliveryId = await deliveries.start(uId, mdmId, claim);
      });
      return { deliveryId };
    },
    'portal.deliver': async ({ candidateId }, sender) => {
      const { uId, mdmId } = await linked.expectTarget(candidateId, sender);
      await work(async () => void (await deliveries.start(uId, mdmId)));
      return {};
    },
    'delivery.choose': async ({ deliveryId, choice, claim }) => {
      await work(() => deliveries.choose(deliveryId, choice, claim));
      return {};
    },
    'delivery.cancel': async ({ deliveryId }) => {
      await deliveries.cancel(deliveryId);
      return {};
    },
  };
}
