import { describe, expect, it } from 'vitest';
import { createAppleClient } from '../../../lib/apple/create-apple-client.ts';
import { createGovernors } from '../../../lib/apple/governor.ts';
import { type Clock, systemClock } from '../../../lib/platform/clock.ts';
import { createSyncEngine } from '../../../lib/sync/create-sync-engine.ts';
import { createMemoryStore } from '../apple/fake-parts.ts';
import { createSimulatorFetch } from '../apple/simulator-fetch.ts';
import { locationRow, openFreshDatabase } from '../cache/fresh-database.ts';
import { locationSeed, startTestSimulator } from '../simulator/harness.ts';

const count = 200;
/** Time goes ten times as fast, so that ten requests a second take a tenth of one. */
const speed = 10;
/** The pace of each is ten; what is under way a while makes some come closer together than they left. */
const mostPerSecond = 12;

function createFastClock(): Clock {
  const began = Date.now();
  return {
    now: () => began + (Date.now() - began) * speed,
    sleep: (ms, signal) => systemClock.sleep(ms / speed, signal),
  };
}

const uIdOf = (number: number) => String(3_000_000 + number);

/** Two hundred linked locations, each with an asset or two more than the one before it, and nothing read yet. */
async function openDistrict() {
  const clock = createFastClock();
  const seed = Array.from({ length: count }, (_, number) => ({
    ...locationSeed(),
    key: `key-${number}`,
    uId: uIdOf(number),
  }));
  const simulator = await startTestSimulator({ seed, clock });
  const { fetch } = createSimulatorFetch(simulator.port);
  const db = openFreshDatabase();
  await db.locations.bulkPut(seed.map(({ uId }) => locationRow(uId)));
  const keys = new Set<string>();
  const governor = createGovernors({ clock, random: () => 0, store: createMemoryStore() });
  const began: string[] = [];
  const reports: unknown[] = [];
  const open = new Set<string>();
  let mostOpen = 0;
  const engine = createSyncEngine({
    db,
    clock,
    apple: createAppleClient({
      fetch,
      clock,
      hasPermission: async () => true,
      governor: (key) => {
        keys.add(key);
        return governor(key);
      },
    }),
    expectToken: async (uId) => simulator.tokens[`key-${Number(uId) - 3_000_000}`] ?? '',
    keepAlive: async () => undefined,
    onHealth: () => undefined,
    onAssets: () => undefined,
    recordFound: async () => undefined,
    report: (error) => void reports.push(error),
    randomId: () => crypto.randomUUID(),
    syncMinutes: async () => 60,
    locks: {
      async request(name, _, run) {
        began.push(name.replace('sync/', ''));
        open.add(name);
        mostOpen = Math.max(mostOpen, open.size);
        await run({});
        open.delete(name);
      },
    },
  });
  return { ...simulator, clock, db, engine, began, keys, reports, mostOpen: () => mostOpen };
}

describe('two hundred locations', () => {
  it('are read in turn, each at its own pace, and none waits for one that is asked for again and again', async () => {
    const { engine, apple, db, began, keys, log, reports, mostOpen } = await openDistrict();
    const ids = Array.from({ length: count }, (_, number) => uIdOf(number));
    const asked: Promise<void>[] = [];
    apple.onBeforePage(({ locationKey, dataSet }) => {
      if (locationKey === 'key-50' && dataSet === 'assets')
        asked.push(engine.request(uIdOf(0), { full: true }));
    });
    for (const uId of ids) await engine.request(uId);
    await engine.idle();
    await Promise.all(asked);

    expect(reports).toEqual([]);
    const rows = await db.syncs.toArray();
    expect(rows.map(({ uId }) => uId)).toEqual(ids);
    expect(rows.filter(({ state }) => state !== 'done')).toEqual([]);
    expect(began).toEqual([...ids, uIdOf(0)]);
    expect(mostOpen()).toBe(3);
    expect([...keys].sort()).toEqual([...ids, 'service/config'].sort());
    expect(log.offences).toEqual([]);

    const times = new Map<string, number[]>();
    for (const { authorization = '', time } of log.find({ host: 'vpp.itunes.apple.com' })) {
      times.set(authorization, [...(times.get(authorization) ?? []), time]);
    }
    const paceOf = (sent: number[]) => ((sent.length - 1) * 1000) / (Math.max(...sent) - Math.min(...sent));
    for (const [token, sent] of times) if (token !== '') expect(paceOf(sent)).toBeLessThan(mostPerSecond);
  }, 60_000);

  it('go on while one of them must wait for Apple', async () => {
    const { engine, db, apple, clock } = await openDistrict();
    apple.faults.add(
      { path: /\/users$/, skip: 2 },
      { kind: 'error', errorNumber: 9646, retryAfter: { seconds: 3600 } },
    );
    const ids = Array.from({ length: 20 }, (_, number) => uIdOf(number));
    for (const uId of ids) await engine.request(uId);
    await engine.idle();
    const rows = await db.syncs.toArray();
    const waiting = rows.filter(({ state }) => state === 'waiting');
    expect(waiting).toHaveLength(1);
    expect(waiting[0]?.nextAt).toBeGreaterThan(clock.now());
    expect(rows.filter(({ state }) => state === 'done')).toHaveLength(ids.length - 1);
  }, 60_000);
});
