import { describe, expect, it } from 'vitest';
import { createStoreLookup, type StoreFacts } from '../../../lib/apple/lookup.ts';
import { createParts, failureOf, json } from './fake-parts.ts';

interface Call {
  ids: string[];
  country: string;
  at: number;
}

/** A store that has each id in the listed countries. */
function setUp(stock: (id: string, country: string) => object | undefined, first: (() => Response)[] = []) {
  const calls: Call[] = [];
  const parts = createParts((url) => {
    const ids = url.searchParams.get('id')?.split(',') ?? [];
    const country = url.searchParams.get('country') ?? '';
    calls.push({ ids, country, at: parts.time.clock.now() });
    const instead = first.shift();
    if (instead !== undefined) return instead();
    const results = ids.map((id) => stock(id, country)).filter((item) => item !== undefined);
    return new Response(JSON.stringify({ resultCount: results.length, results: results.toReversed() }), {
      headers: { 'content-type': 'text/javascript; charset=utf-8' },
    });
  });
  const lookup = createStoreLookup({ ...parts.deps, fallbacks: ['us', 'gb'] });
  const found = new Map<string, StoreFacts | 'missing'>();
  const ask = (adamIds: string[], country?: string, signal?: AbortSignal) =>
    lookup.lookUp({
      adamIds,
      country,
      ...(signal === undefined ? {} : { signal }),
      onResult: (result) => {
        for (const [id, facts] of result) found.set(id, facts);
      },
    });
  return { ...parts, calls, found, ask };
}

const named = (id: string) => ({ trackId: Number(id), trackName: `App ${id}` });

describe('lookUp', () => {
  it('asks in batches of 150 in the location’s storefront, 20 calls a minute, each id once', async () => {
    const { ask, calls, found, time } = setUp(named);
    const ids = Array.from({ length: 400 }, (_, index) => String(1000 + index));
    await time.until(ask([...ids, ...ids], 'DE'));
    expect(calls.map((call) => [call.ids.length, call.country])).toEqual([
      [150, 'de'],
      [150, 'de'],
      [100, 'de'],
    ]);
    expect(calls.map((call) => call.at - (calls[0]?.at ?? 0))).toEqual([0, 3000, 6000]);
    expect(found.size).toBe(400);
    expect(found.get('1399')).toEqual({ name: 'App 1399' });
  });

  it('asks the fallbacks only for what is missing, and calls missing what none has', async () => {
    const { ask, calls, found, time } = setUp((id, country) =>
      id === '1' || (id === '2' && country === 'gb') ? named(id) : undefined,
    );
    await time.until(ask(['1', '2', '3'], 'FR'));
    expect(calls.map(({ ids, country }) => [ids, country])).toEqual([
      [['1', '2', '3'], 'fr'],
      [['2', '3'], 'us'],
      [['2', '3'], 'gb'],
    ]);
    expect(Object.fromEntries(found)).toEqual({ 1: { name: 'App 1' }, 2: { name: 'App 2' }, 3: 'missing' });
  });

  it('does not ask a storefront twice, nor one that is no country, nor for what is no id', async () => {
    const { ask, calls, found, time } = setUp(() => undefined);
    await time.until(ask(['1', '2&entity=x', 'x'], 'US'));
    expect(calls.map(({ ids, country }) => [ids, country])).toEqual([
      [['1'], 'us'],
      [['1'], 'gb'],
    ]);
    expect([...found.keys()].toSorted()).toEqual(['1', '2&entity=x', 'x']);
    calls.length = 0;
    await time.until(ask(['1'], 'us&x=y'));
    expect(calls.map((call) => call.country)).toEqual(['us', 'gb']);
  });

  it('sends no secret, no cookie, and follows no redirect', async () => {
    const { ask, fetch, time } = setUp(named);
    await time.until(ask(['1'], 'us'));
    expect(fetch.mock.calls[0]).toEqual([
      'https://itunes.apple.com/lookup?id=1&country=us',
      expect.objectContaining({
        headers: { accept: 'application/json' },
        credentials: 'omit',
        redirect: 'error',
        referrerPolicy: 'no-referrer',
      }),
    ]);
  });

  it('reads all fields of apps and books, and no link that leaves Apple', async () => {
    const items: Record<string, object> = {
      1: {
        trackId: 1,
        trackName: 'Keynote 演示 🎉',
        sellerName: 'Apple Inc.',
        artistName: 'Apple',
        bundleId: 'com.apple.Keynote',
        trackViewUrl: 'https://apps.apple.com/us/app/id1',
        artworkUrl60: 'https://is1-ssl.mzstatic.com/a/60x60bb.jpg',
        artworkUrl512: 'https://is1-ssl.mzstatic.com/a/512x512bb.jpg',
      },
      2: {
        trackId: '2',
        trackName: 'A book',
        artistName: 'A writer',
        kind: 'ebook',
        trackViewUrl: 'javascript:alert(1)',
      },
      3: { trackId: 3, trackName: '', sellerName: 'nameless' },
      4: { trackId: 99, trackName: 'not asked for' },
      5: {
        trackId: 5,
        trackName: 'Odd',
        bundleId: 7,
        artworkUrl100: null,
        trackViewUrl: 'https://apple.com.evil.example/',
      },
    };
    const { ask, found, time } = setUp((id) => items[id]);
    await time.until(ask(['1', '2', '3', '4', '5']));
    expect(Object.fromEntries(found)).toEqual({
      1: {
        name: 'Keynote 演示 🎉',
        sellerName: 'Apple Inc.',
        bundleId: 'com.apple.Keynote',
        storeUrl: 'https://apps.apple.com/us/app/id1',
        artworkUrl: 'https://is1-ssl.mzstatic.com/a/512x512bb.jpg',
      },
      2: { name: 'A book', sellerName: 'A writer' },
      3: 'missing',
      4: 'missing',
      5: { name: 'Odd' },
    });
  });

  it.each([
    [
      '429 with HTML',
      () => new Response('<html>', { status: 429, headers: { 'retry-after': '15' } }),
      15_000,
    ],
    ['an empty 403', () => new Response('', { status: 403 }), 3_000],
    [
      'an empty 403 with Retry-After',
      () => new Response('', { status: 403, headers: { 'retry-after': '18' } }),
      18_000,
    ],
    ['503', () => new Response('busy', { status: 503, headers: { 'retry-after': '9' } }), 9_000],
  ])('waits after %s and asks again', async (_, refusal, wait) => {
    const { ask, calls, found, time } = setUp(named, [refusal]);
    await time.until(ask(['1'], 'us'));
    expect((calls[1]?.at ?? 0) - (calls[0]?.at ?? 0)).toBe(wait);
    expect(found.get('1')).toEqual({ name: 'App 1' });
  });

  it('does not sit out a long wait, says when it may go on, and asks nothing before', async () => {
    const hour = () => new Response('<html>', { status: 429, headers: { 'retry-after': '3600' } });
    const { ask, calls, time } = setUp(named, [hour]);
    const start = time.clock.now();
    for (let round = 0; round < 2; round++) {
      expect(await time.until(failureOf(ask(['1'], 'us')))).toMatchObject({
        code: 'throttled',
        details: { retryAt: start + 3_600_000 },
      });
    }
    expect(time.clock.now()).toBe(start);
    expect([calls.length, time.timers()]).toEqual([1, 0]);
  });

  it('keeps what came before a failure', async () => {
    const html = () => new Response('<html>sign in</html>');
    const { ask, found, time, calls } = setUp(named, [() => json({ results: [named('1000')] }), html]);
    const ids = Array.from({ length: 200 }, (_, index) => String(1000 + index));
    expect((await time.until(failureOf(ask(ids, 'us')))).code).toBe('not-json');
    expect(Object.fromEntries(found)).toEqual({ 1000: { name: 'App 1000' } });
    expect(calls).toHaveLength(2);
  });

  it('is cancelled while it waits for its turn', async () => {
    const { ask, time, calls } = setUp(() => undefined);
    const stop = new AbortController();
    const work = failureOf(ask(['1'], 'us', stop.signal));
    await time.advance(1000);
    stop.abort();
    expect((await work).code).toBe('cancelled');
    expect(calls).toHaveLength(1);
  });

  it('does nothing for no ids', async () => {
    const { ask, calls, found, time } = setUp(named);
    await time.until(ask([], 'us'));
    expect([calls.length, found.size]).toEqual([0, 0]);
  });
});
