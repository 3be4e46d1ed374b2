import type { AppleClient, AppleLocation, AppleWrites } from '../apple/contract.ts';
import type { Database } from '../cache/database.ts';
import type { Clock } from '../platform/clock.ts';
import type { Failure } from '../platform/errors.ts';
import type { Activity } from './activity.ts';
import type { PlanLimits } from './plan/plan.ts';

/** `navigator.locks`, or as much of it as is used. */
export interface Locks {
  request(
    name: string,
    options: { ifAvailable: true } | { signal: AbortSignal },
    callback: (lock: unknown) => Promise<void>,
  ): Promise<unknown>;
}

export interface OrderDeps {
  db: Database;
  clock: Clock;
  apple: AppleClient;
  activity: Activity;
  locks: Locks;
  /** @throws AppError vault-locked, token-missing */
  expectToken(uId: string): Promise<string>;
  /** A small call of an extension API. */
  keepAlive(): Promise<void>;
  /** What a failed call says of the token. */
  onHealth(uId: string, failure: Failure): void | Promise<void>;
  /** Counts and all that only Apple knows are read anew. */
  requestSync(uId: string): Promise<void>;
  /** Tells the log of an error that nobody waits for. */
  report(error: unknown): void;
}

/** What the steps of one location's orders work with. */
export interface OrderContext extends OrderDeps {
  uId: string;
  location: AppleLocation & AppleWrites;
  /** At most five minutes old (reference 0.7). */
  limits(): Promise<PlanLimits>;
  /** Something is done that the cache does not show. */
  onDone(): void;
  signal: AbortSignal;
}

/** The first status read after a send, and any after a PENDING answer (design 6.3). */
export const STATUS_MS = 30_000;
