import { expect } from 'vitest';
import { heldNow } from '../../../../components/orders/held-now.ts';
import { outcomesOfMoves } from '../../../../components/orders/move-outcomes.ts';
import { itemsDone } from '../../../../components/orders/outcomes.ts';
import { readOrder } from '../../../../lib/cache/order-queries.ts';
import { readPlanFacts } from '../../../../lib/cache/plan-facts.ts';
import { nameOfAsset } from '../../../../lib/orders/plan/keys.ts';
import { planUndo } from '../../../../lib/orders/plan/undo.ts';
import type { MoveWish, Wish } from '../../../../lib/orders/plan/wish.ts';
import { order, readAll, seePlan } from '../order-desk.ts';
import { type OrderWorld, uId } from '../order-world.ts';
import { readModel } from './model.ts';

type Background = ReturnType<OrderWorld['startBackground']>;
type Live = (work: (background: Background) => Promise<void>) => Promise<boolean>;

/** A second move while the first is not through: one that takes from others is an order of its own. */
export async function orderAnother(
  background: Background,
  first: Wish,
  id: string,
  moves: MoveWish[],
  now: number,
): Promise<void> {
  const second: Wish = { kind: 'move', moves };
  const [one, other] = [
    await seePlan(background.db, first, now),
    await seePlan(background.db, second, now),
  ].map((plan) => JSON.stringify(plan.moves));
  const otherId = await order(background, second, now);
  if (one !== other) expect(otherId).not.toBe(id);
}

/**
 * All moves are undone, by what is so now. What stopped half way is to leave the devices.
 * @returns what has to be true when that has ended
 */
export async function undoMoves(world: OrderWorld, live: Live): Promise<() => void> {
  world.apple.service.finishEvents();
  const people = [...readModel(world).held].filter((line) => line.split(' ')[1]?.startsWith('u'));
  const freed: string[] = [];
  await live(async (background) => {
    await readAll(background);
    for (const { id } of await background.db.orders.toArray()) {
      freed.push(...(await undoMove(background, id, world.time.now())));
    }
  });
  return () => {
    const { held } = readModel(world);
    expect(people.filter((line) => !held.has(line))).toEqual([]);
    expect(freed.filter((line) => held.has(line))).toEqual([]);
  };
}

/** @returns the devices' licences of moves that stopped half way: none of them is to be left */
async function undoMove(background: Background, id: string, now: number): Promise<string[]> {
  const { db } = background;
  const found = await readOrder(db, id);
  if (found?.made.wish.kind !== 'move') return [];
  const { made, batches, skipped } = found;
  const facts = await readPlanFacts(db, made.wish, uId, now);
  const held = heldNow(facts.held, batches);
  const done = itemsDone(batches);
  const { wishes } = planUndo({ wish: made.wish, done, skipped, assets: facts.assets, held });
  for (const wish of wishes) await order(background, wish, now);
  const halves = outcomesOfMoves(found).flatMap(({ items, tag }) =>
    tag.kind === 'half-done' && items.of === 'moves' ? items.moves : [],
  );
  return halves
    .filter(({ asset, clientUserId }) => held.get(`u${clientUserId}`)?.has(nameOfAsset(asset)))
    .map(({ asset, serialNumber }) => `${asset.adamId} d${serialNumber}`);
}
