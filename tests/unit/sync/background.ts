import type { DBCore, Middleware } from 'dexie';
import type { IDBFactory } from 'fake-indexeddb';
import { expect } from 'vitest';
import { verifyActivity } from '../../../lib/cache/activity-chain.ts';
import { readAllActivity, readForeignChanges } from '../../../lib/cache/activity-queries.ts';
import type { Database } from '../../../lib/cache/database.ts';
import { holdersOfAsset } from '../../../lib/cache/holdings/leaf.ts';
import { createActivity } from '../../../lib/orders/activity.ts';
import { recordForeign } from '../../../lib/orders/foreign.ts';
import type { Failure } from '../../../lib/platform/errors.ts';
import { createSyncEngine, type SyncDeps } from '../../../lib/sync/create-sync-engine.ts';
import { openFreshDatabase } from '../cache/fresh-database.ts';
import { assetText, type Model } from '../cache/holdings/model.ts';
import type { FakeApple } from './fake-apple.ts';

/** Time that moves on by itself a little with each call to Apple, so that checkpoints are due now and then. */
export function createTestClock(start = 1_800_000_000_000) {
  let now = start;
  return {
    now: () => now,
    sleep: async () => {},
    pass(ms: number) {
      now += ms;
    },
  };
}
export type TestClock = ReturnType<typeof createTestClock>;

const never = new Promise<never>(() => {});

/**
 * One background over a browser's stores. After `killAfter` awaited calls (Apple, extension API, database writes) it
 * is dead: nothing it awaits ever comes, and it writes no more.
 */
export function startBackground(
  apple: FakeApple,
  browser: { factory: IDBFactory; clock: TestClock },
  options: { killAfter?: number; deps?: Partial<SyncDeps> } = {},
) {
  const db = openFreshDatabase(browser.factory);
  let left = options.killAfter ?? Number.POSITIVE_INFINITY;
  let isDead = false;
  let die = () => {};
  const dead = new Promise<'dead'>((resolve) => {
    die = () => {
      isDead = true;
      db.close();
      resolve('dead');
    };
  });
  async function pass(): Promise<void> {
    if (!isDead && left-- <= 0) die();
    if (isDead) await never;
  }
  db.use(
    countWrites(() => {
      if (!isDead && left-- <= 0) die();
      if (isDead) throw new Error('dead');
    }),
  );

  const health: (Failure | undefined)[] = [];
  const reports: unknown[] = [];
  const named: string[] = [];
  const held = new Set<string>();
  let ids = 0;
  const guarded: FakeApple['client'] = {
    serviceConfig: (signal) => apple.client.serviceConfig(signal),
    location: (token, key) => {
      const inner = apple.client.location(token, key);
      const guard =
        <Args extends unknown[], T>(call: (...args: Args) => Promise<T>) =>
        async (...args: Args): Promise<T> => {
          await pass();
          browser.clock.pass(100);
          const answer = await call(...args);
          await pass();
          return answer;
        };
      return {
        clientConfig: guard(inner.clientConfig),
        assets: guard(inner.assets),
        assignments: guard(inner.assignments),
        users: guard(inner.users),
        eventStatus: guard(inner.eventStatus),
      };
    },
  };
  const activity = createActivity({ db, now: browser.clock.now, by: async () => undefined });
  const engine = createSyncEngine({
    db,
    clock: browser.clock,
    apple: guarded,
    expectToken: async () => 'token',
    keepAlive: pass,
    onHealth: (_, failure) => void health.push(failure),
    onAssets: (uId) => void named.push(uId),
    recordFound: (uId) => recordForeign(db, activity, uId),
    report: (error) => void reports.push(error),
    randomId: () => `run-${browser.clock.now()}-${ids++}`,
    syncMinutes: async () => 60,
    locks: {
      async request(name, _, callback) {
        if (held.has(name)) return callback(null);
        held.add(name);
        try {
          await callback({});
        } finally {
          held.delete(name);
        }
      },
    },
    ...options.deps,
  });
  return { db, engine, dead, health, reports, named };
}

/** Calls before each write of the database, within its transaction. */
export function countWrites(before: (table: string) => void): Middleware<DBCore> {
  return {
    stack: 'dbcore',
    name: 'count-writes',
    create: (core) => ({
      ...core,
      table(name) {
        const table = core.table(name);
        return {
          ...table,
          async mutate(request) {
            before(name);
            return table.mutate(request);
          },
        };
      },
    }),
  };
}

/** All holdings of a location, straight from the leaves. */
export async function dumpHoldings(db: Database, uId = '1'): Promise<Model> {
  const model: Model = new Map();
  const directory = await db.directories.get(uId);
  for (const { leaf } of directory?.leaves ?? []) {
    const row = await db.leaves.get([uId, directory?.generation ?? 0, leaf]);
    for (const [number, asset] of (directory?.assets ?? []).entries()) {
      for (const key of row ? holdersOfAsset(row, number) : []) {
        model.set(key, (model.get(key) ?? new Set()).add(assetText(asset)));
      }
    }
  }
  return model;
}

/** What the user rows should say: the active record, else the last; and how many are retired. */
export async function dumpUsers(db: Database, uId = '1') {
  const generation = (await db.userSets.get(uId))?.generation ?? 0;
  const rows = await db.users.filter((row) => row.uId === uId && row.generation === generation).toArray();
  return rows.map(({ clientUserId, status, email, retiredRecords }) => ({
    clientUserId,
    status,
    email,
    retiredRecords,
  }));
}

/** All that the log says came from elsewhere, as `+ holder asset` and `- holder asset`. */
export async function foreignOf(db: Database): Promise<string[]> {
  const rows = await readAllActivity(db);
  expect(await verifyActivity(rows)).toBeUndefined();
  const texts: string[] = [];
  for (const { seq, event } of rows) {
    if (event.kind !== 'foreign') continue;
    const changes = await readForeignChanges(db, seq);
    const gained = changes.flatMap((row) => row.gained);
    const lost = changes.flatMap((row) => row.lost);
    expect(event).toMatchObject({ gained: gained.length, lost: lost.length });
    expect(event.changes).toBe(gained.length + lost.length);
    texts.push(...gained.map((pair) => `+ ${pair.join(' ')}`), ...lost.map((pair) => `- ${pair.join(' ')}`));
  }
  return texts;
}
