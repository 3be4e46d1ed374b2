import { IDBFactory } from 'fake-indexeddb';
import { createAppleClient } from '../../../lib/apple/create-apple-client.ts';
import { createGovernors } from '../../../lib/apple/governor.ts';
import { createActivity } from '../../../lib/orders/activity.ts';
import { createConfirm } from '../../../lib/orders/confirm.ts';
import type { Locks, OrderDeps } from '../../../lib/orders/context.ts';
import { createOrders } from '../../../lib/orders/create-orders.ts';
import { recordForeign } from '../../../lib/orders/foreign.ts';
import { createInvitations } from '../../../lib/orders/invitations.ts';
import type { Clock } from '../../../lib/platform/clock.ts';
import { AppError } from '../../../lib/platform/errors.ts';
import { createSyncEngine } from '../../../lib/sync/create-sync-engine.ts';
import type { ConfigChanges } from '../../simulator/apple/config.ts';
import type { LocationSeed } from '../../simulator/seeds/seed-types.ts';
import { createMemoryStore } from '../apple/fake-parts.ts';
import { locationRow, openFreshDatabase } from '../cache/fresh-database.ts';
import { countWrites } from '../sync/background.ts';
import { createInProcessApple } from './in-process-apple.ts';

export const uId = '2049025000431439';

/** Time that only passes while somebody sleeps, or when it is told to. */
function createTime() {
  let now = Date.UTC(2026, 8, 1);
  const pass = (ms: number) => {
    now += ms;
  };
  const sleeping: Clock = {
    now: () => now,
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      pass(ms);
    },
  };
  // A time limit that nothing runs into: what hangs is the killed background's business.
  const patient: Clock = {
    now: () => now,
    sleep: (_, signal) =>
      new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
  };
  return { now: () => now, pass, sleeping, patient };
}

/** A browser with its stores, and Apple; backgrounds come and go in it. */
export async function createOrderWorld(seed: LocationSeed, config: ConfigChanges = {}) {
  const time = createTime();
  const apple = createInProcessApple([seed], time, config);
  const factory = new IDBFactory();
  const governors = createMemoryStore();
  /** Called before each request, for what happens in the middle of a run. */
  const hooks: { onFetch?: (() => void) | undefined } = {};
  const token = { text: apple.service.issueToken(seed.key), locked: false };
  let ids = 0;

  const first = openFreshDatabase(factory);
  await first.locations.put(locationRow(seed.uId));
  first.close();

  /** One background over the browser's stores. After `killAfter` awaited calls and writes it is dead. */
  function startBackground(killAfter = Number.POSITIVE_INFINITY, changes: Partial<OrderDeps> = {}) {
    const db = openFreshDatabase(factory);
    let left = killAfter;
    let isDead = false;
    const death = Promise.withResolvers<'dead'>();
    function die() {
      isDead = true;
      db.close();
      death.resolve('dead');
    }
    async function pass(): Promise<void> {
      if (!isDead && left-- <= 0) die();
      // One of its own each time, so that nothing keeps hold of the dead.
      if (isDead) await new Promise<never>(() => {});
    }
    db.use(
      countWrites(() => {
        if (!isDead && left-- <= 0) die();
        if (isDead) throw new Error('dead');
      }),
    );
    const reports: unknown[] = [];
    const report = (error: unknown) => {
      if (!isDead) reports.push(error);
    };
    const locks = createLocks();
    const client = createAppleClient({
      async fetch(url, init) {
        await pass();
        hooks.onFetch?.();
        const answer = await apple.fetch(url, init);
        await pass();
        return answer;
      },
      clock: time.patient,
      governor: createGovernors({ clock: time.sleeping, random: () => 0, store: governors }),
      hasPermission: async () => true,
    });
    const expectToken = async () => {
      if (token.locked) throw new AppError('vault-locked');
      return token.text;
    };
    const activity = createActivity({ db, now: time.now, by: async () => undefined });
    const sync = createSyncEngine({
      db,
      clock: time.sleeping,
      apple: client,
      locks,
      expectToken,
      keepAlive: pass,
      onHealth: () => {},
      onAssets: () => {},
      report,
      randomId: () => `run-${ids++}`,
      recordFound: (location) => recordForeign(db, activity, location),
      syncMinutes: async () => 60,
    });
    const orders = createOrders({
      db,
      clock: time.sleeping,
      apple: client,
      activity,
      locks,
      expectToken,
      keepAlive: pass,
      onHealth: () => {},
      requestSync: (location) => sync.request(location),
      report,
      ...changes,
    });
    const confirm = createConfirm({
      db,
      activity,
      now: time.now,
      randomId: () => `order-${ids++}`,
      by: async () => 'Admin',
    });
    const invitations = createInvitations({
      db,
      apple: client,
      now: time.now,
      expectToken,
      keepAlive: pass,
    });
    return { db, orders, sync, invitations, confirm, activity, dead: death.promise, reports, report, die };
  }

  return { time, apple, factory, hooks, token, key: seed.key, startBackground };
}
export type OrderWorld = Awaited<ReturnType<typeof createOrderWorld>>;

/** `navigator.locks` within one background. */
export function createLocks(): Locks {
  const tails = new Map<string, Promise<unknown>>();
  return {
    async request(name, options, callback) {
      const tail = tails.get(name);
      if (tail && 'ifAvailable' in options) return callback(null);
      const turn = (tail ?? Promise.resolve()).then(() => {
        if ('signal' in options) options.signal.throwIfAborted();
        return callback({});
      });
      const settled = turn.then(
        () => undefined,
        () => undefined,
      );
      tails.set(name, settled);
      void settled.then(() => tails.get(name) === settled && tails.delete(name));
      return turn;
    },
  };
}
