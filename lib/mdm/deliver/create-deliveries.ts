import type { DeliveryRow } from '../../cache/mdm-rows.ts';
import { addDelivery, isAtRest } from '../../cache/write-mdm.ts';
import { AppError } from '../../platform/errors.ts';
import { createQueue } from '../../platform/queue.ts';
import { storing } from '../../platform/storage-error.ts';
import { checkFields, type Settings } from '../catalogue/connector-form.ts';
import { getOtherOwner } from './match.ts';
import { readMemory } from './memory.ts';
import { createRun, type RunDeps } from './run-delivery.ts';
import { toSending } from './steps.ts';

const LOOK_AGAIN_MS = 100;

export type Choice = { recordId: string } | { add: true; extra: Settings };

interface Work {
  stop: AbortController;
  /** Never rejects. */
  work: Promise<unknown>;
}

/** The hand-overs of tokens to MDMs: begins them, takes the admin's answers, carries on what a dead worker left. */
export function createDeliveries(deps: RunDeps & { randomId(): string }) {
  const { cache, clock, mdms } = deps;
  const { run, end } = createRun(deps);
  const running = new Map<string, Work>();
  /** The admin's answers on their way: the MDM is asked first, which may open its sign-in page. */
  const answering = new Map<string, Work>();
  const oneAtATime = createQueue();

  /** What is not through, by API: what stands on a console's page waits for the admin alone. */
  async function live(): Promise<DeliveryRow[]> {
    const rows = await storing(() => cache.deliveries.toArray());
    const ways = new Map((await storing(() => cache.mdms.toArray())).map(({ id, way }) => [id, way.by]));
    return rows.filter(({ state, mdmId }) => !isAtRest(state) && ways.get(mdmId) === 'api');
  }
  const isWorking = ({ state }: DeliveryRow) => state !== 'asking';

  function begin(id: string, attended: boolean): void {
    if (running.has(id)) return;
    const stop = new AbortController();
    const work = run(id, attended, stop.signal)
      .catch(deps.report)
      .finally(() => running.delete(id));
    running.set(id, { stop, work });
  }

  async function halt(id: string): Promise<void> {
    const found = [running.get(id), answering.get(id)];
    for (const one of found) one?.stop.abort();
    await Promise.all(found.map((one) => one?.work));
  }

  const cancel = async (id: string): Promise<void> => {
    await halt(id);
    await end(id, { state: 'failed', failure: { code: 'cancelled' } });
  };

  async function expectDelivery(id: string): Promise<DeliveryRow> {
    const row = await storing(() => cache.deliveries.get(id));
    if (!row) throw new AppError('delivery-gone');
    return row;
  }

  async function expectAsking(id: string): Promise<DeliveryRow> {
    const row = await expectDelivery(id);
    if (row.state !== 'asking') throw new AppError('delivery-gone');
    return row;
  }

  /** Ends with the delivery, and with an answer that is given after it. */
  function asAnswer<T>(id: string, give: (signal: AbortSignal) => Promise<T>): Promise<T> {
    answering.get(id)?.stop.abort();
    const stop = new AbortController();
    const given = give(stop.signal);
    const own: Work = { stop, work: Promise.allSettled([given]) };
    answering.set(id, own);
    return given.finally(() => {
      if (answering.get(id) === own) answering.delete(id);
    });
  }

  async function startNow(uId: string, mdmId: string, claim: boolean): Promise<string> {
    const location = await storing(() => cache.locations.get(uId));
    if (!location) throw new AppError('location-unknown');
    // So that a locked vault, or an MDM without an API, is told on the click and not by a row.
    await deps.expectToken(uId);
    await mdms.open(mdmId, true);
    for (const row of await live()) {
      if (row.uId !== uId || row.mdmId !== mdmId) continue;
      if (isWorking(row) && row.fingerprint === location.fingerprint) return row.id;
      await cancel(row.id);
    }
    const { fingerprint, expiresAt } = location;
    const at = clock.now();
    const row = { id: deps.randomId(), uId, mdmId, fingerprint, expiresAt, startedAt: at, updatedAt: at };
    await addDelivery(cache, { ...row, state: 'matching', ...(claim && { claim }) });
    begin(row.id, true);
    return row.id;
  }

  /** A record of another location is refused here already, and once more before it is written. */
  async function answer(
    row: DeliveryRow,
    choice: Choice,
    signal: AbortSignal,
  ): Promise<Partial<DeliveryRow>> {
    const { form, session } = await mdms.open(row.mdmId, true);
    if ('upsert' in session) throw new AppError('mdm-cannot');
    if ('add' in choice) {
      if (!form.addFields || !session.add) throw new AppError('mdm-cannot');
      const checked = checkFields(form.addFields, choice.extra);
      if (!checked.ok) throw new AppError('mdm-settings', { field: checked.field });
      return { state: 'sending', add: checked.values };
    }
    const location = await storing(() => cache.locations.get(row.uId));
    if (!location) throw new AppError('location-unknown');
    const record = await session.read(choice.recordId, signal);
    // Shown with both names, it was chosen as the location's all the same.
    const accepted = row.choices?.find(({ id }) => id === record.id && id === row.renamed)?.locationName;
    const known = { ...location, recordLocationName: accepted };
    const owner = getOtherOwner(record, known, await readMemory(cache, row));
    if (owner !== undefined)
      throw new AppError('mdm-wrong-record', { found: owner, expected: location.locationName });
    return toSending(session, record, clock.now());
  }

  /** A question about an older token is shown nowhere any more. What works takes the newer token by itself. */
  async function endOlder(): Promise<void> {
    for (const row of await live()) {
      const location = isWorking(row) ? undefined : await storing(() => cache.locations.get(row.uId));
      if (!location || location.fingerprint === row.fingerprint) continue;
      await halt(row.id);
      await end(row.id, { state: 'failed', failure: { code: 'delivery-outdated' } });
    }
  }

  return {
    /**
     * Hands the location's token over; its course stands in its row. One that is under way already goes on.
     * @throws location-unknown, mdm-unknown, mdm-cannot, vault-locked, token-missing, mdm-sign-in
     */
    start: (uId: string, mdmId: string, claim = false) => oneAtATime(() => startNow(uId, mdmId, claim)),

    /** @throws delivery-gone, mdm-wrong-record, mdm-record-gone, mdm-settings, mdm-cannot, and as `start` */
    async choose(id: string, choice: Choice, claim: boolean): Promise<void> {
      const asked = await expectAsking(id);
      // Not in the queue: a sign-in page that stands open would hold up everything behind it.
      const changes = await asAnswer(id, (signal) => answer(asked, choice, signal));
      await oneAtATime(async () => {
        // Ended, or answered in another window meanwhile.
        const row = await expectAsking(id);
        const { choices: _, renamed: __, add: ___, sentAt: ____, claim: _____, ...rest } = row;
        const next = { ...rest, ...changes, ...(claim && { claim: true as const }), updatedAt: clock.now() };
        await storing(() => cache.deliveries.put(next));
        begin(id, true);
      });
    },

    /** As soon as its record is found, asked for, or refused. @throws delivery-gone */
    async matched(id: string): Promise<DeliveryRow> {
      for (;;) {
        const row = await expectDelivery(id);
        if (row.state !== 'matching' || !running.has(id)) return row;
        await clock.sleep(LOOK_AGAIN_MS);
      }
    },

    cancel: (id: string) => oneAtATime(() => cancel(id)),

    /**
     * What is under way with an MDM stands still while that is changed, and goes on afterwards, also when the change
     * failed. @param change tells whether it made another receiver of the MDM: then it ends instead
     */
    during: (mdmId: string, change: () => Promise<boolean>): Promise<void> =>
      oneAtATime(async () => {
        const rows = (await live()).filter((row) => row.mdmId === mdmId);
        await Promise.all(rows.map(({ id }) => halt(id)));
        let isOther = false;
        try {
          isOther = await change();
        } finally {
          for (const row of rows)
            if (isOther) await end(row.id, { state: 'failed', failure: { code: 'mdm-changed' } });
            else if (isWorking(row)) begin(row.id, true);
        }
      }),

    /** What a dead worker, a closed browser or a locked vault left. Nobody is there to sign in. */
    async resume(): Promise<void> {
      for (const row of await live()) if (isWorking(row)) begin(row.id, false);
      await oneAtATime(endOlder);
    },
    /** A location has a newer token: what still asks where the one before goes, ends. */
    endOlder: () => oneAtATime(endOlder),
    /** The vault is locked: what is under way waits where it stands. */
    pause(): void {
      for (const { stop } of [...running.values(), ...answering.values()]) stop.abort();
    },
    /** Ends the work on a location or an MDM; its rows go with it. */
    async stop(of: { uId?: string; mdmId?: string } = {}): Promise<void> {
      const own = (await storing(() => cache.deliveries.toArray())).filter(
        ({ uId, mdmId }) => (of.uId ?? uId) === uId && (of.mdmId ?? mdmId) === mdmId,
      );
      await Promise.all(own.map(({ id }) => halt(id)));
    },
    idle: () => Promise.all([...running.values()].map(({ work }) => work)),
    isUnfinished: async () => (await live()).some(isWorking),
  };
}
export type Deliveries = ReturnType<typeof createDeliveries>;
