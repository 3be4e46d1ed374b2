import { describe, expect, it } from 'vitest';
import {
  countHalfDone,
  movesToRetry,
  outcomesOfMoves,
  resultTable,
} from '../../../../components/orders/move-outcomes.ts';
import { itemsDone, type Outcome } from '../../../../components/orders/outcomes.ts';
import { readOrder, type WholeOrder } from '../../../../lib/cache/order-queries.ts';
import { retryOf } from '../../../../lib/orders/plan/retry.ts';
import type { MoveWish } from '../../../../lib/orders/plan/wish.ts';
import { finish, order, readAll } from '../../orders/order-desk.ts';
import { orderSeed } from '../../orders/order-seed.ts';
import { createOrderWorld } from '../../orders/order-world.ts';

const move = (clientUserId: string, serialNumber: string): MoveWish => ({
  asset: { adamId: '100', pricingParam: 'STDQ' },
  clientUserId,
  serialNumber,
});
/** Granted first, held already, held by nobody. */
const [lacking, holding, nobody] = [move('user-1', 'D7'), move('user-4', 'D8'), move('user-6', 'D9')];

/** A move that is called off at the first request of its second half, or before, or of which Apple refuses that half. */
async function carryOut(end: 'between' | 'before' | 'whole' | 'refused') {
  const world = await createOrderWorld(orderSeed());
  world.apple.service.assign('here', '100', 'STDQ', { serialNumber: 'D8' });
  const background = world.startBackground();
  const { db, orders } = background;
  await readAll(background);
  const id = await order(background, { kind: 'move', moves: [lacking, holding, nobody] }, world.time.now());
  if (end === 'before') await orders.cancel(id);
  if (end === 'between') {
    let isCancelled = false;
    world.hooks.onFetch = async () => {
      const rows = await db.batches.where('orderId').equals(id).toArray();
      if (isCancelled || !rows.some(({ state }) => state === 'sent')) return;
      isCancelled = true;
      await orders.cancel(id);
    };
  }
  if (end === 'refused') {
    world.hooks.onFetch = async () => {
      const rows = await db.batches.where('orderId').equals(id).toArray();
      if (rows.some(({ phase }) => phase === 2)) world.apple.service.failTasks(9603, 99);
    };
  }
  await finish(world, background);
  const found = await readOrder(db, id);
  if (!found) throw new Error('the order is gone');
  return { found, held: world.apple.service.dumpAssignments('here') };
}

const line = ({ asset, clientUserId, serialNumber }: MoveWish, tag: Outcome) => ({
  asset,
  holder: { kind: 'device', id: serialNumber },
  from: { kind: 'user', id: clientUserId },
  tag,
});

const told = (found: WholeOrder) =>
  outcomesOfMoves(found).flatMap(({ items, tag }) =>
    items.of === 'moves' ? items.moves.map(({ clientUserId }) => [clientUserId, tag.kind]) : [],
  );

describe('a move', () => {
  it('that is carried out is one line, whatever its device held before', async () => {
    const { found } = await carryOut('whole');
    expect(found.order.state).toBe('done');
    expect(told(found)).toEqual([
      ['user-1', 'done'],
      ['user-4', 'done'],
    ]);
    expect(movesToRetry(found)).toEqual([]);
    const table = resultTable(found);
    expect(table.count).toBe(found.order.tally.items);
    expect(Array.from({ length: 3 }, (_, at) => table.lineAt(at))).toEqual([
      line(lacking, { kind: 'done', call: 'move' }),
      line(holding, { kind: 'done', call: 'move' }),
      line(nobody, { kind: 'skipped', verdict: 'already-so' }),
    ]);
  });

  it('that is called off between its halves says what the devices hold, and leaves all of it to try again', async () => {
    const { found, held } = await carryOut('between');
    expect(found.order).toMatchObject({ state: 'cancelled', tally: { done: 0, cancelled: 2 } });
    expect(held).toEqual(expect.arrayContaining(['100 STDQ serial D7', '100 STDQ user user-1']));
    expect(told(found)).toEqual([
      ['user-1', 'half-done'],
      ['user-4', 'cancelled'],
    ]);
    expect(countHalfDone(found)).toBe(1);
    expect(itemsDone(found.batches)).toEqual([
      { of: 'pairs', block: { assets: [lacking.asset], clientUserIds: [], serialNumbers: ['D7'] } },
    ]);
    expect(retryOf(found.made.wish, movesToRetry(found))).toEqual({
      kind: 'move',
      moves: [lacking, holding],
    });
  });

  it('of which the taking back fails says that it was granted, with the reason, and is tried again', async () => {
    const { found, held } = await carryOut('refused');
    expect(found.order).toMatchObject({ state: 'done', tally: { done: 0, failed: 2 } });
    expect(held).toEqual(expect.arrayContaining(['100 STDQ serial D7', '100 STDQ user user-1']));
    const halfDone: Outcome = {
      kind: 'half-done',
      call: 'disassociate',
      failure: { code: 'server', errorNumber: 9603 },
    };
    expect(resultTable(found).lineAt(0)).toEqual(line(lacking, halfDone));
    expect(told(found)).toEqual([
      ['user-1', 'half-done'],
      ['user-4', 'half-done'],
    ]);
    expect(countHalfDone(found)).toBe(2);
    expect(retryOf(found.made.wish, movesToRetry(found))).toEqual({
      kind: 'move',
      moves: [lacking, holding],
    });
  });

  it('that is called off before anything was sent left nothing behind', async () => {
    const { found } = await carryOut('before');
    expect(told(found)).toEqual([
      ['user-1', 'cancelled'],
      ['user-4', 'cancelled'],
    ]);
    expect(countHalfDone(found)).toBe(0);
  });
});
