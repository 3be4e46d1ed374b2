/** What admins do in windows and in the popup, on what the cache shows them. */
import { readPlanFacts } from '../../../lib/cache/plan-facts.ts';
import { digestOfPlan } from '../../../lib/orders/plan/digest-of-plan.ts';
import { makePlan } from '../../../lib/orders/plan/make-plan.ts';
import { randomWish } from '../orders/chaos/random-wish.ts';
import { numberOf } from '../orders/order-desk.ts';
import type { Background } from './browser-world.ts';
import { type Story, tell } from './run-story.ts';

export const jamfHost = 'acme.jamfcloud.com';

/** Sees a plan in a window of its own and confirms it, sometimes with two clicks. */
export async function placeOrder(story: Story, background: Background, round: number): Promise<void> {
  const { dice, world, time, tokens } = story;
  const wish = randomWish(dice, round);
  const { uId } = dice.one(tokens);
  const clicks = dice.often(20) ? 2 : 1;
  const window = world.openCache();
  try {
    if (!(await window.userSets.get(uId))) return;
    const plan = makePlan(wish, await readPlanFacts(window, wish, uId, time.clock.now()));
    const input = { uId, wish, digest: await digestOfPlan(plan), typed: numberOf(plan) };
    await Promise.all(Array.from({ length: clicks }, () => tell(story, background, 'order.confirm', input)));
  } finally {
    window.close();
  }
}

/** Pauses, resumes or cancels what is open. */
export async function steerOrders(story: Story, background: Background): Promise<void> {
  const { dice, world } = story;
  const act = dice.one(['order.pause', 'order.resume', 'order.resume', 'order.cancel'] as const);
  const window = world.openCache();
  try {
    const open = await window.orders.where('state').anyOf('open', 'paused').toArray();
    await Promise.all(open.map(({ id }) => tell(story, background, act, { orderId: id })));
  } finally {
    window.close();
  }
}

/** Sets the MDM up, once more where its sign-in went with the browser, and hands all tokens over. */
export async function handOver(story: Story, background: Background, saves: boolean): Promise<void> {
  const { apple, world, tokens } = story;
  const { settings, secret } = apple.mdm.jamf;
  const window = world.openCache();
  try {
    const [known] = await window.mdms.toArray();
    if (!known || saves)
      await tell(story, background, 'mdm.save', {
        ...(known && { id: known.id }),
        way: { by: 'api', connector: 'jamf-pro' },
        name: 'Jamf Pro',
        settings: { origin: `https://${jamfHost}`, clientId: settings.clientId },
        secrets: { clientSecret: secret },
      });
    const [mdm] = await window.mdms.toArray();
    if (!mdm) return;
    await Promise.all(
      tokens.map(({ uId }) => tell(story, background, 'delivery.start', { uId, mdmId: mdm.id })),
    );
  } finally {
    window.close();
  }
}
