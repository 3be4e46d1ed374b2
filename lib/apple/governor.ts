import { z } from 'zod';
import type { Clock } from '../platform/clock.ts';
import { AppError } from '../platform/errors.ts';
import { backOff, concernsAll, mayTryAgain, retryAt } from './back-off.ts';
import { createTurnstile } from './turnstile.ts';

/** What a new worker must know of the old one's requests. Times are milliseconds since the epoch. */
export interface GovernorState {
  savedAt: number;
  blockedUntil: number;
  /** How often in a row Apple said "too many"; 0 after a success. */
  step: number;
  /** What Apple said when it asked for the wait. */
  blockedBy?: BlockCode | undefined;
}
type BlockCode = z.infer<typeof blockCode>;

/** Session memory. What `load` returns is checked here. */
export interface GovernorStore {
  load(key: string): Promise<unknown>;
  save(key: string, state: GovernorState): Promise<void>;
}

export interface GovernorDeps {
  clock: Clock;
  /** In [0, 1), for jitter. */
  random(): number;
  store: GovernorStore;
}

export interface RunOptions {
  signal?: AbortSignal | undefined;
  /** A page read: at most five at once (reference 5). */
  page?: boolean;
  /** Only what changes nothing may be tried again (design 2.5). */
  retry?: boolean;
  /**
   * Fails rather than waits longer than so many milliseconds for Apple: better to come back by an alarm than to sit
   * in a worker that the browser stops. The error says until when (`details.retryAt`).
   */
  patience?: number;
}

const blockCode = z.enum(['throttled', 'maintenance', 'server']);
const stateSchema = z.object({
  savedAt: z.number(),
  blockedUntil: z.number(),
  step: z.number().int(),
  blockedBy: blockCode.optional(),
});
const saveEvery = 250;
const defaultRate = 10;
/** The least that settings and policy may ask for. */
const slowestRate = 1;
/** Reference 8; older answers of service/config lack it (reference 4.1). */
export const documentedLimit = 15;

export type Governor = ReturnType<typeof createGovernor>;

/**
 * Paces all requests of one location (reference 8): even spacing, back-off for all when Apple says so,
 * bounded repetition of reads. Make one per key and extension: see `createGovernors`.
 */
export function createGovernor(deps: GovernorDeps, key: string) {
  const { clock, store } = deps;
  let wanted = defaultRate;
  let allowed = Number.POSITIVE_INFINITY;
  let savedAt = Number.NEGATIVE_INFINITY;
  let blockedUntil = Number.NEGATIVE_INFINITY;
  let blockedBy: BlockCode | undefined;
  let step = 0;
  let steppedAt = Number.NEGATIVE_INFINITY;
  let loading: Promise<void> | undefined;

  const spacing = () => 1000 / Math.min(wanted, allowed);
  const turnstile = createTurnstile({
    clock,
    spacing,
    blockedUntil: () => blockedUntil,
  });

  async function load() {
    const state = stateSchema.safeParse(await store.load(key));
    if (!state.success) return; // The first life of this governor.
    // A clock that was set back must not stop us for longer than the state itself would.
    const ageless = Math.max(0, state.data.savedAt - clock.now());
    savedAt = state.data.savedAt - ageless;
    blockedUntil = state.data.blockedUntil - ageless;
    step = state.data.step;
    blockedBy = state.data.blockedBy;
    // The old worker may have sent, unsaved, until just before its next save.
    turnstile.countSend(savedAt + saveEvery);
  }

  function loaded(): Promise<void> {
    loading ??= load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  }

  async function save() {
    savedAt = clock.now();
    await store.save(key, { savedAt, blockedUntil: Math.max(0, blockedUntil), step, blockedBy });
  }

  async function noteFailure(error: AppError, sentAt: number) {
    if (!concernsAll(error)) return;
    // Answers to requests that were under way when the back-off grew tell nothing new.
    if (sentAt > steppedAt) {
      step++;
      steppedAt = clock.now();
      blockedUntil = Math.max(blockedUntil, steppedAt + backOff(step, deps.random));
    }
    blockedUntil = Math.max(blockedUntil, retryAt(error) ?? 0);
    blockedBy = blockCode.safeParse(error.code).data ?? 'server';
    turnstile.update();
    await save();
  }

  async function tryOnce<T>(task: () => Promise<T>, options: RunOptions): Promise<T> {
    const turn = await turnstile.pass(options.page ?? false, options.signal);
    try {
      if (Math.abs(turn.sentAt - savedAt) >= saveEvery) await save();
      const value = await task();
      if (turn.sentAt > steppedAt) step = 0;
      return value;
    } catch (error) {
      if (error instanceof AppError) await noteFailure(error, turn.sentAt);
      throw error;
    } finally {
      turn.release();
    }
  }

  function isBlockedFor(ms: number | undefined): boolean {
    return ms !== undefined && blockedUntil - clock.now() > ms;
  }

  return {
    /**
     * Runs `task` (one request) in its turn, again when it failed in a way that passes.
     * @throws what the last try threw; AppError cancelled when the signal aborts a wait; what Apple said last when
     *   that asks for more patience
     */
    async run<T>(task: () => Promise<T>, options: RunOptions = {}): Promise<T> {
      await loaded();
      if (isBlockedFor(options.patience)) {
        throw new AppError(blockedBy ?? 'throttled', { retryAt: blockedUntil });
      }
      for (let tries = 1; ; tries++) {
        try {
          return await tryOnce(task, options);
        } catch (error) {
          if (!(error instanceof AppError) || !options.retry || !mayTryAgain(error, tries)) throw error;
          if (isBlockedFor(options.patience)) throw error;
          if (!concernsAll(error)) await wait(clock, backOff(tries, deps.random), options.signal);
        }
      }
    },
    /** The rate of the settings, in requests a second; 10 when never set (design 6.3). */
    setRate(perSecond: number) {
      wanted = perSecond > 0 ? perSecond : defaultRate;
      turnstile.update();
    },
    /** `maxRequestPerSecond` of service/config; undefined when Apple has named none: then 15. Never set: no limit. */
    setLimit(perSecond: number | undefined) {
      allowed = perSecond !== undefined && perSecond > 0 ? perSecond : documentedLimit;
      turnstile.update();
    },
  };
}

async function wait(clock: Clock, ms: number, signal: AbortSignal | undefined) {
  try {
    await clock.sleep(ms, signal);
  } catch {
    throw new AppError('cancelled');
  }
}

/** One governor a key, for the whole extension: to be made once, in the background. */
export function createGovernors(deps: GovernorDeps): (key: string) => Governor {
  const governors = new Map<string, Governor>();
  return (key) => {
    const known = governors.get(key);
    if (known !== undefined) return known;
    const governor = createGovernor(deps, key);
    governors.set(key, governor);
    return governor;
  };
}

/**
 * One rate, from the settings, for all governors that are asked for here. Until it is set, the slowest: a browser that
 * has just started takes seconds to say whether a policy asks for it, and work need not wait for that.
 */
export function createPace(governor: (key: string) => Governor) {
  const paced = new Map<string, Governor>();
  let rate = slowestRate;
  return {
    governor(key: string): Governor {
      const one = governor(key);
      if (!paced.has(key)) one.setRate(rate);
      paced.set(key, one);
      return one;
    },
    setRate(perSecond: number): void {
      rate = perSecond;
      for (const one of paced.values()) one.setRate(rate);
    },
  };
}
