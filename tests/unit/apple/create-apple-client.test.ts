import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import type { AppleLocation } from '../../../lib/apple/contract.ts';
import { createAppleClient, type RequestEntry } from '../../../lib/apple/create-apple-client.ts';
import { calm } from './fake-clock.ts';
import { createParts, failureOf, json } from './fake-parts.ts';

const token = Buffer.from(
  '{"token":"bWFya2Vk","expDate":"2030-11-08T22:33:22+0000","orgName":"ORG1"}',
).toString('base64');

const answers: Record<string, unknown> = {
  'service/config': { limits: { maxRequestPerSecond: 15 } },
  'client/config': {
    uId: '2049',
    countryISO2ACode: 'US',
    locationName: 'PS01',
    notificationAuthToken: 's3cret',
  },
  assets: { assets: [{ adamId: '1' }], totalPages: 1 },
  assignments: { assignments: [{ adamId: '1', serialNumber: 'S1' }], totalPages: 1 },
  users: { users: [{ clientUserId: 'c', status: 'Retired' }], totalPages: 1 },
  status: { eventStatus: 'PENDING' },
};

function plain(url: URL): Response {
  return json(answers[url.pathname.replace('/mdm/v2/', '')]);
}

function setUp(answer: (url: URL, init: RequestInit) => Response | Promise<Response> = plain) {
  const parts = createParts(answer);
  const entries: RequestEntry[] = [];
  const client = createAppleClient({ ...parts.deps, onRequest: (entry) => entries.push(entry) });
  return { ...parts, client, entries, location: client.location(token, '2049') };
}

const reads: [string, (location: AppleLocation, signal?: AbortSignal) => Promise<unknown>, string][] = [
  ['client/config', (l, s) => l.clientConfig(s), ''],
  [
    'assets',
    (l, s) => l.assets({ pageIndex: 0, revocable: false, unlimited: true }, s),
    '?pageIndex=0&revocable=false&unlimited=true',
  ],
  [
    'assignments',
    (l, s) => l.assignments({ pageIndex: 3, serialNumber: 'A&B', sinceVersionId: 'v' }, s),
    '?pageIndex=3&serialNumber=A%26B&sinceVersionId=v',
  ],
  ['users', (l, s) => l.users({ pageIndex: 0, activeOnly: true }, s), '?pageIndex=0&activeOnly=true'],
  ['status', (l, s) => l.eventStatus('e-1', s), '?eventId=e-1'],
];

describe('the request', () => {
  it.each(reads)(
    '%s is a GET with the bearer, without cookie, redirect, cache and referrer',
    async (path, read, query) => {
      const { location, fetch, time } = setUp();
      await time.until(read(location));
      const [url, init] = fetch.mock.calls[0] ?? [];
      expect(url).toBe(`https://vpp.itunes.apple.com/mdm/v2/${path}${query}`);
      expect(init).toEqual({
        method: 'GET',
        headers: { accept: 'application/json', authorization: `Bearer ${token}` },
        redirect: 'error',
        credentials: 'omit',
        cache: 'no-store',
        referrerPolicy: 'no-referrer',
        signal: expect.any(AbortSignal),
      });
    },
  );

  it('for service/config carries no token', async () => {
    const { client, fetch, time } = setUp();
    await time.until(client.serviceConfig());
    expect(fetch.mock.calls[0]?.[0]).toBe('https://vpp.itunes.apple.com/mdm/v2/service/config');
    expect(JSON.stringify(fetch.mock.calls[0]?.[1])).not.toMatch(/authorization|Bearer/i);
  });

  it('works with a fetch that refuses to be a method', async () => {
    const { deps, time } = setUp();
    async function native(this: unknown) {
      if (this !== undefined) throw new TypeError('Illegal invocation');
      return json(answers.assets);
    }
    const client = createAppleClient({ ...deps, fetch: native });
    const page = await time.until(client.location(token, 'x').assets({ pageIndex: 0 }));
    expect(page.assets[0]?.adamId).toBe('1');
  });

  it('gives the webhook secret of client/config to nobody', async () => {
    const { location, time } = setUp();
    expect(JSON.stringify(await time.until(location.clientConfig()))).not.toContain('s3cret');
  });
});

describe('where the token goes', () => {
  it.each([
    ['https://vpp.itunes.apple.com/mdm/v3/getAssets', 'https://vpp.itunes.apple.com/mdm/v3/getAssets'],
    ['https://evil.example/mdm/v2/assets', undefined],
    ['https://vpp.itunes.apple.com.evil.example/mdm/v2/assets', undefined],
    ['https://vpp.itunes.apple.com:8443/mdm/v2/assets', undefined],
    ['https://user@vpp.itunes.apple.com/mdm/v2/assets', undefined],
    ['http://vpp.itunes.apple.com/mdm/v2/assets', undefined],
    ['https://vpp.itunes.apple.com/elsewhere', undefined],
    ['//evil.example', undefined],
    ['nonsense', undefined],
  ])('service/config naming %s moves it only within the host', async (named, expected) => {
    const { client, location, fetch, time } = setUp((url) =>
      url.pathname.endsWith('service/config') ? json({ urls: { getAssets: named } }) : json(answers.assets),
    );
    await time.until(client.serviceConfig());
    await time.until(location.assets({ pageIndex: 0 }));
    const sent = fetch.mock.calls[1]?.[0];
    expect(sent).toBe(`${expected ?? 'https://vpp.itunes.apple.com/mdm/v2/assets'}?pageIndex=0`);
  });

  it('a text that is no header value is refused before fetch could quote it', async () => {
    const { client, fetch } = setUp();
    const error = await failureOf(client.location(`${token}\nX: y`, 'k').assets({ pageIndex: 0 }));
    expect(error.code).toBe('invalid');
    expect(fetch).not.toHaveBeenCalled();
  });

  it('no failure and no log entry shows it', async () => {
    const ways: (() => Response)[] = [
      () =>
        json(
          { errorNumber: 9622, errorMessage: `Token ${token} is bad`, errorInfo: { token } },
          { status: 401 },
        ),
      () => new Response(`<html>${token}</html>`, { status: 403 }),
      () => json({ assets: [{ [token]: token, adamId: 5 }] }),
      () => json({ assets: token }),
      () => {
        throw new TypeError(`Headers.append: "Bearer ${token}" is an invalid header value`);
      },
    ];
    for (const way of ways) {
      const { location, entries, time } = setUp(way);
      const error = await time.until(failureOf(location.assets({ pageIndex: 0 })));
      const shown = JSON.stringify([
        error.code,
        error.details,
        error.message,
        error.stack,
        String(error.cause),
      ]);
      expect(shown + JSON.stringify(entries)).not.toContain(token.slice(0, 8));
      expect(error.cause).toBeUndefined();
    }
  });
});

describe('service/config', () => {
  it('is read once for callers at the same time, and again after five minutes', async () => {
    const { client, fetch, time } = setUp();
    await time.until(Promise.all([client.serviceConfig(), client.serviceConfig()]));
    await time.advance(299_000);
    await time.until(client.serviceConfig());
    expect(fetch).toHaveBeenCalledTimes(1);
    await time.advance(2_000);
    await time.until(client.serviceConfig());
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  it('is told each time that it was read', async () => {
    const { deps, time } = setUp();
    const onConfig = vi.fn();
    const client = createAppleClient({ ...deps, onConfig });
    await time.until(client.serviceConfig());
    await time.until(client.serviceConfig());
    expect(onConfig.mock.calls).toMatchObject([[{ limits: { maxRequestPerSecond: 15 } }]]);
    await time.advance(301_000);
    await time.until(client.serviceConfig());
    expect(onConfig).toHaveBeenCalledTimes(2);
  });

  it('is not remembered as failed, and one caller’s end is not the others’', async () => {
    let broken = true;
    const { client, time } = setUp((url) => (broken ? new Response('<p>', { status: 404 }) : plain(url)));
    expect((await time.until(failureOf(client.serviceConfig()))).code).toBe('not-json');
    broken = false;
    const stop = new AbortController();
    const gone = failureOf(client.serviceConfig(stop.signal));
    const stays = client.serviceConfig();
    stop.abort();
    expect((await gone).code).toBe('cancelled');
    expect((await time.until(stays)).limits.maxRequestPerSecond).toBe(15);
  });

  it('sets the limit of locations known before and after', async () => {
    const { client, location, deps, time } = setUp((url) =>
      url.pathname.endsWith('service/config') ? json({ limits: { maxRequestPerSecond: 2 } }) : plain(url),
    );
    await time.until(client.serviceConfig());
    for (const [one, key] of [
      [location, '2049'],
      [client.location(token, 'new'), 'new'],
    ] as const) {
      deps.governor(key).setRate(1000);
      const start = time.clock.now();
      await time.until(Promise.all([1, 2, 3].map(() => one.assets({ pageIndex: 0 }))));
      expect(time.clock.now() - start).toBe(1000);
    }
  });
});

describe('failures on the way', () => {
  const dead = () => {
    throw new TypeError('Failed to fetch');
  };

  it('tells a denied host, a network that is down and a silent host apart', async () => {
    const { deps, location, hasPermission, time } = {
      ...setUp(dead),
      hasPermission: vi.fn(async () => true),
    };
    expect(await time.until(failureOf(location.clientConfig()))).toMatchObject({
      code: 'offline',
      details: { network: 'no-answer', endpoint: 'client/config' },
    });
    const down = createAppleClient({ ...deps, hasPermission, isOnline: () => false });
    expect(await time.until(failureOf(down.location(token, 'k').clientConfig()))).toMatchObject({
      code: 'offline',
      details: { network: 'down' },
    });
    hasPermission.mockResolvedValue(false);
    expect((await time.until(failureOf(down.location(token, 'k').clientConfig()))).code).toBe(
      'missing-permission',
    );
  });

  it('takes a browser that does not say what is allowed for one that allows it', async () => {
    const { deps, time } = setUp(dead);
    const hasPermission = () => Promise.reject(new Error('No SW'));
    const client = createAppleClient({ ...deps, hasPermission });
    expect((await time.until(failureOf(client.location(token, 'k').clientConfig()))).code).toBe('offline');
  });

  it('asks for the permission only after a failure', async () => {
    const { location, deps, time } = setUp();
    await time.until(location.clientConfig());
    expect(deps.hasPermission).not.toHaveBeenCalled();
  });

  it('a connection that breaks within the body is offline', async () => {
    const { location, time } = setUp(
      () =>
        new Response(
          new ReadableStream({
            pull(controller) {
              controller.error(new TypeError('network error'));
            },
          }),
        ),
    );
    expect((await time.until(failureOf(location.clientConfig()))).code).toBe('offline');
  });

  const silent = (_: URL, init: RequestInit) =>
    new Promise<Response>((_resolve, reject) => {
      init.signal?.addEventListener('abort', () => reject(init.signal?.reason));
    });

  it('ends a silent request after 30 seconds, three times in all', async () => {
    const { location, time, fetch, entries } = setUp(silent);
    const start = time.clock.now();
    const error = await time.until(failureOf(location.clientConfig()));
    expect(error).toMatchObject({ code: 'timed-out', details: { seconds: 30 } });
    expect(fetch).toHaveBeenCalledTimes(3);
    expect(time.clock.now() - start).toBe(3 * 30_000 + 2_000 + 4_000);
    expect(entries.map((entry) => entry.outcome)).toEqual(['timed-out', 'timed-out', 'timed-out']);
    expect(time.timers()).toBe(0);
  });

  it('is cancelled at once by the caller, and leaves no timer', async () => {
    const { location, time, fetch } = setUp(silent);
    const stop = new AbortController();
    const work = failureOf(location.assets({ pageIndex: 0 }, stop.signal));
    await calm();
    expect(fetch).toHaveBeenCalledTimes(1);
    stop.abort(new Error('whatever'));
    expect((await work).code).toBe('cancelled');
    expect(time.timers()).toBe(0);
  });

  it('repeats a read after 429 with Retry-After, and then succeeds', async () => {
    let calls = 0;
    const { location, time, entries } = setUp((url) =>
      ++calls === 1
        ? json({ errorNumber: 9646 }, { status: 429, headers: { 'retry-after': '10' } })
        : plain(url),
    );
    const start = time.clock.now();
    await time.until(location.assignments({ pageIndex: 7, serialNumber: 'SECRETSERIAL' }));
    expect(time.clock.now() - start).toBe(10_000);
    expect(entries).toEqual([
      {
        endpoint: 'assignments',
        pageIndex: 7,
        startedAt: start,
        took: 0,
        outcome: 'throttled',
        status: 429,
        errorNumber: 9646,
      },
      { endpoint: 'assignments', pageIndex: 7, startedAt: start + 10_000, took: 0, outcome: 'ok' },
    ]);
  });

  it.each(['errorNumber', 'status'])('an unknown event is refused with its %s', async (key) => {
    const { location, time } = setUp(() => json({ errorNumber: 9708 }, { status: 400 }));
    const error = await time.until(failureOf(location.eventStatus('gone')));
    expect(error.code).toBe('apple-refused');
    expect(error.details).toHaveProperty(key, { errorNumber: 9708, status: 400 }[key]);
  });
});

it('keeps Zod from probing for new Function, which the CSP would report', () => {
  expect(z.config().jitless).toBe(true);
});
