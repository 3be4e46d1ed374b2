import type { Database } from '../../cache/database.ts';
import type { DeliveryRow } from '../../cache/mdm-rows.ts';
import { changeDelivery, isAtRest, rememberTarget } from '../../cache/write-mdm.ts';
import { noteEvent } from '../../cache/write-timeline.ts';
import { fingerprint } from '../../platform/base64.ts';
import type { Clock } from '../../platform/clock.ts';
import { AppError, isCode, toFailure } from '../../platform/errors.ts';
import { storing } from '../../platform/storage-error.ts';
import { cleanFileName } from '../../token/clean-file-name.ts';
import type { Delivery } from '../connectors/connector.ts';
import type { Mdms, OpenMdm } from './mdms.ts';
import { readMemory } from './memory.ts';
import { isOfMdm, isStillOwn, outcomeOf } from './outcome.ts';
import { add, type Changes, match, renew, type StepDeps, upsert, verify } from './steps.ts';

/** Longer pauses than this are the admin's to wait for. */
const LONGEST_PAUSE = 2 * 60_000;
const MOST_PAUSES = 3;
/** A Chrome worker is stopped after 30 s without an extension call. */
const NAP_MS = 20_000;

export interface RunDeps {
  cache: Database;
  clock: Clock;
  mdms: Mdms;
  expectToken(uId: string): Promise<string>;
  keepAlive(): Promise<void>;
  /** Told of failures that stop no hand-over. */
  report(error: unknown): void;
}

/**
 * Carries a hand-over on from wherever its row stands, until it is through, asks, or is aborted. The row is written
 * before each step, so a background that dies loses nothing and sends nothing twice unseen.
 */
export function createRun(deps: RunDeps) {
  const { cache, clock, mdms } = deps;
  const now = () => clock.now();

  async function run(id: string, attended: boolean, signal: AbortSignal): Promise<void> {
    try {
      await carryOn(id, attended, signal);
    } catch (error) {
      // Ended from outside, or waiting for the unlock: the row says all that there is.
      if (signal.aborted || isCode(error, 'vault-locked')) return;
      await end(id, { state: 'failed', failure: toFailure(error) });
    }
  }

  async function carryOn(id: string, attended: boolean, signal: AbortSignal): Promise<void> {
    const first = await getLive(id);
    if (!first) return;
    const mdm = await mdms.open(first.mdmId, attended);
    // Begun before a death or a lock.
    await rest((first.waitsUntil ?? 0) - now(), signal);
    let pauses = 0;
    for (let row: DeliveryRow | undefined = first; row; row = await getLive(id)) {
      const delivery = await prepare(row);
      try {
        const changes = await step(mdm, stepDeps(row, delivery, signal));
        if (changes.state === 'done' || changes.state === 'handed') return await end(id, changes);
        if (!(await changeDelivery(cache, id, { ...changes, updatedAt: now() }))) return;
        // Renewed while the records were read: the question is about the newer token.
        if (changes.state === 'asking') await prepare(row);
        if (changes.state === 'verifying') await sync(mdm, changes.recordId ?? row.recordId, signal);
      } catch (error) {
        pauses += 1;
        const until = pauseFor(error, pauses);
        if (until === undefined) throw error;
        await changeDelivery(cache, id, { waitsUntil: until, updatedAt: now() });
        await rest(until - now(), signal);
      }
    }
  }

  const getLive = async (id: string) => {
    const row = await storing(() => cache.deliveries.get(id));
    return row && !isAtRest(row.state) && row.state !== 'asking' ? row : undefined;
  };

  /** The location's token as it is now: a newer one than at the start is the better one. */
  async function prepare(row: DeliveryRow): Promise<Delivery> {
    const location = await storing(() => cache.locations.get(row.uId));
    if (!location) throw new AppError('location-unknown');
    const token = (await deps.expectToken(row.uId)).trim();
    const { uId, locationName, orgName, expiresAt } = location;
    const print = await fingerprint(token);
    const isOut = row.state === 'verifying' || row.state === 'placed';
    if (print !== row.fingerprint && !isOut)
      await changeDelivery(cache, row.id, { fingerprint: print, expiresAt });
    return {
      ...{ token, fileName: cleanFileName(locationName), uId, locationName, orgName },
      // What is read back is the token that was sent, or stands on the page.
      expiresAt: isOut ? row.expiresAt : expiresAt,
    };
  }

  function stepDeps(row: DeliveryRow, delivery: Delivery, signal: AbortSignal): StepDeps {
    return {
      ...{ row, delivery, now, signal },
      rest: (ms) => rest(ms, signal),
      latest: async () => (await storing(() => cache.deliveries.get(row.id))) ?? row,
      async note(changes) {
        const isLive = await changeDelivery(cache, row.id, { ...changes, updatedAt: now() });
        if (!isLive || signal.aborted) throw new AppError('cancelled');
      },
      memory: () => readMemory(cache, row),
    };
  }

  async function rest(ms: number, signal: AbortSignal): Promise<void> {
    for (let left = ms; left > 0; left -= NAP_MS) {
      await deps.keepAlive();
      await clock.sleep(Math.min(left, NAP_MS), signal);
    }
    await deps.keepAlive();
  }

  /** When to go on after a pause that the MDM asked for; undefined: not at all. A 429 did nothing. */
  function pauseFor(error: unknown, pauses: number): number | undefined {
    if (!isCode(error, 'mdm-throttled') || pauses > MOST_PAUSES) return undefined;
    const { retryAt } = error.details;
    if (typeof retryAt !== 'number' || retryAt - now() > LONGEST_PAUSE) return undefined;
    return Math.max(retryAt, now() + 1000);
  }

  /** It would look by itself later, so the hand-over goes on. */
  async function sync({ session }: OpenMdm, id: string | undefined, signal: AbortSignal): Promise<void> {
    if ('upsert' in session || id === undefined) return;
    await session.sync?.(id, signal).catch((error) => {
      if (!(error instanceof AppError)) deps.report(error);
    });
  }

  /** The last word: in the row, on the location's timeline, in the MDM's row; where it went is remembered. */
  async function end(id: string, changes: Changes): Promise<void> {
    const { deliveries, locations, timeline, mdms: rows, mdmTargets } = cache;
    await storing(() =>
      cache.transaction('rw', [deliveries, locations, timeline, rows, mdmTargets], async () => {
        const row = await deliveries.get(id);
        if (!row) return;
        const outcome = outcomeOf(row, changes);
        if (!(await changeDelivery(cache, id, { ...outcome, updatedAt: now() }))) return;
        const {
          uId,
          mdmId,
          expiresAt,
          recordName = '',
          recordId,
          recordLocationName,
        } = { ...row, ...outcome };
        const { failure, unconfirmed } = outcome;
        const mdm = (await rows.get(mdmId))?.name ?? '';
        if (!failure || isOfMdm(failure.code))
          await rows.update(mdmId, { checked: { at: now(), ...(failure && { failure }) } });
        const event = failure
          ? ({ kind: unconfirmed ? 'unconfirmed' : 'undelivered', mdm, failure } as const)
          : ({ kind: 'delivered', mdm, record: recordName, expiresAt } as const);
        // What was handed stands there as placed already.
        if (changes.state !== 'handed') await noteEvent(cache, uId, now(), event);
        if (failure && !(unconfirmed && isStillOwn(failure.code))) return;
        const locationName = (await locations.get(uId))?.locationName;
        const target = { uId, mdmId, recordLocationName, locationName };
        await rememberTarget(cache, { ...target, ...(recordId !== undefined && { recordId }) });
      }),
    );
  }

  return { run, end };
}

function step({ session }: OpenMdm, deps: StepDeps): Promise<Changes> {
  const { state, add: extra } = deps.row;
  if ('upsert' in session) return upsert(session, deps);
  if (state === 'matching') return match(session, deps);
  if (state !== 'sending') return verify(session, deps);
  return extra ? add(session, deps) : renew(session, deps);
}
