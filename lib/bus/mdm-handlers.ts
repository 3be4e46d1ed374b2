import type { MdmRow } from '../cache/mdm-rows.ts';
import type { Deliveries } from '../mdm/deliver/create-deliveries.ts';
import type { LinkedCandidates } from '../mdm/deliver/linked-candidates.ts';
import { isPlaced, type Mdms, type MdmWish } from '../mdm/deliver/mdms.ts';
import { AppError, type ErrorCode } from '../platform/errors.ts';
import type { Card } from './contract.ts';
import type { mdmContract } from './mdm-contract.ts';
import type { Handlers } from './router.ts';

/** The messages by which MDMs are set up and tokens handed over. */
export function createMdmHandlers(deps: {
  mdms: Mdms;
  deliveries: Deliveries;
  linked: LinkedCandidates;
  /** Has an alarm stand by while something is under way. */
  work(begin: () => Promise<void>): Promise<void>;
  /** Opens the page of a saved console and places the location's token there. */
  placeAt(uId: string, mdmId: string): Promise<void>;
  /** False when the browser refused. */
  openPopup(): Promise<boolean>;
}): Pick<Handlers, keyof typeof mdmContract | 'portal.deliver'> {
  const { mdms, deliveries, linked, work } = deps;

  /** @returns why it did not begin, which is the admin's to mend */
  async function sendOn(uId: string, mdm: MdmRow): Promise<ErrorCode | undefined> {
    try {
      if (isPlaced(mdm)) await deps.placeAt(uId, mdm.id);
      else await work(async () => void (await deliveries.start(uId, mdm.id)));
      return undefined;
    } catch (error) {
      if (error instanceof AppError) return error.code;
      throw error;
    }
  }

  /** @returns whether tokens go elsewhere since, or with another sign-in; a new name alone is no such thing */
  async function change(id: string, wish: MdmWish): Promise<boolean> {
    const before = await mdms.expectRow(id);
    await mdms.save(wish);
    const after = await mdms.expectRow(id);
    const receiver = ({ way, settings }: MdmRow) => JSON.stringify([way, Object.entries(settings).sort()]);
    return receiver(before) !== receiver(after) || Object.keys(wish.secrets ?? {}).length > 0;
  }

  async function leadToPopup(card: Card): Promise<Card> {
    return (await deps.openPopup()) ? card : { ...card, popupRefused: true };
  }

  return {
    'mdm.save': async (wish) => {
      const { id } = wish;
      if (id === undefined) return { id: await mdms.save(wish) };
      await work(() => deliveries.during(id, () => change(id, wish)));
      return { id };
    },
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
    'portal.deliver': async ({ candidateId, mdm: shown }, sender) => {
      const { uId, tabId, card, mdm } = await linked.expect(candidateId, sender);
      const { handover } = card;
      // Nothing to click: it is under way, or there.
      if (handover.act === undefined) return { card };
      if (handover.act === 'popup' || !mdm) return { card: await leadToPopup(card) };
      // Another one was chosen or renamed since the button was drawn: the admin reads that name first.
      if (mdm.id !== shown?.id || mdm.name !== shown.name) return { card };
      const failureCode = await sendOn(uId, mdm);
      if (failureCode === undefined) return { card: (await linked.getCard(tabId)) ?? card };
      const failed = { ...handover, state: 'failed', act: 'popup', failureCode } as const;
      return { card: await leadToPopup({ ...card, handover: failed }) };
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
