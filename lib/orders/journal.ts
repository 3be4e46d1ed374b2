/** Changes in the journal of orders: batches move on, and the order's tally with them, in one transaction. */
import { Dexie } from 'dexie';
import type { Database } from '../cache/database.ts';
import type {
  BatchRow,
  BatchState,
  OrderRow,
  OrderState,
  OrderTally,
  OrderWait,
} from '../cache/order-rows.ts';
import type { Clock } from '../platform/clock.ts';
import { storing } from '../platform/storage-error.ts';
import { countItems } from './plan/lines.ts';
import type { BatchBody } from './plan/plan.ts';
import { failedNow } from './progress.ts';

/** What changes of a batch while it is carried out. */
export type Progress = Omit<BatchRow, 'orderId' | 'batch' | 'uId' | 'phase' | 'body' | 'items'>;
/** A part of a batch that went its own way. */
export interface Piece {
  body: BatchBody;
  progress: Progress;
}

export const openStates: readonly OrderState[] = ['open', 'paused', 'cancelling'];
const underWayStates: readonly BatchState[] = ['sending', 'sent', 'checking'];

export function countUnderWay(db: Database, orderId: string): Promise<number> {
  return db.batches
    .where('[orderId+state]')
    .anyOf(underWayStates.map((state) => [orderId, state]))
    .count();
}

/** Of what is under way, that which is to be asked about, or looked at, first. */
export async function getNextToAsk(db: Database, orderId: string): Promise<BatchRow | undefined> {
  const firsts = await Promise.all(
    (['sent', 'checking'] as const).map((state) =>
      db.batches
        .where('[orderId+state+askAt]')
        .between([orderId, state, Dexie.minKey], [orderId, state, Dexie.maxKey])
        .first(),
    ),
  );
  const [one, other] = firsts;
  return one && other ? ((one.askAt ?? 0) <= (other.askAt ?? 0) ? one : other) : (one ?? other);
}

/** Found so by a new background: nobody knows whether it left. */
export function readSending(db: Database, orderId: string): Promise<BatchRow[]> {
  return db.batches.where('[orderId+state]').equals([orderId, 'sending']).toArray();
}

export function getNextWaiting(db: Database, orderId: string): Promise<BatchRow | undefined> {
  return db.batches.where('[orderId+state]').equals([orderId, 'waiting']).first();
}

export function allOf(db: Database, orderId: string) {
  return db.batches.where('[orderId+batch]').between([orderId, Dexie.minKey], [orderId, Dexie.maxKey]);
}

/** A batch that was not sent. */
export function waitingBatch(
  order: Pick<OrderRow, 'id' | 'uId'>,
  batch: number,
  phase: 1 | 2,
  body: BatchBody,
): BatchRow {
  const place = { orderId: order.id, batch, uId: order.uId, phase };
  return { ...place, body, state: 'waiting', items: countItems(body), sends: 0, failures: [] };
}

type BatchTally = Pick<OrderTally, 'waiting' | 'underWay' | 'done' | 'failed' | 'cancelled'>;

/** A licence that was granted by a move still waits for the other half. */
export function tallyOf(row: BatchRow, kind: OrderRow['kind']): BatchTally {
  const none = { waiting: 0, underWay: 0, done: 0, failed: 0, cancelled: 0 };
  const { items } = row;
  if (row.state === 'waiting' || row.state === 'cancelled') return { ...none, [row.state]: items };
  if (row.state !== 'done') return { ...none, underWay: items };
  const failed = row.failures.reduce((sum, failure) => sum + countItems(failure.items), 0);
  const isHalf = kind === 'move' && row.phase === 1;
  return { ...none, failed, [isHalf ? 'waiting' : 'done']: items - failed };
}

/** Within a transaction over `orders`. What waits in an order that is being cancelled is cancelled. */
async function moveTally(db: Database, order: OrderRow, before: BatchRow[], after: BatchRow[]) {
  const tally = { ...order.tally };
  for (const [rows, sign] of [[before, -1] as const, [after, 1] as const]) {
    for (const row of rows) {
      const own = tallyOf(row, order.kind);
      for (const name of ['waiting', 'underWay', 'done', 'failed', 'cancelled'] as const) {
        tally[name] += sign * own[name];
      }
    }
  }
  if (order.state === 'cancelling') {
    tally.cancelled += tally.waiting;
    tally.waiting = 0;
  }
  const { waits: _over, ...rest } = order;
  await db.orders.put({ ...rest, tally });
}

/**
 * Puts the pieces in place of a batch: one for the whole of it, or several that cover it.
 * @returns false when the batch is not as it was `before`, or the order is not in the state that this needs
 */
export function changeBatch(
  { db, clock }: { db: Database; clock: Pick<Clock, 'now'> },
  before: BatchRow,
  pieces: readonly Piece[],
  needs?: OrderState,
): Promise<boolean> {
  const now = clock.now();
  const { orderId, uId, phase } = before;
  return storing(() =>
    db.transaction('rw', [db.orders, db.batches], async () => {
      const order = await db.orders.get(orderId);
      const current = await db.batches.get([orderId, before.batch]);
      if (!order || current?.state !== before.state || current.sends !== before.sends) return false;
      if (needs !== undefined && order.state !== needs) return false;
      const last = pieces.length > 1 ? await allOf(db, orderId).last() : undefined;
      const after = pieces.map(({ body, progress }, index): BatchRow => {
        const batch = index === 0 ? before.batch : (last?.batch ?? before.batch) + index;
        const place = { orderId, batch, uId, phase, body, items: countItems(body) };
        const isOver = order.state === 'cancelling' && progress.state === 'waiting';
        return { ...place, ...(isOver ? overNow(place, progress, now) : progress) };
      });
      await db.batches.bulkPut(after);
      await moveTally(db, order, [current], after);
      return true;
    }),
  );
}

/** Of an order that is being cancelled: what was sent once, and is not so, is not what was never sent. */
export function overNow(place: Pick<BatchRow, 'body'>, { sends, sentAt }: Progress, now: number): Progress {
  if (sends === 0) return { state: 'cancelled', sends, failures: [], finishedAt: now };
  return failedNow(
    { sends, ...(sentAt !== undefined && { sentAt }) },
    place.body,
    { code: 'not-settled' },
    now,
  );
}

/**
 * Takes the second half of a move into the journal. What it does not take up any more was no item of its own after all,
 * or needs no second half.
 */
export function addSecondPhase(db: Database, orderId: string, bodies: readonly BatchBody[]): Promise<void> {
  return storing(() =>
    db.transaction('rw', [db.orders, db.batches], async () => {
      const order = await db.orders.get(orderId);
      if (order?.state !== 'open' || order.secondPhase) return;
      const last = await allOf(db, orderId).last();
      const first = (last?.batch ?? -1) + 1;
      const rows = bodies.map((body, index) => waitingBatch(order, first + index, 2, body));
      await db.batches.bulkAdd(rows);
      const { items, skipped, failed, cancelled } = order.tally;
      const waiting = rows.reduce((sum, row) => sum + row.items, 0);
      const done = items - skipped - failed - cancelled - waiting;
      const tally = { items, skipped, failed, cancelled, waiting, underWay: 0, done };
      await db.orders.put({ ...order, secondPhase: true, tally });
    }),
  );
}

/** Why an order does not go on, and when it is tried again. */
export async function noteWait(db: Database, orderId: string, waits: OrderWait): Promise<void> {
  await storing(() =>
    db.orders.update(orderId, (row) => {
      if (openStates.includes(row.state)) row.waits = waits;
    }),
  );
}

/**
 * After the clock was set back, each order waits from now on for as long as it was to wait: by the time of then it
 * would stand still for as long as the jump was.
 */
export async function setWaitsBack(db: Database, now: number): Promise<void> {
  const isAhead = ({ waits }: OrderRow) => waits?.nextAt !== undefined && (waits.since ?? 0) > now;
  await storing(() =>
    db.orders
      .where('state')
      .anyOf(openStates)
      .filter(isAhead)
      .modify(({ waits }) => {
        if (waits?.nextAt === undefined) return;
        waits.nextAt = now + Math.max(0, waits.nextAt - (waits.since ?? now));
        waits.since = now;
      }),
  );
}
