import { IDBFactory } from 'fake-indexeddb';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { locationRow, openFreshDatabase } from '../cache/fresh-database.ts';
import { modelOf, plain } from '../cache/holdings/model.ts';
import { createTestClock, dumpHoldings, dumpUsers, foreignOf, startBackground } from './background.ts';
import { createFakeApple, type FakeApple, fillSchool, onDevice } from './fake-apple.ts';

interface Browser {
  factory: IDBFactory;
  clock: ReturnType<typeof createTestClock>;
}

async function openBrowser(): Promise<Browser> {
  const browser = { factory: new IDBFactory(), clock: createTestClock() };
  const db = openFreshDatabase(browser.factory);
  await db.locations.put(locationRow('1'));
  db.close();
  return browser;
}

/** A background that wakes, does what is due and dies after so many calls. @returns whether it came to rest before */
async function live(apple: FakeApple, browser: Browser, killAfter?: number, full = false): Promise<boolean> {
  const background = startBackground(apple, browser, killAfter === undefined ? {} : { killAfter });
  const { engine, dead, db } = background;
  const work = (async () => {
    if (full) await engine.request('1', { full });
    else {
      await engine.resume();
      await engine.runDue(browser.clock.now());
    }
    await engine.idle();
    return 'rest' as const;
  })();
  const end = await Promise.race([dead, work.catch(() => dead)]);
  db.close();
  return end === 'rest';
}

async function readStores(browser: Browser) {
  const db = openFreshDatabase(browser.factory);
  const stores = {
    holdings: plain(await dumpHoldings(db)),
    users: await dumpUsers(db),
    sync: await db.syncs.get('1'),
    leftovers: (await db.staging.count()) + (await db.runs.count()),
    foreign: (await foreignOf(db)).toSorted(),
  };
  db.close();
  return stores;
}

async function expectFinished(apple: FakeApple, browser: Browser, note: string): Promise<void> {
  const { holdings, users, sync, leftovers } = await readStores(browser);
  expect(holdings, note).toEqual(plain(modelOf(apple.assignments)));
  expect(users.map((user) => user.clientUserId).sort(), note).toEqual(
    [...new Set(apple.users.map((user) => user.clientUserId))].sort(),
  );
  expect(
    users.every((user) => user.retiredRecords === 0),
    note,
  ).toBe(true);
  expect(sync?.state, note).toBe('done');
  expect(leftovers, note).toBe(0);
}

describe('a background that is killed', () => {
  it('at any await of a first sync leaves a sync that ends well', async () => {
    for (let killAfter = 0; ; killAfter++) {
      const apple = createFakeApple();
      fillSchool(apple);
      const browser = await openBrowser();
      const rested = await live(apple, browser, killAfter);
      if (!rested) await live(apple, browser);
      await expectFinished(apple, browser, `killed after ${killAfter} calls`);
      if (rested) {
        expect(killAfter).toBeGreaterThan(50);
        return;
      }
    }
  }, 60_000);

  it('at any await of a delta or a repeated full sync keeps the old holdings or shows the new ones', async () => {
    for (const full of [false, true]) {
      for (let killAfter = 0, rested = false; !rested; killAfter++) {
        const apple = createFakeApple();
        fillSchool(apple);
        const browser = await openBrowser();
        await live(apple, browser);
        const before = (await readStores(browser)).holdings;
        apple.unassign(onDevice('101', 'SERIAL2'));
        for (let n = 0; n < 5; n++) apple.assign(onDevice('104', `NEW${n}`));
        const after = plain(modelOf(apple.assignments));
        browser.clock.pass(3_600_000);
        apple.removalsInDelta = killAfter % 2 === 0;
        rested = await live(apple, browser, killAfter, full);
        const { holdings } = await readStores(browser);
        expect([before, after]).toContainEqual(holdings);
        if (!rested) await live(apple, browser);
        const note = `full ${full}, killed after ${killAfter} calls`;
        await expectFinished(apple, browser, note);
        const gained = [0, 1, 2, 3, 4].map((n) => `+ dNEW${n} 104/STDQ`);
        const { foreign } = await readStores(browser);
        expect(foreign, note).toEqual([...gained, '- dSERIAL2 101/STDQ']);
      }
    }
  }, 60_000);

  it('again and again ends well, with no request more than the checkpoints explain', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 12, max: 60 }), { maxLength: 10 }),
        fc.integer({ min: 1, max: 80 }),
        async (kills, devices) => {
          const apple = createFakeApple({ pageSize: 2 });
          apple.assets.push({ adamId: '101' }, { adamId: '102' });
          for (let n = 0; n < devices; n++) apple.assign(onDevice(n % 3 ? '101' : '102', `S${n}`));
          const browser = await openBrowser();
          let deaths = 0;
          for (const killAfter of kills) {
            if (!(await live(apple, browser, killAfter))) deaths++;
          }
          await live(apple, browser);
          await expectFinished(apple, browser, `killed ${deaths} times`);
          const reads = apple.calls.filter((call) => call.startsWith('assignments')).length;
          // Two checkpoints' pages, those of 500 ms at 100 ms each and five at once, may be lost, and five in flight.
          expect(reads).toBeLessThanOrEqual(Math.ceil(devices / 2) + deaths * (4 + 4 + 4));
        },
      ),
      { numRuns: 25 },
    );
  }, 60_000);
});
