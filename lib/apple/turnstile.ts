import type { Clock } from '../platform/clock.ts';
import { AppError } from '../platform/errors.ts';

export interface Turn {
  sentAt: number;
  /** Frees the place among the parallel page reads; harmless when called twice. */
  release(): void;
}

interface Waiter {
  page: boolean;
  go(turn: Turn): void;
}

export interface TurnstileDeps {
  clock: Clock;
  /** Least time between two sends, in milliseconds; may change at any time (then call `update`). */
  spacing(): number;
  /** No send before this time. */
  blockedUntil(): number;
}

const parallelPages = 5; // reference 5
/** Above 20 a second a timer that fires late may be made good, by at most this much; Apple's limit is 15. */
const coarseSpacing = 50;
const lateness = 20;
const clockSlack = 1000;

/** Lets requests pass one by one: first come, first served, evenly spaced, at most five page reads at once. */
export function createTurnstile(deps: TurnstileDeps) {
  const { clock } = deps;
  const queue: Waiter[] = [];
  let lastSlot = Number.NEGATIVE_INFINITY;
  let pages = 0;
  let alarm: { at: number; cancel: AbortController } | undefined;

  function update(timerDue?: number) {
    let due = timerDue;
    for (;;) {
      const index = queue.findIndex((waiter) => !waiter.page || pages < parallelPages);
      const waiter = queue[index];
      if (waiter === undefined) return setAlarm(undefined);
      const now = clock.now();
      if (lastSlot > now + clockSlack) lastSlot = now; // The clock was set back.
      const slot = Math.max(lastSlot + deps.spacing(), deps.blockedUntil());
      if (!isDue(slot, now)) return setAlarm(slot);
      lastSlot = nextSlot(slot, now, due);
      due = slot;
      queue.splice(index, 1);
      waiter.go(takeTurn(waiter, now));
    }
  }

  /** The clock counts whole milliseconds: below one, "now" is as exact as it gets. */
  function isDue(slot: number, now: number): boolean {
    return slot <= now || (deps.spacing() < 1 && slot < now + 1);
  }

  function nextSlot(slot: number, now: number, due: number | undefined): number {
    if (slot > now) return slot;
    if (due === undefined || deps.spacing() >= coarseSpacing) return now;
    return Math.max(slot, now - lateness);
  }

  function takeTurn(waiter: Waiter, now: number): Turn {
    let held = waiter.page;
    if (held) pages++;
    return {
      sentAt: now,
      release() {
        if (!held) return;
        held = false;
        pages--;
        update();
      },
    };
  }

  function setAlarm(at: number | undefined) {
    if (alarm?.at === at) return;
    alarm?.cancel.abort();
    alarm = undefined;
    if (at === undefined) return;
    const cancel = new AbortController();
    alarm = { at, cancel };
    clock.sleep(at - clock.now(), cancel.signal).then(
      () => {
        alarm = undefined;
        update(at);
      },
      () => undefined, // Replaced by a newer alarm.
    );
  }

  return {
    /** Waits for its turn. @throws AppError cancelled */
    pass(page: boolean, signal?: AbortSignal): Promise<Turn> {
      return new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(new AppError('cancelled'));
        const leave = () => {
          queue.splice(queue.indexOf(waiter), 1);
          reject(new AppError('cancelled'));
          update();
        };
        const waiter: Waiter = {
          page,
          go(turn) {
            signal?.removeEventListener('abort', leave);
            resolve(turn);
          },
        };
        signal?.addEventListener('abort', leave, { once: true });
        queue.push(waiter);
        update();
      });
    },
    /** To call after spacing or block changed. */
    update: () => update(),
    /** Counts a send that an earlier life of the worker may have made at `at`. */
    countSend(at: number) {
      lastSlot = Math.max(lastSlot, at);
    },
  };
}
