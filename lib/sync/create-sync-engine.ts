import { afterFailure, canResume } from '../apple/after-failure.ts';
import type { SyncRow } from '../cache/rows.ts';
import { AppError, type Failure, toFailure } from '../platform/errors.ts';
import { storing } from '../platform/storage-error.ts';
import { type RunDeps, runLocation } from './run-location.ts';
import { dropRun, queueRun, readSyncs } from './runs.ts';
import { createSlots } from './slots.ts';

export interface SyncDeps extends RunDeps {
  /** `navigator.locks`, or as much of it as is used. */
  locks: {
    request(
      name: string,
      options: { ifAvailable: true },
      callback: (lock: unknown) => Promise<void>,
    ): Promise<unknown>;
  };
}

interface Flight {
  abort: AbortController;
  done: Promise<void>;
  /** A full read was asked for meanwhile: it comes next. */
  again: boolean;
  /** It was asked for meanwhile: unless it ends well, it comes once more. */
  asked: boolean;
  /** What it may fail for was mended meanwhile: then it is tried once more. */
  resumed: boolean;
  /** Nothing comes after it. */
  last: boolean;
}

const isOpen = ({ state }: SyncRow) => state === 'running' || state === 'queued' || state === 'waiting';
const failedForNow = ({ state, nextAt }: SyncRow) => state === 'failed' && nextAt !== undefined;

/** More at once would only share the same processor and memory. */
const LOCATIONS_AT_ONCE = 3;

/**
 * Keeps the cache of each location like Apple's state. One run a location at a time, over all contexts; all that
 * happens stands in its `SyncRow`, so no call here waits for the end of a run or fails because of one.
 */
export function createSyncEngine(deps: SyncDeps) {
  const { db, clock } = deps;
  const flights = new Map<string, Flight>();
  const slots = createSlots(LOCATIONS_AT_ONCE);
  /** In the life of this background. */
  let hasResumed = false;

  function start(uId: string): void {
    if (flights.has(uId)) return;
    const abort = new AbortController();
    const flight: Flight = {
      abort,
      again: false,
      asked: false,
      resumed: false,
      last: false,
      done: Promise.resolve(),
    };
    flights.set(uId, flight);
    flight.done = slots
      .run(() => runLocked(uId, abort.signal), abort.signal)
      .catch((error) => {
        if (!abort.signal.aborted) deps.report(error);
      })
      .then(async () => {
        flights.delete(uId);
        if (flight.last) return;
        if (flight.again) await queue(uId, true);
        else if (flight.asked || flight.resumed) await tryOnceMore(uId, flight.asked);
      })
      .catch(deps.report);
  }

  async function queue(uId: string, full: boolean): Promise<void> {
    if (full) await dropRun(db, uId);
    await queueRun(db, uId, clock.now(), full);
    start(uId);
  }

  const wasRead = async (uId: string) => (await storing(() => db.syncs.get(uId)))?.lastFullAt !== undefined;

  async function tryOnceMore(uId: string, isAsked: boolean): Promise<void> {
    const row = await storing(() => db.syncs.get(uId));
    if (!row || row.state === 'done') return;
    if (isAsked || isOpen(row) || failedForNow(row)) startWhenAllowed(row);
  }

  function startWhenAllowed({ uId, failure, nextAt }: SyncRow): void {
    if (canResume(failure, nextAt, clock.now())) start(uId);
  }

  async function runLocked(uId: string, signal: AbortSignal): Promise<void> {
    await deps.locks.request(`sync/${uId}`, { ifAvailable: true }, async (lock) => {
      if (lock && !signal.aborted) await runRecorded(uId, signal);
    });
  }

  async function runRecorded(uId: string, signal: AbortSignal): Promise<void> {
    try {
      await runLocation(deps, uId, signal);
    } catch (error) {
      const failure = toFailure(signal.aborted ? signal.reason : error);
      if (failure.code === 'location-unknown') return;
      if (failure.code === 'bug') deps.report(error);
      await recordFailure(uId, failure);
    }
  }

  async function recordFailure(uId: string, failure: Failure): Promise<void> {
    // A full disk gets its room back; the token of another location must not go on with this one's pages.
    if (failure.code === 'storage-full' || failure.code === 'wrong-location') await dropRun(db, uId);
    const now = clock.now();
    const { state, nextAt } = afterFailure(failure, now);
    await storing(() =>
      db.syncs.update(uId, (row) => {
        Object.assign(row, { state, failure, updatedAt: now });
        if (nextAt === undefined) delete row.nextAt;
        else row.nextAt = nextAt;
      }),
    );
    if (failure.code !== 'cancelled') await deps.onHealth(uId, failure);
  }

  async function cancel(uId: string): Promise<void> {
    const flight = flights.get(uId);
    if (!flight) return;
    flight.last = true;
    flight.abort.abort(new AppError('cancelled'));
    await flight.done;
  }

  return {
    /**
     * Asks for a sync; resolves when it is noted. `full` reads everything anew.
     * @throws AppError location-unknown, storage-full, storage-broken
     */
    async request(uId: string, { full = false }: { full?: boolean } = {}): Promise<void> {
      const asked = flights.get(uId);
      if (!asked) return queue(uId, full);
      asked.asked = true;
      // The first read of a location reads all anyway, whoever began it.
      if (!full || !(await wasRead(uId))) return;
      const flight = flights.get(uId);
      if (flight) flight.again = true;
      else await queue(uId, true);
    },

    /**
     * Goes on with what was interrupted or waits: at start-up, after an unlock, a permission, a new token. The first
     * time also with what failed: a browser that stops a background refuses it this and that while it still writes.
     */
    async resume(): Promise<void> {
      const rows = await readSyncs(db, clock.now());
      const known = new Set(rows.map(({ uId }) => uId));
      // A background that died right after a link had no time to ask.
      for (const uId of await storing(() => db.locations.toCollection().primaryKeys())) {
        if (!known.has(uId)) start(uId);
      }
      for (const row of rows) {
        const flight = flights.get(row.uId);
        if (flight) flight.resumed = true;
        else if (isOpen(row) || (!hasResumed && failedForNow(row))) startWhenAllowed(row);
      }
      hasResumed = true;
    },

    /** Starts what is due, and what a dead background left: for the alarm. */
    async runDue(now: number): Promise<void> {
      const rows = new Map((await readSyncs(db, now)).map((row) => [row.uId, row]));
      for (const uId of await storing(() => db.locations.toCollection().primaryKeys())) {
        const row = rows.get(uId);
        const left = row?.state === 'running' || row?.state === 'queued';
        if (!row || left || (row.nextAt ?? Number.POSITIVE_INFINITY) <= now) start(uId);
      }
    },

    /** Stops the run of a location and waits until it rests: before an unlink. What was read so far stays. */
    cancel,

    /** The vault was locked: no request leaves any more with a token that was taken from it. `resume` goes on. */
    pause(): void {
      for (const { abort } of flights.values()) abort.abort(new AppError('vault-locked'));
    },

    /** Stops all: before a wipe. */
    async cancelAll(): Promise<void> {
      await Promise.all([...flights.keys()].map(cancel));
    },

    /** Resolves when nothing runs or waits for its turn. */
    async idle(): Promise<void> {
      while (flights.size > 0) await Promise.all([...flights.values()].map(({ done }) => done));
    },
  };
}
