import type { AppleReads } from '../apple/contract.ts';
import type { Database, RunRow } from '../cache/database.ts';
import type { Clock } from '../platform/clock.ts';
import type { Failure } from '../platform/errors.ts';
import { storing } from '../platform/storage-error.ts';
import type { RunContext } from './context.ts';
import { createProgress } from './progress.ts';
import { readConfig } from './read-config.ts';
import { closeRun, openRun, saveRun } from './runs.ts';
import { steps } from './steps.ts';

export interface RunDeps {
  db: Database;
  clock: Clock;
  apple: AppleReads;
  /** @throws AppError vault-locked, token-missing */
  expectToken(uId: string): Promise<string>;
  /** A small call of an extension API. */
  keepAlive(): Promise<void>;
  /** What the last call says of the token: nothing wrong, or why not. */
  onHealth(uId: string, failure: Failure | undefined): void | Promise<void>;
  /** The location's assets were read: their names may be looked up, beside the long reads that follow. */
  onAssets(uId: string): void;
  /** Tells the log of an error that nobody waits for. */
  report(error: unknown): void;
  randomId(): string;
  /** The holdings are as true as they get: what `staging` says was found is to be written down. */
  recordFound(uId: string): Promise<void>;
  /** Minutes between two looks for changes. */
  syncMinutes(): Promise<number>;
}

/** One sync of one location, from the beginning or from where a dead background left it. @throws AppError */
export async function runLocation(deps: RunDeps, uId: string, signal: AbortSignal): Promise<void> {
  const { db, clock } = deps;
  const run = await openRun(db, uId, clock.now(), deps.randomId);
  const apple = deps.apple.location(await deps.expectToken(uId), uId);
  const progress = createProgress(db, uId, clock);
  const checkpoint = async () => {
    await deps.keepAlive();
    await deps.apple.serviceConfig(signal);
  };
  const watchesChanges = (await storing(() => db.syncs.get(uId)))?.lastFullAt !== undefined;
  const context: RunContext = { db, clock, apple, uId, run, progress, signal, watchesChanges, checkpoint };
  // The limits first: until Apple has named them, the client keeps to its own careful rate (reference 0.7).
  await deps.apple.serviceConfig(signal);
  await readConfig(context);
  await deps.onHealth(uId, undefined);

  for (let step = run.step; step !== 'done'; step = run.step) {
    const next = await steps[step](context);
    if (step === 'assets') deps.onAssets(uId);
    await moveOn(deps, run, next);
    await checkpoint();
  }
  signal.throwIfAborted();
  await deps.recordFound(uId);
  const now = clock.now();
  await closeRun(db, run, now, await nextDue(deps, uId, now));
}

async function moveOn({ db, clock }: RunDeps, run: RunRow, step: RunRow['step']): Promise<void> {
  run.step = step;
  run.stepAt = clock.now();
  await saveRun(db, run);
}

async function nextDue({ db, syncMinutes }: RunDeps, uId: string, now: number): Promise<number> {
  const directory = await storing(() => db.directories.get(uId));
  const next = now + (await syncMinutes()) * 60_000;
  return Math.min(next, directory?.fullDueAt ?? next);
}
