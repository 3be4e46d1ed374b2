/** What admins do in windows and in the popup, on what the cache shows them; in whatever browser. */
import { z } from 'zod';
import type { Input, Keep, MessageName } from '../../../lib/bus/contract.ts';
import type { Database } from '../../../lib/cache/database.ts';
import { readPlanFacts } from '../../../lib/cache/plan-facts.ts';
import { digestOfPlan } from '../../../lib/orders/plan/digest-of-plan.ts';
import { makePlan } from '../../../lib/orders/plan/make-plan.ts';
import type { AppleService } from '../../simulator/apple/apple-service.ts';
import type { MdmPark } from '../../simulator/mdm/mdm-park.ts';
import type { RequestLog } from '../../simulator/server/request-log.ts';
import type { Dice } from '../orders/chaos/dice.ts';
import { randomWish } from '../orders/chaos/random-wish.ts';
import { numberOf } from '../orders/order-desk.ts';

export const jamfHost = 'acme.jamfcloud.com';
export const passphrase = 'correct horse battery';
const offered = z.object({ candidateId: z.string() });
const ordered = z.object({ orderId: z.string() });

/** Whose locations, tokens and MDM it is about. The n-th record of the MDM is that of the n-th token. */
export interface Tenant {
  dice: Dice;
  apple: { service: AppleService; mdm: Pick<MdmPark, 'jamf'>; log: RequestLog };
  tokens: readonly { key: string; uId: string; text: string }[];
  keep: Keep;
  /** Orders that a window was told are confirmed. */
  confirmed: Set<string>;
}

type Answer = { ok: true; value: unknown } | { ok: false; error: { code: string } };

export interface AdminWindow {
  /** The cache as it shows it now; whoever asks closes it. */
  openCache(): Promise<Database>;
  now(): number;
  /** @returns undefined when nobody answered */
  tell<N extends MessageName>(bus: N, input: Input<N>): Promise<Answer | undefined>;
}

/** What the window shows. */
async function look<T>(window: AdminWindow, read: (cache: Database) => Promise<T>): Promise<T> {
  const cache = await window.openCache();
  try {
    return await read(cache);
  } finally {
    cache.close();
  }
}

/** The token of each location offered and linked, several times over when told so. */
export async function linkAll({ tokens, keep }: Tenant, window: AdminWindow, times = 1): Promise<void> {
  await Promise.all(
    tokens.flatMap(({ text }) =>
      Array.from({ length: times }, async () => {
        const reply = await window.tell('token.offer', { text, source: 'paste' });
        if (!reply?.ok) return;
        const { candidateId } = offered.parse(reply.value);
        await window.tell('candidate.link', { candidateId, keep });
      }),
    ),
  );
}

export async function unlock({ keep }: Tenant, window: AdminWindow): Promise<void> {
  if (keep.mode === 'sealed') await window.tell('vault.unlock', { passphrase });
}

export async function lock({ keep }: Tenant, window: AdminWindow): Promise<void> {
  if (keep.mode === 'sealed') await window.tell('vault.lock', {});
}

/** Sees a plan and confirms it, sometimes with two clicks. */
export async function placeOrder(
  { dice, tokens, confirmed }: Tenant,
  window: AdminWindow,
  round: number,
): Promise<void> {
  const wish = randomWish(dice, round);
  const { uId } = dice.one(tokens);
  const clicks = dice.often(20) ? 2 : 1;
  const plan = await look(window, async (cache) =>
    (await cache.userSets.get(uId))
      ? makePlan(wish, await readPlanFacts(cache, wish, uId, window.now()))
      : undefined,
  );
  if (!plan) return;
  const input = { uId, wish, digest: await digestOfPlan(plan), typed: numberOf(plan) };
  const replies = await Promise.all(
    Array.from({ length: clicks }, () => window.tell('order.confirm', input)),
  );
  for (const reply of replies) if (reply?.ok) confirmed.add(ordered.parse(reply.value).orderId);
}

/** Pauses, resumes or cancels what is open. */
export async function steerOrders({ dice }: Tenant, window: AdminWindow): Promise<void> {
  const act = dice.one(['order.pause', 'order.resume', 'order.resume', 'order.cancel'] as const);
  const open = await look(window, (cache) =>
    cache.orders.where('state').anyOf('open', 'paused').primaryKeys(),
  );
  await Promise.all(open.map((orderId) => window.tell(act, { orderId })));
}

/**
 * Sets the MDM up, once more where its sign-in went with the browser, and hands all tokens over.
 * @returns whether all hand-overs have begun
 */
export async function handOver(
  { apple, tokens }: Tenant,
  window: AdminWindow,
  saves: boolean,
): Promise<boolean> {
  const { settings, secret } = apple.mdm.jamf;
  const findMdm = () =>
    look(window, async (cache) => (await cache.mdms.toArray()).find(({ way }) => way.by === 'api'));
  const known = await findMdm();
  if (!known || saves)
    await window.tell('mdm.save', {
      ...(known && { id: known.id }),
      way: { by: 'api', connector: 'jamf-pro' },
      name: 'Jamf Pro',
      settings: { origin: `https://${jamfHost}`, clientId: settings.clientId },
      secrets: { clientSecret: secret },
    });
  const mdm = await findMdm();
  if (!mdm) return false;
  const replies = await Promise.all(
    tokens.map(({ uId }) => window.tell('delivery.start', { uId, mdmId: mdm.id })),
  );
  return replies.every((reply) => reply?.ok);
}

/** Sets a console up that takes a token by its page alone, and places a token there. */
export async function placeOnConsole(
  { dice, tokens }: Tenant,
  window: AdminWindow,
  address: string,
): Promise<void> {
  const { uId } = dice.one(tokens);
  const findMdm = () =>
    look(window, async (cache) => (await cache.mdms.toArray()).find(({ way }) => way.by === 'page'));
  if (!(await findMdm()))
    await window.tell('mdm.save', {
      way: { by: 'page', preset: 'jamf-school' },
      name: 'School console',
      settings: { address },
    });
  const mdm = await findMdm();
  if (mdm) await window.tell('page.place', { uId, mdmId: mdm.id });
}
