import { canResume } from '../apple/after-failure.ts';
import { readOpenOrders } from '../cache/order-queries.ts';
import type { OrderRow } from '../cache/order-rows.ts';
import { AppError, type Failure, isCode } from '../platform/errors.ts';
import { storing } from '../platform/storage-error.ts';
import { findUnapplied } from './apply-done.ts';
import type { OrderDeps } from './context.ts';
import { setWaitsBack } from './journal.ts';
import { runOrders } from './run-orders.ts';
import { createSteering } from './steer.ts';

interface Flight {
  abort: AbortController;
  wake: AbortController;
  done: Promise<void>;
  /** Something was asked for meanwhile: it looks once more. */
  again: boolean;
}

/**
 * Carries out what was confirmed. One run a location at a time, over all contexts; all that happens stands in the
 * journal, so no call here waits for the end of an order or fails because of one.
 */
export function createOrders(deps: OrderDeps) {
  const { db, clock } = deps;
  const flights = new Map<string, Flight>();
  const steering = createSteering({ db, activity: deps.activity, now: () => clock.now() });

  function start(uId: string): void {
    const known = flights.get(uId);
    if (known) {
      known.again = true;
      known.wake.abort();
      return;
    }
    const flight: Flight = {
      abort: new AbortController(),
      wake: new AbortController(),
      done: Promise.resolve(),
      again: false,
    };
    flights.set(uId, flight);
    flight.done = runLocked(uId, flight)
      .catch(deps.report)
      .then(() => {
        flights.delete(uId);
        const { aborted, reason } = flight.abort.signal;
        // An unlock may come while the run that the lock stopped is still on its way out.
        if (flight.again && (!aborted || isCode(reason, 'vault-locked'))) start(uId);
      });
  }

  async function runLocked(uId: string, flight: Flight): Promise<void> {
    await deps.locks.request(`orders/${uId}`, { ifAvailable: true }, async (lock) => {
      if (!lock) return;
      const woken = () => {
        // Whatever was asked for before this look is seen by it.
        flight.again = false;
        if (flight.wake.signal.aborted) flight.wake = new AbortController();
        return flight.wake.signal;
      };
      await runOrders(deps, uId, { signal: flight.abort.signal, woken });
    });
  }

  /** Starts each location with work that `may` go on. */
  async function startWhere(may: (order: OrderRow) => boolean): Promise<void> {
    await setWaitsBack(db, clock.now());
    const orders = (await readOpenOrders(db)).filter(isActive);
    for (const uId of new Set(orders.filter(may).map((order) => order.uId))) start(uId);
    for (const uId of await findUnapplied(db)) start(uId);
  }

  async function stop(uId: string, failure: Failure): Promise<void> {
    for (let flight = flights.get(uId); flight; flight = flights.get(uId)) {
      flight.abort.abort(new AppError(failure.code, failure.details));
      await flight.done;
    }
  }

  async function steered(orderId: string, steer: (orderId: string) => Promise<void>): Promise<void> {
    await steer(orderId);
    const order = await db.orders.get(orderId);
    if (order) start(order.uId);
  }

  return {
    /** Something of this location was confirmed. */
    start,
    /** @throws AppError order-unknown, storage-full, storage-broken */
    pause: (orderId: string) => steered(orderId, steering.pause),
    resumeOrder: (orderId: string) => steered(orderId, steering.resume),
    cancel: (orderId: string) => steered(orderId, steering.cancel),

    /** Goes on with what waits: at start-up, after an unlock, a permission, a new token, the network's return. */
    resume: () => startWhere(({ waits }) => canResume(waits?.failure, waits?.nextAt, clock.now())),

    /** Starts what is due, and what a dead background left: for the alarm. */
    runDue: () =>
      startWhere(({ waits }) => !waits || (waits.nextAt ?? Number.POSITIVE_INFINITY) <= clock.now()),

    /** Whether an order goes on by itself later: for the alarm that stands by. */
    async isUnfinished(): Promise<boolean> {
      const orders = await storing(() => readOpenOrders(db));
      return orders.some((order) => isActive(order) && (!order.waits || order.waits.nextAt !== undefined));
    },

    /** The location is being unlinked: nothing more is sent. What is left waits for it to come back. */
    stop: (uId: string) => stop(uId, { code: 'location-unknown', details: { uId } }),

    /** The vault was locked: no request leaves any more with a token that was taken from it. `resume` goes on. */
    lock(): void {
      for (const { abort } of flights.values()) abort.abort(new AppError('vault-locked'));
    },

    /** Before a wipe. */
    async stopAll(): Promise<void> {
      await Promise.all([...flights.keys()].map((uId) => stop(uId, { code: 'cancelled' })));
    },

    /** Resolves when nothing runs in this worker. */
    async idle(): Promise<void> {
      while (flights.size > 0) await Promise.all([...flights.values()].map(({ done }) => done));
    },
  };
}
export type Orders = ReturnType<typeof createOrders>;

/** What is paused rests, but for what was sent before. */
function isActive({ state, tally }: OrderRow): boolean {
  return state !== 'paused' || tally.underWay > 0;
}
