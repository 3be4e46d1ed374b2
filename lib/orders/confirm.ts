import type { Database } from '../cache/database.ts';
import type { OrderRow, OrderSkipRow } from '../cache/order-rows.ts';
import { readPlanFacts } from '../cache/plan-facts.ts';
import { AppError } from '../platform/errors.ts';
import { storing } from '../platform/storage-error.ts';
import type { Activity } from './activity.ts';
import { waitingBatch } from './journal.ts';
import { digestOfPlan } from './plan/digest-of-plan.ts';
import { countItems } from './plan/lines.ts';
import { makePlan } from './plan/make-plan.ts';
import type { Plan, Skipped } from './plan/plan.ts';
import { numberToType } from './plan/typed-number.ts';
import type { Wish } from './plan/wish.ts';

export interface Confirmation {
  uId: string;
  wish: Wish;
  digest: string;
  from?: { id: string; as: 'undo' | 'retry' };
  typed?: string;
}

/** A second click, or a second window, may come so late that the first order has ended already. */
const SAME_CLICK_MS = 10_000;
/** Some megabytes at most. */
const ITEMS_A_ROW = 5000;

/** Takes what the admin confirmed into the journal: all of it with its line in the log, or nothing. */
export function createConfirm(deps: {
  db: Database;
  activity: Activity;
  now(): number;
  randomId(): string;
  /** The name that the admin gave themselves. */
  by(): Promise<string | undefined>;
}) {
  const { db } = deps;

  async function makeOrder(confirmation: Confirmation): Promise<{ order: OrderRow; plan: Plan }> {
    const { uId, wish, digest, from, typed } = confirmation;
    const now = deps.now();
    const location = await db.locations.get(uId);
    if (!location) throw new AppError('location-unknown', { uId });
    const plan = makePlan(wish, await readPlanFacts(db, wish, uId, now));
    if ((await digestOfPlan(plan)) !== digest) throw new AppError('plan-changed');
    checkTyped(plan, typed);
    const by = await deps.by();
    const items = Object.values(plan.counts).reduce((sum, count) => sum + count, 0);
    const waiting = plan.counts['will-do'] ?? 0;
    const tally = { items, skipped: items - waiting, waiting, underWay: 0, done: 0, failed: 0, cancelled: 0 };
    const order: OrderRow = {
      id: deps.randomId(),
      uId,
      locationName: location.locationName,
      kind: wish.kind,
      state: 'open',
      createdAt: now,
      ...(by !== undefined && { confirmedBy: by }),
      ...(from && { from }),
      digest,
      counts: plan.counts,
      forever: plan.forever,
      tally,
    };
    return { order, plan };
  }

  /** The order that came of the same confirmation, by another click or window. Within a transaction. */
  async function findSame({ uId, digest, from, createdAt }: OrderRow): Promise<string | undefined> {
    const others = await db.orders.where('uId').equals(uId).toArray();
    return others.find(
      (other) =>
        other.digest === digest &&
        other.from?.id === from?.id &&
        // Who has called it off and confirms it again wants it to be done.
        other.state !== 'cancelling' &&
        other.state !== 'cancelled' &&
        (other.finishedAt === undefined || createdAt - other.createdAt < SAME_CLICK_MS),
    )?.id;
  }

  return async function confirm(confirmation: Confirmation): Promise<string> {
    const { order, plan } = await storing(() => makeOrder(confirmation));
    const { id: orderId, uId, kind, counts } = order;
    let same: string | undefined;
    await deps.activity.append({ kind: 'order-confirmed', orderId, order: kind, counts }, uId, {
      tables: [db.orders, db.orderWishes, db.orderSkips, db.batches],
      async write() {
        same = await findSame(order);
        if (same !== undefined) return false;
        await db.orders.add(order);
        const { shortages, before } = plan;
        await db.orderWishes.add({ orderId, wish: confirmation.wish, shortages, ...(before && { before }) });
        await db.orderSkips.bulkAdd(skipRows(orderId, plan.skipped));
        await db.batches.bulkAdd(plan.batches.map((body, batch) => waitingBatch(order, batch, 1, body)));
        return true;
      },
    });
    return same ?? orderId;
  };
}

/** What never comes back, and "take all back", needs its number typed (design 2.4). @throws AppError not-typed */
function checkTyped(plan: Plan, typed: string | undefined): void {
  const expected = numberToType(plan);
  if (expected !== undefined && typed?.trim() !== String(expected)) throw new AppError('not-typed');
}

function skipRows(orderId: string, skipped: readonly Skipped[]): OrderSkipRow[] {
  const rows: OrderSkipRow[] = [];
  let items = Number.POSITIVE_INFINITY;
  for (const one of skipped) {
    if (items >= ITEMS_A_ROW) {
      rows.push({ orderId, part: rows.length, skipped: [] });
      items = 0;
    }
    rows.at(-1)?.skipped.push(one);
    items += countItems(one);
  }
  return rows;
}
