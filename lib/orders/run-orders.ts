import { afterFailure } from '../apple/after-failure.ts';
import { readOpenOrders } from '../cache/order-queries.ts';
import type { OrderRow } from '../cache/order-rows.ts';
import { type Failure, isCode, toFailure } from '../platform/errors.ts';
import { createQueue } from '../platform/queue.ts';
import { storing } from '../platform/storage-error.ts';
import { applyDone } from './apply-done.ts';
import { askBatch } from './ask-batch.ts';
import { checkBatch } from './check-batch.ts';
import { type OrderContext, type OrderDeps, STATUS_MS } from './context.ts';
import { createOpening } from './create-opening.ts';
import { finishOrder } from './finish-order.ts';
import {
  changeBatch,
  countUnderWay,
  getNextToAsk,
  getNextWaiting,
  noteWait,
  readSending,
} from './journal.ts';
import { progressOf, toCheck } from './progress.ts';
import { beginSecondPhase } from './second-phase.ts';
import { sendBatch } from './send-batch.ts';

/** Events of one order side by side: as many as can be sent, and asked about, in some half a minute. */
const MOST_UNDER_WAY = 200;
/** Nothing is to be asked about later than that, or to be read again sooner. */
const LONG_MS = 60_000;
/** Longer without a call of an extension API, and the browser stops the worker. */
const AWAKE_MS = 20_000;

/** Of one run: how it is stopped, and woken when something was asked of it. */
export interface Flight {
  signal: AbortSignal;
  /** Aborts, and is another one, whenever the run should look again. */
  woken(): AbortSignal;
}

/**
 * Carries out the orders of one location, oldest first, until nothing is left to do or to wait for. To be called with
 * the location's lock. Why it does not go on stands in the order.
 */
export async function runOrders(deps: OrderDeps, uId: string, flight: Flight): Promise<void> {
  const applying = createApplying(deps, uId, flight.signal);
  applying.begin();
  try {
    await noteUnknown(deps, uId);
    const connect = createOpening(deps, uId, flight.signal, applying.begin);
    for (let order = await findCurrent(deps, uId); order; order = await findCurrent(deps, uId)) {
      flight.signal.throwIfAborted();
      const woken = flight.woken();
      const until = await goOn(deps, order, connect);
      if (until === undefined) continue;
      await sleepAwake(deps, until, AbortSignal.any([flight.signal, woken]));
      flight.signal.throwIfAborted();
    }
  } catch (error) {
    await noteFailure(deps, uId, toFailure(flight.signal.aborted ? flight.signal.reason : error), error);
  } finally {
    await applying.end();
  }
}

/**
 * The order whose turn it is: the one of which something is under way, since Apple may do the events of two in any order;
 * else the oldest that is not at rest.
 */
async function findCurrent({ db }: OrderDeps, uId: string): Promise<OrderRow | undefined> {
  const orders = await storing(() => readOpenOrders(db, uId));
  return (
    orders.find(({ tally }) => tally.underWay > 0) ??
    orders.find(({ state, tally }) => state !== 'paused' || tally.waiting === 0)
  );
}

/** One step. @returns until when nothing is to be done; undefined: look again at once. @throws AppError */
async function goOn(
  deps: OrderDeps,
  order: OrderRow,
  connect: () => Promise<OrderContext>,
): Promise<number | undefined> {
  const { db, clock } = deps;
  const next = await storing(() => getNextToAsk(db, order.id));
  const wait = (next?.askAt ?? 0) - clock.now();
  if (next && wait > LONG_MS) {
    // The clock was set back. How much of the wait is over nobody knows, so it begins anew.
    const progress = { ...progressOf(next), askAt: clock.now() + STATUS_MS };
    await changeBatch(deps, next, [{ body: next.body, progress }]);
    return undefined;
  }
  if (next && wait <= 0) {
    await deps.keepAlive();
    await (next.state === 'sent' ? askBatch(await connect(), next) : checkBatch(await connect(), next));
    return undefined;
  }
  if (order.state === 'open' && (await storing(() => countUnderWay(db, order.id))) < MOST_UNDER_WAY) {
    const waiting = await storing(() => getNextWaiting(db, order.id));
    if (waiting) {
      await deps.keepAlive();
      await sendBatch(await connect(), waiting);
      return undefined;
    }
  }
  if (next) return next.askAt;
  if (order.kind === 'move' && order.state === 'open' && !order.secondPhase) {
    await beginSecondPhase(db, order, await (await connect()).limits());
  } else await finishOrder(deps, order);
  return undefined;
}

/** With the lock in hand nobody else is sending: what was about to be sent may have left, or not (design 6.2). */
async function noteUnknown(deps: OrderDeps, uId: string): Promise<void> {
  const { db, clock } = deps;
  for (const order of await storing(() => readOpenOrders(db, uId))) {
    for (const row of await storing(() => readSending(db, order.id))) {
      const askAt = Math.max(clock.now(), (row.sentAt ?? 0) + STATUS_MS);
      await changeBatch(deps, row, [{ body: row.body, progress: toCheck(row, askAt) }]);
    }
  }
}

/** Applies what is done, in turn, whenever no sync of the location runs. */
function createApplying(deps: OrderDeps, uId: string, signal: AbortSignal) {
  const { db, locks, report } = deps;
  const inTurn = createQueue();
  let last: Promise<void> = Promise.resolve();
  let hasChanged = false;
  const apply = async () => {
    await locks.request(`sync/${uId}`, { signal }, async () => {
      if (await applyDone(db, uId)) hasChanged = true;
    });
  };
  return {
    begin(): void {
      last = inTurn(apply).catch((error: unknown) => {
        if (!signal.aborted) report(error);
      });
    },
    /** Afterwards a sync may have the location: it reads what only Apple knows, such as counts. */
    async end(): Promise<void> {
      await last;
      if (hasChanged) await requestSync(deps, uId);
    },
  };
}

async function requestSync(deps: OrderDeps, uId: string): Promise<void> {
  try {
    await deps.requestSync(uId);
  } catch (error) {
    // Unlinked meanwhile: there is nothing to bring up to date.
    if (!isCode(error, 'location-unknown')) throw error;
  }
}

async function sleepAwake({ clock, keepAlive }: OrderDeps, until: number, wake: AbortSignal): Promise<void> {
  for (let left = until - clock.now(); left > 0 && !wake.aborted; left = until - clock.now()) {
    await keepAlive();
    await clock.sleep(Math.min(left, AWAKE_MS), wake).catch((error: unknown) => {
      if (!wake.aborted) throw error;
    });
  }
}

/** What stands in the way of one order stands in the way of all of its location: the oldest says it. */
async function noteFailure(deps: OrderDeps, uId: string, failure: Failure, error: unknown): Promise<void> {
  if (failure.code === 'bug') deps.report(error);
  const order = await findCurrent(deps, uId);
  if (order) {
    const now = deps.clock.now();
    const { nextAt } =
      failure.code === 'not-settled' ? { nextAt: now + LONG_MS } : afterFailure(failure, now);
    await noteWait(deps.db, order.id, { failure, since: now, ...(nextAt !== undefined && { nextAt }) });
  }
  if (failure.code !== 'cancelled') await deps.onHealth(uId, failure);
}
