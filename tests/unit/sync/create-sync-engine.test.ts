import { describe, expect, it } from 'vitest';
import { AppError } from '../../../lib/platform/errors.ts';
import { modelOf, plain } from '../cache/holdings/model.ts';
import { dumpHoldings, dumpUsers } from './background.ts';
import { type FakeApple, onDevice, onUser } from './fake-apple.ts';
import { openSchool } from './open-school.ts';

async function expectLikeApple(apple: FakeApple, db: Awaited<ReturnType<typeof openSchool>>['db']) {
  expect(plain(await dumpHoldings(db))).toEqual(plain(modelOf(apple.assignments)));
}
const startingWith = (calls: readonly string[], start: string) =>
  calls.filter((call) => call.startsWith(start));

describe('a full sync', () => {
  it('brings the cache to the state of Apple and leaves no staging behind', async () => {
    const { apple, db, sync, health, named, reports } = await openSchool();
    expect(await sync()).toMatchObject({ state: 'done', kind: 'full', phase: 'swap' });
    await expectLikeApple(apple, db);
    expect(await dumpUsers(db)).toHaveLength(4);
    expect(await db.assets.count()).toBe(4);
    expect(await db.staging.count()).toBe(0);
    expect(await db.runs.count()).toBe(0);
    expect(await db.locations.get('1')).toMatchObject({
      locationName: 'Pine Hill School',
      countryISO2ACode: 'DE',
      mdmInfo: { name: 'An MDM' },
      expiresAt: Date.UTC(2030, 10, 8, 22, 33, 22),
    });
    expect(health).toEqual([undefined]);
    expect(named).toEqual(['1']);
    expect(reports).toEqual([]);
  });

  it('reads the assets before anything long, so that counts show at once', async () => {
    const { apple, db, engine } = await openSchool();
    let assetsWhenUsersBegan: number | undefined;
    apple.onCall = async (call) => {
      if (call.startsWith('users')) assetsWhenUsersBegan ??= await db.assets.count();
    };
    await engine.request('1');
    await engine.idle();
    expect(assetsWhenUsersBegan).toBe(4);
  });

  it('asks for the limits at each checkpoint of a long read, and stops there when Apple is being mended', async () => {
    const { apple, db, sync, engine, browser } = await openSchool({}, 1);
    for (let n = 0; n < 30; n++) apple.assign(onDevice('101', `MORE${n}`));
    const configOf = apple.client.serviceConfig;
    let configs = 0;
    apple.client.serviceConfig = async (signal) => {
      configs++;
      if (apple.calls.includes('assignments pageIndex=6')) throw new AppError('maintenance');
      return configOf(signal);
    };
    const atPage: number[] = [];
    apple.onCall = async (call) => {
      if (/^(assignments|users) pageIndex=\d+$/.test(call)) atPage.push(configs);
    };
    expect(await sync()).toMatchObject({ state: 'waiting', failure: { code: 'maintenance' } });
    expect(atPage.at(-1)).toBeGreaterThanOrEqual((atPage[0] ?? 0) + 3);
    const before = new Set(startingWith(apple.calls, 'assignments'));
    expect(before.size).toBeLessThan(30);
    apple.client.serviceConfig = configOf;
    apple.calls.length = 0;
    browser.clock.pass(600_000);
    await engine.runDue(browser.clock.now());
    await engine.idle();
    await expectLikeApple(apple, db);
    expect(startingWith(apple.calls, 'assignments').filter((call) => before.has(call)).length).toBeLessThan(
      5,
    );
  });

  it('is not done twice when it is asked for while the first one runs, and is later', async () => {
    const { apple, db, engine } = await openSchool({}, 1);
    const firstPages = () => apple.calls.filter((call) => call === 'assignments pageIndex=0').length;
    await engine.resume();
    await engine.request('1', { full: true });
    await engine.idle();
    expect(firstPages()).toBe(1);
    await engine.request('1', { full: true });
    await engine.request('1', { full: true });
    await engine.idle();
    expect(firstPages()).toBe(3);
    await expectLikeApple(apple, db);
  });

  it('keeps no invite code anywhere', async () => {
    const { db, sync } = await openSchool();
    await sync();
    for (const table of db.tables) expect(JSON.stringify(await table.toArray())).not.toContain('f00d');
  });

  it('takes unlimited assets as unlimited in either form', async () => {
    const { apple, db, sync } = await openSchool();
    apple.assets.push({ adamId: '201', totalCount: 2_147_483_647 }, { adamId: '202', inOwnArray: true });
    await sync();
    for (const adamId of ['201', '202']) {
      const row = await db.assets.get(['1', adamId, 'STDQ']);
      expect(row).toMatchObject({ unlimited: true, assignedCount: 0 });
      expect(row).not.toHaveProperty('totalCount');
      expect(row).not.toHaveProperty('availableCount');
    }
  });

  it('says how many assets it had to leave out, as long as that is so', async () => {
    const { apple, db, sync } = await openSchool();
    apple.assets.push({ adamId: '101', pricingParam: 'GOLD' }, { adamId: '101', pricingParam: 'SILVER' });
    expect(await sync()).toMatchObject({ state: 'done', unknownAssets: 2 });
    expect(await db.assets.count()).toBe(4);
    expect(await db.assets.get(['1', '101', 'STDQ'])).toMatchObject({ assignedCount: 4 });
    apple.assets.splice(4);
    expect(await sync()).not.toHaveProperty('unknownAssets');
  });

  it('starts the assets again when they change meanwhile', async () => {
    const { apple, db, sync } = await openSchool();
    let once = true;
    apple.onCall = async (call) => {
      if (call !== 'assets pageIndex=1' || !once) return;
      once = false;
      apple.assets.unshift({ adamId: '100' });
      apple.assign(onDevice('100', 'SERIAL1'));
    };
    await sync();
    expect((await db.assets.toArray()).map((row) => row.adamId)).toEqual(['100', '101', '102', '103', '104']);
  });

  it('goes to the true last page when the data grow or shrink on the way', async () => {
    for (const change of ['grow', 'shrink'] as const) {
      const { apple, db, sync } = await openSchool();
      apple.onCall = async (call) => {
        if (call !== 'assignments pageIndex=1') return;
        apple.onCall = async () => {};
        for (let n = 0; n < 8; n++) {
          if (change === 'grow') apple.assign(onDevice('104', `NEW${n}`));
          else apple.unassign(apple.assignments[0] ?? onDevice('', ''));
        }
      };
      expect(await sync()).toMatchObject({ state: 'done' });
      await expectLikeApple(apple, db);
    }
  });

  it('ends with what came last and plans the next one soon when the data never stand still', async () => {
    const { apple, db, sync, browser } = await openSchool();
    let n = 0;
    apple.onCall = async (call) => {
      if (/^assignments pageIndex=[1-9]$/.test(call)) apple.assign(onDevice('104', `NEW${n++}`));
    };
    expect(await sync()).toMatchObject({ state: 'done', kind: 'full' });
    await expectLikeApple(apple, db);
    expect((await db.directories.get('1'))?.fullDueAt).toBeLessThan(browser.clock.now() + 4 * 3_600_000);
  });

  it('keeps its old age until what overtook it is read too', async () => {
    const { apple, db, sync, browser } = await openSchool();
    await sync();
    const before = (await db.locations.get('1'))?.holdingsAt;
    browser.clock.pass(60_000);
    const ages: unknown[] = [];
    let n = 0;
    apple.onCall = async (call) => {
      if (/^assignments pageIndex=[1-9]$/.test(call)) apple.assign(onDevice('104', `NEW${n++}`));
      ages.push((await db.locations.get('1'))?.holdingsAt, (await db.directories.get('1'))?.asOf);
    };
    await sync(true);
    expect(new Set(ages)).toEqual(new Set([before]));
    expect((await db.locations.get('1'))?.holdingsAt).toBeGreaterThan((before ?? 0) + 60_000);
  });

  it('makes one row of the many records of a person', async () => {
    const { apple, db, sync } = await openSchool();
    const email = 'again@pinehill.example';
    apple.putUser({ clientUserId: 'again', status: 'Retired', email: 'old@pinehill.example' });
    apple.putUser({ clientUserId: 'again', status: 'Associated', email });
    apple.putUser({ clientUserId: 'again', status: 'Retired', email: 'older@pinehill.example' });
    apple.putUser({ clientUserId: 'gone', status: 'Retired' });
    await sync();
    const users = await dumpUsers(db);
    expect(users).toContainEqual({ clientUserId: 'again', status: 'Associated', email, retiredRecords: 2 });
    expect(users).toContainEqual({
      clientUserId: 'gone',
      status: 'Retired',
      email: undefined,
      retiredRecords: 1,
    });
  });
});

describe('a delta sync', () => {
  it('asks only for what changed since the first page of the last read', async () => {
    const { apple, db, sync } = await openSchool();
    await sync();
    apple.assign(onDevice('104', 'SERIAL9'));
    apple.assign(onUser('101', 'user-1'));
    expect(await sync()).toMatchObject({ state: 'done', kind: 'delta' });
    await expectLikeApple(apple, db);
    expect(apple.calls.every((call) => !/^(assignments|users) pageIndex=\d+$/.test(call))).toBe(true);
  });

  it.each([false, true])(
    'finds what was taken back by the counts (a delta shows removals: %s)',
    async (shown) => {
      const { apple, db, sync } = await openSchool();
      apple.removalsInDelta = shown;
      await sync();
      apple.unassign(onDevice('101', 'SERIAL2'));
      apple.unassign(onUser('103', 'user-4'));
      apple.assign(onUser('103', 'user-9'));
      await sync();
      await expectLikeApple(apple, db);
      expect(startingWith(apple.calls, 'assignments pageIndex=0&adamId=102')).toEqual([]);
    },
  );

  it('shows the old holdings with their old age until the new ones are true, then those at once', async () => {
    const { apple, db, sync, browser } = await openSchool();
    apple.removalsInDelta = true;
    await sync();
    const shown = async () => ({
      holdings: plain(await dumpHoldings(db)),
      asOf: (await db.directories.get('1'))?.asOf,
      holdingsAt: (await db.locations.get('1'))?.holdingsAt,
    });
    const before = await shown();
    browser.clock.pass(60_000);
    apple.unassign(onDevice('101', 'SERIAL2'));
    apple.assign(onUser('104', 'user-9'));
    const meanwhile: unknown[] = [];
    apple.onCall = async () => void meanwhile.push(await shown());
    await sync();
    for (const state of meanwhile) expect(state).toEqual(before);
    expect(startingWith(apple.calls, 'assignments pageIndex=0&adamId=101')).toHaveLength(1);
    await expectLikeApple(apple, db);
    const after = await shown();
    expect(after.asOf).toBeGreaterThan((before.asOf ?? 0) + 60_000);
    expect(after.holdingsAt).toBe(after.asOf);
  });

  it('keeps what it read when it is stopped before that is made true', async () => {
    const { apple, db, sync, engine } = await openSchool();
    await sync();
    const before = plain(await dumpHoldings(db));
    apple.unassign(onDevice('101', 'SERIAL2'));
    for (let n = 0; n < 5; n++) apple.assign(onDevice('104', `NEW${n}`));
    apple.onCall = async (call) => {
      if (call.includes('adamId=101')) throw new AppError('offline');
    };
    expect(await sync()).toMatchObject({ state: 'waiting' });
    expect(plain(await dumpHoldings(db))).toEqual(before);
    apple.onCall = async () => {};
    apple.calls.length = 0;
    await engine.resume();
    await engine.idle();
    await expectLikeApple(apple, db);
    expect(apple.calls.filter((call) => call.includes('sinceVersionId'))).toEqual([]);
    apple.calls.length = 0;
    await sync();
    expect(startingWith(apple.calls, 'assignments')).toHaveLength(1);
  });

  it('keeps its old age when the holders of an asset never stand still', async () => {
    const { apple, db, sync } = await openSchool();
    await sync();
    const before = (await db.directories.get('1'))?.asOf;
    apple.unassign(onDevice('101', 'SERIAL2'));
    for (let n = 0; n < 4; n++) apple.assign(onDevice('101', `NEW${n}`));
    let n = 0;
    apple.onCall = async (call) => {
      if (call.startsWith('assignments pageIndex=1&adamId=101')) apple.assign(onDevice('104', `LATE${n++}`));
    };
    expect(await sync()).toMatchObject({ state: 'done' });
    expect(await db.directories.get('1')).toMatchObject({ asOf: before });
    apple.onCall = async () => {};
    await sync();
    await expectLikeApple(apple, db);
    expect((await db.directories.get('1'))?.asOf).toBeGreaterThan(before ?? 0);
  });

  it('follows a person through retirement and a new start', async () => {
    const { apple, db, sync } = await openSchool();
    await sync();
    const [record] = apple.users;
    if (!record) throw new Error('no user');
    apple.putUser(record, { status: 'Retired' });
    await sync();
    expect(await dumpUsers(db)).toContainEqual(
      expect.objectContaining({ clientUserId: 'user-1', status: 'Retired', retiredRecords: 1 }),
    );
    apple.putUser({ clientUserId: 'user-1', status: 'Registered', email: 'new@pinehill.example' });
    await sync();
    expect(await dumpUsers(db)).toContainEqual({
      clientUserId: 'user-1',
      status: 'Registered',
      email: 'new@pinehill.example',
      retiredRecords: 1,
    });
    expect(await db.users.where('emailLower').equals('user1@pinehill.example').count()).toBe(0);
  });

  it('becomes a full one when Apple no longer knows the version', async () => {
    const { apple, db, sync } = await openSchool();
    await sync();
    apple.unassign(onDevice('101', 'SERIAL1'));
    apple.oldestVersion = 1000;
    expect(await sync()).toMatchObject({ state: 'done' });
    await expectLikeApple(apple, db);
    expect(apple.calls).toContain('assignments pageIndex=1');
  });

  it('becomes a full one when a stored record is damaged', async () => {
    const { apple, db, sync } = await openSchool();
    await sync();
    await db.leaves.toCollection().modify({ ids: 'd?' });
    apple.assign(onDevice('104', 'SERIAL1'));
    expect(await sync()).toMatchObject({ state: 'done' });
    await expectLikeApple(apple, db);
  });

  it('gives way to a full one after a day, and when it is asked for', async () => {
    const { browser, sync } = await openSchool();
    await sync();
    expect(await sync(true)).toMatchObject({ kind: 'full' });
    expect(await sync()).toMatchObject({ kind: 'delta' });
    browser.clock.pass(25 * 3_600_000);
    expect(await sync()).toMatchObject({ kind: 'full' });
  });
});

describe('a sync that fails', () => {
  const failures = [
    ['expired', 'failed'],
    ['revoked', 'failed'],
    ['invalid', 'failed'],
    ['unexpected-answer', 'failed'],
    ['not-json', 'failed'],
    ['offline', 'waiting'],
    ['throttled', 'waiting'],
    ['maintenance', 'waiting'],
    ['missing-permission', 'waiting'],
  ] as const;
  it.each(failures)('says %s, is %s, and loses nothing', async (code, state) => {
    const { apple, db, sync, health } = await openSchool();
    await sync();
    const before = plain(await dumpHoldings(db));
    apple.assign(onDevice('104', 'SERIAL1'));
    apple.onCall = async (call) => {
      if (call.startsWith('assignments')) throw new AppError(code, { status: 1 });
    };
    expect(await sync(true)).toMatchObject({ state, failure: { code } });
    expect(plain(await dumpHoldings(db))).toEqual(before);
    expect(health.at(-1)).toMatchObject({ code });
  });

  it('waits for the vault and goes on when asked to', async () => {
    let locked = true;
    const expectToken = async () => {
      if (locked) throw new AppError('vault-locked');
      return 'token';
    };
    const { apple, db, sync, engine } = await openSchool({ deps: { expectToken } });
    expect(await sync()).toMatchObject({ state: 'waiting', failure: { code: 'vault-locked' } });
    expect(apple.calls).toEqual([]);
    locked = false;
    await engine.resume();
    await engine.idle();
    const row = await db.syncs.get('1');
    expect(row).toMatchObject({ state: 'done' });
    expect(row).not.toHaveProperty('failure');
  });

  describe('when the vault is locked on the way', () => {
    async function openLockable(meanwhile: (engine: Engine) => unknown) {
      let locked = false;
      const expectToken = async () => {
        if (locked) throw new AppError('vault-locked');
        return 'token';
      };
      const school = await openSchool({ deps: { expectToken } }, 1);
      const { apple, engine } = school;
      let callsAtLock = 0;
      apple.onCall = async (call) => {
        if (call !== 'assignments pageIndex=6') return;
        apple.onCall = async () => {};
        locked = true;
        callsAtLock = apple.calls.length;
        engine.pause();
        await meanwhile(engine);
      };
      const unlock = async () => {
        locked = false;
        await engine.resume();
      };
      return { ...school, unlock, callsAtLock: () => callsAtLock };
    }
    type Engine = Awaited<ReturnType<typeof openSchool>>['engine'];

    it('asks nothing more, waits, and goes on at its checkpoint after the unlock', async () => {
      const { apple, db, engine, sync, unlock, callsAtLock, health } = await openLockable(() => {});
      expect(await sync()).toMatchObject({ state: 'waiting', failure: { code: 'vault-locked' } });
      expect(callsAtLock()).toBeGreaterThan(0);
      expect(apple.calls).toHaveLength(callsAtLock());
      expect(health.at(-1)).toMatchObject({ code: 'vault-locked' });
      const before = new Set(startingWith(apple.calls, 'assignments'));
      apple.calls.length = 0;
      await unlock();
      await engine.idle();
      await expectLikeApple(apple, db);
      expect(startingWith(apple.calls, 'assets')).toEqual([]);
      const again = startingWith(apple.calls, 'assignments').filter((call) => before.has(call));
      expect(again.length).toBeLessThanOrEqual(5);
    });

    it('goes on also when the unlock comes before it has come to rest', async () => {
      const { apple, db, sync, unlock } = await openLockable(() => unlock());
      expect(await sync()).toMatchObject({ state: 'done' });
      await expectLikeApple(apple, db);
    });

    it('does not go on when its location is unlinked before it has come to rest', async () => {
      let gone: Promise<void> | undefined;
      const { apple, sync, unlock, callsAtLock } = await openLockable(async (engine) => {
        gone = engine.cancel('1');
        await unlock();
      });
      expect(await sync()).toMatchObject({ state: 'waiting' });
      await gone;
      expect(apple.calls).toHaveLength(callsAtLock());
    });
  });

  it('is tried once more when what it fails for is mended before it has failed', async () => {
    const { apple, sync, engine } = await openSchool();
    apple.onCall = async () => {
      apple.onCall = async () => {};
      await engine.resume();
      throw new AppError('missing-permission');
    };
    expect(await sync()).toMatchObject({ state: 'done' });
  });

  it('waits as long as Apple asks, not longer, and is then picked up by the alarm', async () => {
    const { apple, db, sync, engine, browser } = await openSchool();
    const retryAt = browser.clock.now() + 90_000;
    apple.onCall = async () => {
      throw new AppError('maintenance', { retryAt });
    };
    expect(await sync()).toMatchObject({ state: 'waiting', nextAt: retryAt });
    apple.onCall = async () => {};
    apple.calls.length = 0;
    for (const early of [engine.resume(), engine.runDue(retryAt - 1)]) await early;
    await engine.idle();
    expect(apple.calls).toEqual([]);
    browser.clock.pass(90_000);
    await engine.runDue(browser.clock.now());
    await engine.idle();
    expect(await db.syncs.get('1')).toMatchObject({ state: 'done' });
  });

  it('begins for a location whose background died before it could ask', async () => {
    const { db, engine } = await openSchool();
    await engine.resume();
    await engine.idle();
    expect(await db.syncs.get('1')).toMatchObject({ state: 'done' });
  });

  it('goes on after an outage with the pages that it lacks', async () => {
    const { apple, db, sync, engine, browser } = await openSchool({}, 1);
    apple.onCall = async (call) => {
      if (call === 'assignments pageIndex=6') throw new AppError('offline');
    };
    expect(await sync()).toMatchObject({ state: 'waiting' });
    const before = new Set(startingWith(apple.calls, 'assignments'));
    apple.onCall = async () => {};
    apple.calls.length = 0;
    browser.clock.pass(3_600_000);
    await engine.runDue(browser.clock.now());
    await engine.idle();
    await expectLikeApple(apple, db);
    const again = startingWith(apple.calls, 'assignments').filter((call) => before.has(call));
    expect(again.length).toBeLessThanOrEqual(5);
    expect(startingWith(apple.calls, 'assets')).toEqual([]);
  });

  it('goes on some minutes after the sign-in page of a network, with the pages that it lacks', async () => {
    const { apple, db, sync, engine, browser } = await openSchool({}, 1);
    apple.onCall = async (call) => {
      if (call === 'assignments pageIndex=6') throw new AppError('not-json', { status: 200, page: true });
    };
    expect(await sync()).toMatchObject({ state: 'waiting', failure: { code: 'not-json' } });
    apple.onCall = async () => {};
    apple.calls.length = 0;
    browser.clock.pass(5 * 60_000);
    await engine.runDue(browser.clock.now());
    await engine.idle();
    await expectLikeApple(apple, db);
    expect(startingWith(apple.calls, 'assets')).toEqual([]);
  });

  it('stops at the token of another location', async () => {
    const { apple, db, sync } = await openSchool();
    apple.uId = '2';
    expect(await sync()).toMatchObject({ state: 'failed', failure: { code: 'wrong-location' } });
    expect(apple.calls).toEqual(['config']);
    expect(await db.assets.count()).toBe(0);
  });

  it('tells of a full disk, frees its own room and keeps the old holdings', async () => {
    for (const table of ['staging', 'leaves', 'directories', 'users', 'assets']) {
      const { apple, db, sync } = await openSchool();
      await sync();
      const before = plain(await dumpHoldings(db));
      apple.assign(onDevice('104', 'SERIAL1'));
      db.use({
        stack: 'dbcore',
        name: 'full-disk',
        create: (core) => ({
          ...core,
          table: (name) => ({
            ...core.table(name),
            mutate: (request) =>
              name === table && (request.type === 'put' || request.type === 'add')
                ? Promise.reject(new DOMException('no room', 'QuotaExceededError'))
                : core.table(name).mutate(request),
          }),
        }),
      });
      db.close();
      await db.open();
      expect(await sync(true), table).toMatchObject({ state: 'waiting', failure: { code: 'storage-full' } });
      expect(plain(await dumpHoldings(db))).toEqual(before);
      expect(await db.staging.count()).toBe(0);
    }
  });
});

describe('several requests', () => {
  it('share one run, and a full one asked for meanwhile comes after it', async () => {
    const { apple, engine, db } = await openSchool();
    await Promise.all([engine.request('1'), engine.request('1'), engine.request('1')]);
    await engine.idle();
    expect(startingWith(apple.calls, 'config')).toHaveLength(1);
    apple.onCall = async (call) => {
      if (call === 'config') await engine.request('1', { full: true });
      apple.onCall = async () => {};
    };
    await engine.request('1');
    await engine.idle();
    expect(startingWith(apple.calls, 'config')).toHaveLength(3);
    expect(await db.syncs.get('1')).toMatchObject({ state: 'done', kind: 'full' });
  });

  it('leave a location alone that another context is busy with', async () => {
    const { apple, engine } = await openSchool({ deps: { locks: { request: (_, __, run) => run(null) } } });
    await engine.request('1');
    await engine.idle();
    expect(apple.calls).toEqual([]);
  });

  it('are refused for a location that is not linked', async () => {
    const { engine } = await openSchool();
    await expect(engine.request('9')).rejects.toMatchObject({ code: 'location-unknown' });
  });

  it('start for a new location and when they are due, and not before', async () => {
    const { apple, engine, browser } = await openSchool();
    await engine.runDue(browser.clock.now());
    await engine.idle();
    apple.calls.length = 0;
    await engine.runDue(browser.clock.now() + 60_000);
    await engine.idle();
    expect(apple.calls).toEqual([]);
    browser.clock.pass(3_600_000);
    await engine.runDue(browser.clock.now());
    await engine.idle();
    expect(apple.calls).toContain('config');
  });

  it('are as far apart as the setting says', async () => {
    const { sync, browser } = await openSchool({ deps: { syncMinutes: async () => 240 } });
    const row = await sync();
    expect(row?.nextAt).toBe((row?.finishedAt ?? 0) + 240 * 60_000);
    expect(row?.finishedAt).toBeLessThanOrEqual(browser.clock.now());
  });

  it('stop at once when the location is unlinked', async () => {
    const { apple, engine, db } = await openSchool();
    let stopped: Promise<void> | undefined;
    apple.onCall = async (call) => {
      if (call === 'assignments pageIndex=1') stopped = engine.cancel('1');
    };
    await engine.request('1');
    await engine.idle();
    await stopped;
    expect(await db.syncs.get('1')).toMatchObject({ state: 'waiting', failure: { code: 'cancelled' } });
    expect(await db.directories.count()).toBe(0);
  });
});
