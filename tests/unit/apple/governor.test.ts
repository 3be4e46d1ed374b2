import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createGovernor, createGovernors } from '../../../lib/apple/governor.ts';
import { AppError, type ErrorCode } from '../../../lib/platform/errors.ts';
import { calm, createFakeClock } from './fake-clock.ts';
import { createMemoryStore, failureOf } from './fake-parts.ts';

function setUp(store = createMemoryStore(), time = createFakeClock()) {
  const make = () => createGovernor({ clock: time.clock, random: () => 0, store }, 'uid');
  const start = time.clock.now();
  const sends: number[] = [];
  /** A request that notes when it was sent, relative to the start, and fails with the given code. */
  const request = (code?: ErrorCode, details = {}) => {
    return async () => {
      sends.push(time.clock.now() - start);
      if (code !== undefined) throw new AppError(code, details);
      return sends.length;
    };
  };
  return { time, store, make, governor: make(), sends, request };
}

function deferred() {
  let resolve = () => {};
  const promise = new Promise<void>((ready) => {
    resolve = ready;
  });
  return { promise, resolve };
}

describe('spacing', () => {
  it('sends at 10 a second by default, evenly, first come first served', async () => {
    const { governor, time, sends, request } = setUp();
    const order = Promise.all([1, 2, 3, 4].map(() => governor.run(request())));
    expect(await time.until(order)).toEqual([1, 2, 3, 4]);
    expect(sends).toEqual([0, 100, 200, 300]);
  });

  it('takes the smaller of the setting and Apple’s limit, at run time', async () => {
    const { governor, time, sends, request } = setUp();
    governor.setRate(100);
    governor.setLimit(4);
    const work = Promise.all([1, 2, 3].map(() => governor.run(request())));
    await time.advance(260);
    expect(sends).toEqual([0, 250]);
    governor.setLimit(20);
    await time.until(work);
    expect(sends).toEqual([0, 250, 300]);
  });

  it.each([undefined, 0, -1])('keeps to 15 a second when Apple names %s', async (limit) => {
    const { governor, time, sends, request } = setUp();
    governor.setRate(100);
    governor.setLimit(limit);
    await time.until(Promise.all(Array.from({ length: 16 }, () => governor.run(request()))));
    expect(sends.at(-1)).toBeGreaterThanOrEqual(1000);
    expect(sends.at(-1)).toBeLessThan(1100);
  });

  it('never sends more than the rate in any second, whatever the arrivals and durations are', async () => {
    const arrivals = fc.array(fc.record({ gap: fc.nat(400), lasts: fc.nat(900), page: fc.boolean() }), {
      minLength: 5,
      maxLength: 60,
    });
    await fc.assert(
      fc.asyncProperty(arrivals, fc.integer({ min: 1, max: 40 }), async (list, rate) => {
        const { governor, time, sends, request } = setUp();
        governor.setRate(rate);
        const work: Promise<unknown>[] = [];
        for (const { gap, lasts, page } of list) {
          await time.advance(gap);
          const task = async () => {
            await request()();
            await time.clock.sleep(lasts);
          };
          work.push(governor.run(task, { page }));
        }
        await time.until(Promise.all(work));
        expect(sends).toHaveLength(list.length);
        for (const from of sends) {
          expect(sends.filter((at) => at >= from && at < from + 1000).length).toBeLessThanOrEqual(rate);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('waits on no timer for what is due, and does not lose time at high rates', async () => {
    const { governor, time, sends, request } = setUp();
    governor.setRate(100_000);
    const work = Promise.all(Array.from({ length: 100 }, () => governor.run(request())));
    await calm();
    expect(sends).toHaveLength(100);
    expect(time.timers()).toBe(0);
    await work;
  });

  it('makes good a timer that fires late, above 20 a second', async () => {
    const { governor, time, sends, request } = setUp();
    governor.setRate(1000);
    const work = Promise.all(Array.from({ length: 20 }, () => governor.run(request())));
    await calm();
    expect(sends).toEqual([0]);
    time.jump(4);
    await time.advance(0);
    expect(sends).toEqual([0, 4, 4, 4, 4]);
    await time.until(work);
  });

  it('does not make good a late timer at Apple’s rates', async () => {
    const { governor, time, sends, request } = setUp();
    const work = Promise.all([1, 2, 3].map(() => governor.run(request())));
    await calm();
    time.jump(290);
    await time.until(work);
    expect(sends).toEqual([0, 290, 390]);
  });

  it('goes on when the clock is set back', async () => {
    const { governor, time, sends, request } = setUp();
    await governor.run(request());
    time.jump(-3_600_000);
    await time.until(Promise.all([governor.run(request()), governor.run(request())]));
    expect(sends.map((at) => at + 3_600_000).slice(1)).toEqual([100, 200]);
  });
});

describe('parallel page reads', () => {
  it('are five at most, and hold up nothing else', async () => {
    const { governor, time } = setUp();
    let running = 0;
    let most = 0;
    const gates = Array.from({ length: 8 }, deferred);
    const pages = gates.map((gate) =>
      governor.run(
        async () => {
          most = Math.max(most, ++running);
          await gate.promise;
          running--;
        },
        { page: true },
      ),
    );
    await time.advance(5_000);
    expect(running).toBe(5);
    expect(await time.until(governor.run(async () => 'config'))).toBe('config');
    for (const gate of gates) {
      gate.resolve();
      await time.advance(200);
    }
    await Promise.all(pages);
    expect(most).toBe(5);
  });

  it('free their place when they fail', async () => {
    const { governor, time, request } = setUp();
    const failing = Array.from({ length: 12 }, () => governor.run(request('expired'), { page: true }));
    const results = await time.until(Promise.allSettled(failing));
    expect(results.every((result) => result.status === 'rejected')).toBe(true);
    expect(await time.until(governor.run(async () => 'next', { page: true }))).toBe('next');
  });
});

describe('cancellation', () => {
  it('takes a waiting request out of the queue', async () => {
    const { governor, time, sends, request } = setUp();
    const stop = new AbortController();
    const first = governor.run(request());
    const second = failureOf(governor.run(request(), { signal: stop.signal }));
    const third = governor.run(request());
    await calm();
    stop.abort();
    expect((await second).code).toBe('cancelled');
    await time.until(Promise.all([first, third]));
    expect(sends).toEqual([0, 100]);
  });

  it('ends every kind of wait and leaves no timer', async () => {
    for (const code of ['throttled', 'server'] as const) {
      const { governor, time, request } = setUp();
      const stop = new AbortController();
      const work = failureOf(governor.run(request(code), { retry: true, signal: stop.signal }));
      await time.advance(500);
      stop.abort();
      expect((await work).code).toBe('cancelled');
      expect(time.timers()).toBe(0);
    }
  });

  it('refuses at once when it came too late', async () => {
    const { governor, sends, request } = setUp();
    expect((await failureOf(governor.run(request(), { signal: AbortSignal.abort() }))).code).toBe(
      'cancelled',
    );
    expect(sends).toEqual([]);
  });
});

describe('trying again', () => {
  it.each([
    ['throttled', [0, 2_000, 6_000, 14_000, 30_000, 62_000]],
    ['maintenance', [0, 2_000, 6_000, 14_000]],
    ['server', [0, 2_000, 6_000, 14_000, 30_000]],
    ['timed-out', [0, 2_000, 6_000]],
    ['offline', [0]],
    ['revoked', [0]],
    ['not-json', [0]],
  ] as const)('after %s at the times %j, then gives up with the same error', async (code, times) => {
    const { governor, time, sends, request } = setUp();
    const error = await time.until(failureOf(governor.run(request(code), { retry: true })));
    expect(error.code).toBe(code);
    expect(sends).toEqual(times);
  });

  it('never repeats what was not declared repeatable', async () => {
    const { governor, time, sends, request } = setUp();
    expect((await time.until(failureOf(governor.run(request('server'))))).code).toBe('server');
    expect((await time.until(failureOf(governor.run(request('throttled'))))).code).toBe('throttled');
    expect(sends).toEqual([0, 100]);
  });

  it('holds the whole location back, and only this one', async () => {
    const { time, store } = setUp();
    const of = createGovernors({ clock: time.clock, random: () => 0, store });
    const start = time.clock.now();
    const throttled = async () => {
      throw new AppError('throttled', { retryAt: start + 15_000 });
    };
    await time.until(failureOf(of('a').run(throttled)));
    const sentAt = async () => time.clock.now() - start;
    expect(of('a')).toBe(of('a'));
    expect(await time.until(of('b').run(sentAt))).toBe(0);
    expect(await time.until(of('a').run(sentAt))).toBe(15_000);
  });

  it('waits out a Retry-After that comes with any server error, for all', async () => {
    const { governor, time, sends, request } = setUp();
    await failureOf(governor.run(request('server', { retryAt: time.clock.now() + 9_000 })));
    await time.until(governor.run(request()));
    expect(sends).toEqual([0, 9_000]);
  });

  it('grows once for answers of one burst, and starts anew after a success', async () => {
    const { governor, time, sends, request } = setUp();
    governor.setRate(1000);
    const gate = deferred();
    const burst = [1, 2, 3].map(() =>
      failureOf(
        governor.run(async () => {
          await gate.promise;
          throw new AppError('throttled');
        }),
      ),
    );
    await time.advance(10);
    gate.resolve();
    await Promise.all(burst);
    await time.until(governor.run(request()));
    expect(sends).toEqual([2_010]);
    await time.until(failureOf(governor.run(request('throttled'))));
    const failedAt = sends.at(-1) ?? 0;
    await time.until(governor.run(request()));
    expect((sends.at(-1) ?? 0) - failedAt).toBe(2_000);
  });

  it('waits at most a minute and a quarter by itself', async () => {
    const { time, store } = setUp();
    const governor = createGovernor({ clock: time.clock, random: () => 0.999, store }, 'x');
    const sentAt: number[] = [];
    for (let round = 0; round < 10; round++) {
      const throttled = async () => {
        sentAt.push(time.clock.now());
        throw new AppError('throttled');
      };
      await time.until(failureOf(governor.run(throttled)));
    }
    const waits = sentAt.slice(1).map((at, index) => at - (sentAt[index] ?? 0));
    expect(waits[0]).toBeGreaterThan(2_400);
    expect(Math.max(...waits)).toBeLessThanOrEqual(75_000);
    expect(waits.at(-1)).toBeGreaterThan(60_000);
  });

  it('fails rather than waits longer than its patience, says until when, and sends nothing before', async () => {
    const { governor, make, time, sends, request } = setUp();
    const patient = { retry: true, patience: 20_000 };
    const short = time.clock.now() + 15_000;
    let failures = 0;
    const once = async () => {
      sends.push(0);
      if (failures++ === 0) throw new AppError('maintenance', { retryAt: short });
      return 'back';
    };
    expect(await time.until(governor.run(once, patient))).toBe('back');

    const retryAt = time.clock.now() + 120_000;
    const refused = await time.until(
      failureOf(governor.run(request('maintenance', { retryAt, status: 503 }), patient)),
    );
    expect(refused).toMatchObject({ code: 'maintenance', details: { retryAt, status: 503 } });
    const sent = sends.length;
    for (const later of [governor, make()]) {
      const error = await failureOf(later.run(request(), patient));
      expect(error).toMatchObject({ code: 'maintenance', details: { retryAt } });
    }
    expect(sends).toHaveLength(sent);
    await time.advance(120_000);
    await time.until(governor.run(request(), patient));
    expect(sends).toHaveLength(sent + 1);
  });
});

describe('a new worker', () => {
  it('waits out the block of the old one, with its back-off step', async () => {
    const { governor, make, time, sends, request } = setUp();
    await failureOf(governor.run(request('throttled')));
    await time.until(failureOf(governor.run(request('throttled'))));
    const second = make();
    await time.until(failureOf(second.run(request('throttled'))));
    await time.until(make().run(request()));
    expect(sends).toEqual([0, 2_000, 6_000, 14_000]);
  });

  it('waits out a Retry-After', async () => {
    const { governor, make, time, sends, request } = setUp();
    await failureOf(governor.run(request('maintenance', { retryAt: time.clock.now() + 120_000 })));
    await time.until(make().run(request()));
    expect(sends).toEqual([0, 120_000]);
  });

  it('keeps the rate with the sends of the old one, wherever that died', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 60 }), fc.nat(2_000), async (rate, diesAfter) => {
        const { governor, make, time, sends, request } = setUp();
        governor.setRate(rate);
        const stop = new AbortController();
        const work = Array.from({ length: 30 }, () =>
          governor.run(request(), { signal: stop.signal }).catch(() => undefined),
        );
        await time.advance(diesAfter);
        stop.abort();
        await Promise.all(work);
        const next = make();
        next.setRate(rate);
        await time.until(Promise.all(Array.from({ length: 10 }, () => next.run(request()))));
        for (const from of sends) {
          expect(sends.filter((at) => at >= from && at < from + 1000).length).toBeLessThanOrEqual(rate);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('is saved at most four times a second', async () => {
    const { governor, time, store, request } = setUp();
    governor.setRate(200);
    await time.until(Promise.all(Array.from({ length: 400 }, () => governor.run(request()))));
    expect(store.saves).toBeLessThanOrEqual(9);
    expect(store.saves).toBeGreaterThanOrEqual(8);
  });

  it('starts afresh from a damaged state, and is not stopped by one from the future', async () => {
    const { make, time, store, sends, request } = setUp();
    store.load = async () => ({ savedAt: 'yesterday' });
    await make().run(request());
    expect(sends).toEqual([0]);
    const later = time.clock.now() + 3_600_000;
    store.load = async () => ({ savedAt: later, blockedUntil: later + 1_000, step: 1 });
    await time.until(make().run(request()));
    expect(sends).toEqual([0, 1_000]);
  });

  it('reports a store that fails, and works again when the store does', async () => {
    const { make, time, store, request } = setUp();
    const load = store.load.bind(store);
    const governor = make();
    store.load = async () => {
      throw new AppError('storage-broken');
    };
    expect((await failureOf(governor.run(request()))).code).toBe('storage-broken');
    store.load = load;
    await time.until(governor.run(request()));
  });
});
