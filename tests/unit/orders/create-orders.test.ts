import { describe, expect, it, vi } from 'vitest';
import type { OrderDeps } from '../../../lib/orders/context.ts';
import type { Wish } from '../../../lib/orders/plan/wish.ts';
import type { ConfigChanges } from '../../simulator/apple/config.ts';
import { dumpHoldings, dumpUsers } from '../sync/background.ts';
import { finish, order, readAll } from './order-desk.ts';
import { orderSeed } from './order-seed.ts';
import { createOrderWorld, uId } from './order-world.ts';

const asset = (adamId: string) => ({ adamId, pricingParam: 'STDQ' as const });
const grant = (adamIds: string[], clientUserIds: string[], serialNumbers: string[]): Wish => ({
  kind: 'grant',
  blocks: [{ assets: adamIds.map(asset), clientUserIds, serialNumbers }],
});

async function open(config: ConfigChanges = {}, changes: Partial<OrderDeps> = {}) {
  const world = await createOrderWorld(orderSeed(), config);
  const background = world.startBackground(undefined, changes);
  await readAll(background);
  const { db, orders } = background;
  const confirm = (wish: Wish) => order(background, wish, world.time.now());
  const run = async () => {
    orders.start(uId);
    await orders.idle();
  };
  const carryOut = async (wish: Wish) => {
    const id = await confirm(wish);
    await finish(world, background);
    return db.orders.get(id);
  };
  const posts = () =>
    world.apple.exchanges.filter(({ method }) => method === 'POST').map(({ url }) => url.pathname.slice(8));
  return { world, background, db, orders, confirm, run, carryOut, posts, apple: world.apple.service };
}

describe('people whom the location has by the time that the order arrives', () => {
  /** As when Chromium sends a request again by itself: it was carried out, and the second answer says that they exist. */
  async function createAfter(email: string) {
    const { confirm, world, background, db, apple } = await open();
    const id = await confirm({
      kind: 'create',
      people: [{ clientUserId: 'new-1', email: 'New@School.example' }],
    });
    apple.createUser('here', { clientUserId: 'new-1', email });
    await finish(world, background);
    return (await db.orders.get(id))?.tally;
  }

  it('are made when they are as they were ordered', async () => {
    expect(await createAfter('new@school.example')).toMatchObject({ done: 1, failed: 0 });
  });

  it("are somebody else's when they have another address", async () => {
    expect(await createAfter('other@school.example')).toMatchObject({ done: 0, failed: 1 });
  });
});

describe('an order', () => {
  it('is carried out, shown in the cache and counted item by item', async () => {
    const { world, db, background, carryOut, apple } = await open();
    expect(await carryOut(grant(['100', '400'], ['user-2'], ['D1', 'D2']))).toMatchObject({
      state: 'done',
      tally: { items: 6, skipped: 1, done: 5, waiting: 0, underWay: 0, failed: 0, cancelled: 0 },
    });
    expect(apple.dumpAssignments('here')).toContain('100 STDQ serial D2');
    expect((await dumpHoldings(db, uId)).get('dD2')).toContain('100 STDQ');
    expect(world.apple.log.offences).toEqual([]);
    expect(background.reports).toEqual([]);
  });

  it('shows at once what it did, before any sync', async () => {
    const { db, background, carryOut, apple } = await open({}, { requestSync: async () => {} });
    await carryOut(grant(['200'], ['user-2'], ['D5']));
    await carryOut({ kind: 'take-all-back', clientUserIds: ['user-1'], serialNumbers: ['D1'] });
    await carryOut({
      kind: 'create',
      people: [
        { clientUserId: 'new-1', email: 'New@School.example' },
        { clientUserId: 'new-2', managedAppleId: 'n2@school.example' },
      ],
    });
    await carryOut({ kind: 'edit', people: [{ clientUserId: 'user-3', email: 'three@school.example' }] });
    await carryOut({ kind: 'retire', clientUserIds: ['user-2'] });
    const held = await dumpHoldings(db, uId);
    const lines = [...held].flatMap(([holder, assets]) =>
      [...assets].map((name) => `${name} ${holder.startsWith('d') ? 'serial' : 'user'} ${holder.slice(1)}`),
    );
    expect(lines.sort()).toEqual(apple.dumpAssignments('here'));
    const shown = new Map((await dumpUsers(db, uId)).map((row) => [row.clientUserId, row]));
    for (const { clientUserId, status, email } of apple.dumpUsers('here')) {
      expect(shown.get(clientUserId)).toMatchObject({ clientUserId, status, email });
    }
    expect(background.reports).toEqual([]);
  });

  it('waits with the cache for a sync that runs, so that an older read does not hide what was done', async () => {
    const { world, db, background, confirm, run, apple } = await open({}, { requestSync: async () => {} });
    const id = await confirm(grant(['200'], [], ['D5']));
    const gate = world.apple.faults.gate({ path: /assignments$/ });
    await background.sync.request(uId, { full: true });
    await gate.arrived();
    const ran = run();
    await vi.waitFor(async () => expect((await db.orders.get(id))?.state).toBe('done'));
    expect((await dumpHoldings(db, uId)).get('dD5')).toBeUndefined();
    gate.release();
    await Promise.all([ran, background.sync.idle()]);
    expect((await dumpHoldings(db, uId)).get('dD5')).toEqual(new Set(['200 STDQ']));
    expect(apple.dumpAssignments('here')).toContain('200 STDQ serial D5');
  });

  it('of a move takes back only what was granted, and counts moves', async () => {
    const { db, carryOut, apple, world } = await open();
    const move = (clientUserId: string, serialNumber: string) => ({
      asset: asset('100'),
      clientUserId,
      serialNumber,
    });
    apple.refund('here', '100', 'STDQ', 4);
    const done = await carryOut({
      kind: 'move',
      moves: [move('user-1', 'D7'), move('user-4', 'D8'), move('user-6', 'D9')],
    });
    // One licence is left for two devices, and user-6 holds none.
    expect(done).toMatchObject({
      state: 'done',
      secondPhase: true,
      tally: { items: 3, skipped: 1, done: 1, failed: 1 },
    });
    const lines = apple.dumpAssignments('here').filter((line) => line.startsWith('100 '));
    expect(lines).toHaveLength(3);
    expect(lines.filter((line) => /D[78]|user-[14]/.test(line))).toHaveLength(2);
    const phases = (await db.batches.toArray()).map(({ phase, body }) => `${phase} ${body.call}`);
    expect(new Set(phases)).toEqual(new Set(['1 associate', '2 disassociate']));
    expect(world.apple.log.offences).toEqual([]);
  });

  it('of a move whose wish is lost comes to rest and says so', async () => {
    const { confirm, run, db } = await open();
    const moves = [{ asset: asset('100'), clientUserId: 'user-1', serialNumber: 'D7' }];
    const id = await confirm({ kind: 'move', moves });
    await db.orderWishes.delete(id);
    await run();
    expect(await db.orders.get(id)).toMatchObject({ waits: { failure: { code: 'storage-broken' } } });
  });

  it('keeps to limits that shrank after it was confirmed', async () => {
    const { confirm, run, apple, db, background, world } = await open();
    const id = await confirm(grant(['100', '200', '400'], [], ['D3', 'D4', 'D5', 'D6']));
    Object.assign(apple.config.limits, { maxAssets: 2, maxSerialNumbers: 2 });
    world.time.pass(5 * 60_000);
    await run();
    await finish(world, background);
    expect((await db.orders.get(id))?.tally).toMatchObject({ done: 12, failed: 0 });
    const refused = world.apple.exchanges.filter(({ answer }) => answer?.status === 400);
    expect(refused).toEqual([]);
  });
});

describe('one bad item', () => {
  it.each(['sync', 'async'] as const)(
    'leaves the good ones done: unknown people (%s)',
    async (unknownUser) => {
      const { confirm, db, apple, background, world } = await open({ unknownUser });
      const id = await confirm(grant(['200', '400'], ['user-2', 'user-4', 'user-5'], ['D3']));
      apple.retireUser('here', 'user-4');
      await finish(world, background);
      expect((await db.orders.get(id))?.tally).toMatchObject({ done: 6, failed: 2 });
      const failures = (await db.batches.toArray()).flatMap((row) => row.failures);
      expect(new Set(failures.map(({ errorNumber }) => errorNumber))).toEqual(new Set([9609]));
    },
  );

  it('leaves the good ones done: an app that devices cannot have any more', async () => {
    const { confirm, db, apple, background, world } = await open();
    const id = await confirm(grant(['100', '200', '400'], ['user-2'], ['D3', 'D4']));
    const { assets } = apple.expectLocation('here');
    assets.expectAsset(assets.getPlace('200', 'STDQ') ?? 0).deviceAssignable = false;
    await finish(world, background);
    expect((await db.orders.get(id))?.tally).toMatchObject({ done: 7, failed: 2 });
    const failures = (await db.batches.toArray()).flatMap((row) => row.failures);
    expect(failures.map(({ errorNumber }) => errorNumber)).toEqual([9707]);
  });

  it('that is retired already needs no retiring', async () => {
    const { confirm, db, apple, background, world } = await open();
    const id = await confirm({ kind: 'retire', clientUserIds: ['user-1', 'user-2'] });
    apple.retireUser('here', 'user-1');
    await finish(world, background);
    expect((await db.orders.get(id))?.tally).toMatchObject({ done: 2, failed: 0 });
  });

  it('has its own number where Apple tells it in the event', async () => {
    const { confirm, db, apple, background, world } = await open();
    const id = await confirm(grant(['100'], [], ['D3', 'D4', 'D5']));
    apple.refund('here', '100', 'STDQ', 4);
    await finish(world, background);
    expect((await db.orders.get(id))?.tally).toMatchObject({ done: 1, failed: 2 });
  });
});

describe('an order waits', () => {
  it('for the unlock, and goes on after it', async () => {
    const { world, confirm, run, db, orders, background, posts } = await open();
    const id = await confirm(grant(['400'], [], ['D3']));
    world.token.locked = true;
    await run();
    expect(await db.orders.get(id)).toMatchObject({ waits: { failure: { code: 'vault-locked' } } });
    expect((await db.orders.get(id))?.waits?.nextAt).toBeUndefined();
    expect(await orders.isUnfinished()).toBe(false);
    expect(posts()).toEqual([]);
    world.token.locked = false;
    await orders.resume();
    await finish(world, background);
    expect(await db.orders.get(id)).toMatchObject({ state: 'done' });
    expect((await db.orders.get(id))?.waits).toBeUndefined();
  });

  it('when the vault is locked in the middle, and nothing is sent twice', async () => {
    const { world, confirm, run, db, orders, background, posts } = await open();
    const id = await confirm(grant(['400'], [], ['D3']));
    world.hooks.onFetch = () => {
      if (posts().length === 0) orders.lock();
    };
    await run();
    world.hooks.onFetch = undefined;
    expect((await db.orders.get(id))?.waits?.failure.code).toBe('vault-locked');
    await orders.resume();
    await finish(world, background);
    expect(await db.orders.get(id)).toMatchObject({ state: 'done', tally: { done: 1 } });
    expect(posts()).toHaveLength(1);
  });

  it('no longer than the lock, when the unlock comes before it came to rest', async () => {
    const { world, confirm, run, db, orders, posts } = await open();
    const id = await confirm(grant(['400'], [], ['D3']));
    world.hooks.onFetch = () => {
      world.hooks.onFetch = undefined;
      orders.lock();
      void orders.resume();
    };
    await run();
    expect(await db.orders.get(id)).toMatchObject({ state: 'done', tally: { done: 1 } });
    expect(posts()).toHaveLength(1);
  });

  it.each([
    ['revoked', { errorNumber: 9625, status: 401 }],
    ['expired', { errorNumber: 9621, status: 401 }],
  ] as const)('for another token when this one is %s', async (code, fault) => {
    const { world, confirm, run, db, orders, background } = await open();
    const id = await confirm(grant(['400'], [], ['D3']));
    world.apple.faults.add({ method: 'POST', count: 1 }, { kind: 'error', ...fault });
    await run();
    const waits = (await db.orders.get(id))?.waits;
    expect(waits?.failure.code).toBe(code);
    expect(waits?.nextAt).toBeUndefined();
    await orders.runDue();
    await orders.idle();
    expect(await db.orders.get(id)).toMatchObject({ state: 'open', tally: { waiting: 1 } });
    await orders.resume();
    await finish(world, background);
    expect(await db.orders.get(id)).toMatchObject({ state: 'done', tally: { done: 1 } });
  });

  it('for as long as Apple asks, whoever wakes it', async () => {
    const { world, confirm, run, db, orders, posts } = await open();
    const id = await confirm(grant(['400'], [], ['D3']));
    const busy = { kind: 'error', errorNumber: 9729, status: 503, retryAfter: { seconds: 600 } } as const;
    world.apple.faults.add({ method: 'POST', count: 1 }, busy);
    await run();
    const nextAt = (await db.orders.get(id))?.waits?.nextAt ?? 0;
    expect(nextAt - world.time.now()).toBeGreaterThan(590_000);
    world.time.pass(300_000);
    await orders.resume();
    await orders.runDue();
    await orders.idle();
    expect(posts()).toHaveLength(1);
    expect(await orders.isUnfinished()).toBe(true);
  });

  it('for its location to come back after an unlink', async () => {
    const { confirm, run, db, orders, background, world } = await open();
    const id = await confirm(grant(['400'], [], ['D3']));
    const location = await db.locations.get(uId);
    await db.locations.delete(uId);
    await run();
    expect((await db.orders.get(id))?.waits?.failure.code).toBe('location-unknown');
    if (location) await db.locations.put(location);
    await orders.resume();
    await finish(world, background);
    expect(await db.orders.get(id)).toMatchObject({ state: 'done' });
  });

  it('while another context carries out the orders of its location', async () => {
    const busy = {
      request: async (_: string, __: object, run: (lock: unknown) => Promise<void>) => run(null),
    };
    const { confirm, run, posts, db } = await open({}, { locks: busy });
    const id = await confirm(grant(['400'], [], ['D3']));
    await run();
    expect(posts()).toEqual([]);
    expect(await db.orders.get(id)).toMatchObject({ state: 'open', tally: { waiting: 1 } });
  });
});

describe('a token of another location', () => {
  it('writes nothing there', async () => {
    const { confirm, run, db, orders, posts, apple, background, world } = await open();
    const id = await confirm(grant(['400'], [], ['D3']));
    const here = apple.expectLocation('here');
    here.uId = '999';
    await run();
    expect(posts()).toEqual([]);
    expect((await db.orders.get(id))?.waits).toMatchObject({
      failure: { code: 'wrong-location', details: { expected: uId, found: '999' } },
    });
    here.uId = uId;
    await orders.resume();
    await finish(world, background);
    expect(await db.orders.get(id)).toMatchObject({ state: 'done', tally: { done: 1 } });
  });
});

describe('in the middle of an order', () => {
  it('a renewed token counts from the next request on', async () => {
    const { world, confirm, run, db, posts, apple } = await open({ limits: { maxSerialNumbers: 1 } });
    const id = await confirm(grant(['400'], [], ['D3', 'D4', 'D5']));
    const old = world.token.text;
    world.hooks.onFetch = () => {
      if (posts().length === 0) return;
      world.token.text = apple.issueToken(world.key);
      world.hooks.onFetch = () => apple.setTokenState(old, 'revoked');
    };
    await run();
    expect(await db.orders.get(id)).toMatchObject({ state: 'done', tally: { done: 3, failed: 0 } });
  });

  it('a clock that is set back holds nothing up', async () => {
    const { world, confirm, db, background } = await open();
    const id = await confirm(grant(['400'], [], ['D3']));
    world.apple.faults.add({ path: /status$/, count: 1 }, { kind: 'drop' });
    world.hooks.onFetch = () => {
      if (!world.apple.exchanges.some(({ method }) => method === 'POST')) return;
      world.hooks.onFetch = undefined;
      world.time.pass(-86_400_000);
      // Apple's own clock went on.
      world.apple.service.finishEvents();
    };
    await finish(world, background);
    expect(await db.orders.get(id)).toMatchObject({ state: 'done', tally: { done: 1 } });
    expect(world.apple.log.offences).toEqual([]);
  });

  it('waits as long as it was to wait, when the clock is set back meanwhile', async () => {
    const { world, confirm, run, db, orders } = await open();
    const id = await confirm(grant(['400'], [], ['D3']));
    world.time.pass(48 * 3_600_000);
    world.apple.faults.add({ path: /associate$/, count: 100 }, { kind: 'html', status: 502 });
    await run();
    const { nextAt = 0 } = (await db.orders.get(id))?.waits ?? {};
    const wait = nextAt - world.time.now();
    expect(wait).toBeGreaterThan(0);
    world.time.pass(-48 * 3_600_000);
    world.apple.faults.clear();
    const goesOn = async () => {
      await orders.runDue();
      await orders.idle();
      return (await db.orders.get(id))?.state === 'done';
    };
    expect(await goesOn()).toBe(false);
    world.time.pass(wait);
    expect(await goesOn()).toBe(true);
  });
});

describe('pausing and cancelling', () => {
  const many = Array.from({ length: 40 }, (_, n) => `N${n}`);

  it('a paused order sends nothing more, but follows what was sent', async () => {
    const { world, confirm, run, db, orders, posts } = await open({ limits: { maxSerialNumbers: 1 } });
    const id = await confirm(grant(['400'], [], many));
    world.hooks.onFetch = () => {
      if (posts().length === 1) void orders.pause(id);
    };
    await run();
    world.hooks.onFetch = undefined;
    expect(posts().length).toBeLessThan(many.length);
    const paused = await db.orders.get(id);
    expect(paused).toMatchObject({ state: 'paused', tally: { underWay: 0, done: posts().length } });
    const sent = posts().length;
    await orders.runDue();
    await orders.idle();
    expect(posts()).toHaveLength(sent);
    await orders.resumeOrder(id);
    await orders.idle();
    expect(await db.orders.get(id)).toMatchObject({ state: 'done', tally: { done: many.length } });
  });

  it('a cancelled order ends with what was sent; the rest is never sent', async () => {
    const { world, confirm, run, db, orders, posts, apple } = await open({ limits: { maxSerialNumbers: 1 } });
    const id = await confirm(grant(['400'], [], many));
    world.hooks.onFetch = () => {
      if (posts().length === 1) void orders.cancel(id);
    };
    await run();
    const { tally, state } = (await db.orders.get(id)) ?? {};
    expect(state).toBe('cancelled');
    expect(tally).toMatchObject({
      done: posts().length,
      cancelled: many.length - posts().length,
      waiting: 0,
    });
    expect(apple.dumpAssignments('here').filter((line) => /N\d/.test(line))).toHaveLength(posts().length);
  });
});

describe('cancelling what was sent once and is not so', () => {
  it('does not say that it was never sent', async () => {
    const { world, confirm, run, db, orders, posts } = await open();
    const id = await confirm(grant(['400'], [], ['D3', 'D4']));
    world.apple.faults.add({ method: 'POST', count: 1 }, { kind: 'drop' });
    await run();
    await orders.pause(id);
    await orders.idle();
    world.time.pass(60_000);
    await orders.resume();
    await orders.idle();
    expect(await db.orders.get(id)).toMatchObject({ state: 'paused', tally: { waiting: 2, underWay: 0 } });
    await orders.cancel(id);
    await orders.idle();
    const ended = await db.orders.get(id);
    expect(ended?.tally).toMatchObject({ failed: 2, cancelled: 0, waiting: 0 });
    expect(ended?.finishedAt).toBeDefined();
    const [batch] = await db.batches.toArray();
    expect(batch).toMatchObject({ state: 'done', sends: 1, failures: [{ code: 'not-settled' }] });
    expect(posts()).toHaveLength(1);
  });
});

describe('an order that waits for the unlock', () => {
  it('can be cancelled all the same, and ends', async () => {
    const { world, confirm, run, db, orders } = await open();
    const id = await confirm(grant(['400'], [], ['D3']));
    world.token.locked = true;
    await run();
    await orders.cancel(id);
    await orders.idle();
    expect(await db.orders.get(id)).toMatchObject({ state: 'cancelled', tally: { cancelled: 1 } });
  });
});

describe('a send of which nobody knows how it ended', () => {
  it.each(['lose', 'drop', 'truncate'] as const)(
    'is looked up before it is sent again (%s)',
    async (kind) => {
      const { world, confirm, db, background, posts } = await open();
      const id = await confirm(grant(['400'], ['user-2'], ['D3']));
      world.apple.faults.add({ method: 'POST', count: 1 }, { kind });
      await finish(world, background);
      expect(await db.orders.get(id)).toMatchObject({ state: 'done', tally: { done: 2 } });
      expect(posts()).toHaveLength(kind === 'drop' ? 2 : 1);
      const reads = world.apple.exchanges.filter(({ url }) => /assignments$/.test(url.pathname));
      expect(reads.some(({ url }) => url.searchParams.has('excludeInactiveUsers'))).toBe(true);
    },
  );

  it('is looked up when Apple does not know its event any more', async () => {
    const { world, carryOut, posts } = await open();
    world.apple.faults.add({ path: /status$/, count: 1 }, { kind: 'error', errorNumber: 9708, status: 400 });
    expect(await carryOut(grant(['400'], [], ['D3']))).toMatchObject({ state: 'done', tally: { done: 1 } });
    expect(posts()).toHaveLength(1);
  });

  it('is sent again after ten minutes of PENDING, once it was read that nothing is so', async () => {
    const { world, confirm, run, db, apple, posts, background } = await open();
    const id = await confirm(grant(['400'], [], ['D3']));
    apple.config.stuckPending = true;
    const begun = world.time.now();
    await run();
    expect(posts().length).toBeGreaterThan(1);
    const again = world.apple.exchanges.filter(({ method }) => method === 'POST').length;
    expect(world.time.now() - begun).toBeGreaterThan((again - 1) * 600_000);
    apple.config.stuckPending = false;
    await finish(world, background);
    expect(await db.orders.get(id)).toMatchObject({ state: 'done' });
    expect(world.apple.log.offences).toEqual([]);
  });
});
