import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import type { AppleWrites } from '../../../lib/apple/contract.ts';
import { createAppleClient, type RequestEntry } from '../../../lib/apple/create-apple-client.ts';
import { calm } from './fake-clock.ts';
import { createParts, failureOf, json } from './fake-parts.ts';

const token = 'eyJ0b2tlbiI6ImJXRnlhMlZrIn0=';
const done = () => json({ eventId: '954910a8', uId: '2049' });

function setUp(answer: (url: URL, init: RequestInit) => Response | Promise<Response> = done) {
  const parts = createParts(answer);
  const entries: RequestEntry[] = [];
  const client = createAppleClient({ ...parts.deps, onRequest: (entry) => entries.push(entry) });
  return { ...parts, client, entries, location: client.location(token, '2049') };
}

const assets = [{ adamId: '408709785', pricingParam: 'STDQ' as const }];
const grant = { assets, clientUserIds: ['client-1'], serialNumbers: ['C02Y402HLCM6'] };

/** Path, key of service/config, call, and the body byte for byte; the first as Apple's sample (reference 4.4). */
const writes: [
  string,
  string,
  (apple: AppleWrites, signal?: AbortSignal) => Promise<{ eventId: string }>,
  string,
][] = [
  [
    'assets/associate',
    'associateAssets',
    (apple, signal) => apple.associate(grant, signal),
    '{"assets":[{"adamId":"408709785","pricingParam":"STDQ"}],"clientUserIds":["client-1"],"serialNumbers":["C02Y402HLCM6"]}',
  ],
  [
    'assets/disassociate',
    'disassociateAssets',
    (apple, signal) => apple.disassociate({ assets, clientUserIds: [], serialNumbers: ['S1', 'S2'] }, signal),
    '{"assets":[{"adamId":"408709785","pricingParam":"STDQ"}],"serialNumbers":["S1","S2"]}',
  ],
  [
    'assets/revoke',
    'revokeAssets',
    (apple, signal) => apple.revoke({ clientUserIds: ['client-1'], serialNumbers: [] }, signal),
    '{"clientUserIds":["client-1"]}',
  ],
  [
    'users/create',
    'createUsers',
    (apple, signal) =>
      apple.createUsers(
        [
          { clientUserId: 'a', email: 'a@example.com' },
          { clientUserId: 'b', managedAppleId: 'b@m.example' },
        ],
        signal,
      ),
    '{"users":[{"clientUserId":"a","email":"a@example.com"},{"clientUserId":"b","managedAppleId":"b@m.example"}]}',
  ],
  [
    'users/update',
    'updateUsers',
    (apple, signal) => apple.updateUsers([{ clientUserId: 'a', email: 'new@example.com' }], signal),
    '{"users":[{"clientUserId":"a","email":"new@example.com"}]}',
  ],
  [
    'users/retire',
    'retireUsers',
    (apple, signal) => apple.retireUsers(['a', 'b'], signal),
    '{"users":[{"clientUserId":"a"},{"clientUserId":"b"}]}',
  ],
];

describe('a write', () => {
  it.each(writes)(
    '%s is one POST as documented, without cookie and redirect',
    async (path, _, write, body) => {
      const { location, fetch, time, entries } = setUp();
      expect(await time.until(write(location))).toEqual({ eventId: '954910a8' });
      expect(fetch.mock.calls).toEqual([
        [
          `https://vpp.itunes.apple.com/mdm/v2/${path}`,
          {
            method: 'POST',
            headers: {
              accept: 'application/json',
              authorization: `Bearer ${token}`,
              'content-type': 'application/json',
            },
            body,
            redirect: 'error',
            credentials: 'omit',
            cache: 'no-store',
            referrerPolicy: 'no-referrer',
            signal: expect.any(AbortSignal),
          },
        ],
      ]);
      expect(entries).toMatchObject([{ endpoint: path, outcome: 'ok' }]);
    },
  );

  it.each(writes)('%s goes where service/config says, but to no other call', async (path, key, write) => {
    const base = 'https://vpp.itunes.apple.com/mdm';
    const documented = `${base}/v2/${path}`;
    for (const [named, expected] of [
      [`${base}/v3/${path}`, `${base}/v3/${path}`],
      [`${base}/v2/client/config`, documented],
      [`${base}/v2/client/config?${path}`, documented],
      [`${base}/v2/client/config#/${path}`, documented],
      [`${base}/v2/client/config/../config`, documented],
      [`${base}/v2/client%2Fconfig`, documented],
      [`${base}/v2/subscriptions/enable`, documented],
      [`https://evil.example/mdm/v2/${path}`, documented],
      [`http://vpp.itunes.apple.com/mdm/v2/${path}`, documented],
    ]) {
      const { client, location, fetch, time } = setUp((url) =>
        url.pathname.endsWith('service/config') ? json({ urls: { [key]: named } }) : done(),
      );
      await time.until(client.serviceConfig());
      await time.until(write(location));
      expect(fetch.mock.calls[1]?.[0]).toBe(expected);
    }
  });

  it('sends of what it is given only what Apple knows', async () => {
    const { location, fetch, time } = setUp();
    const asset = { adamId: '1', pricingParam: 'PLUS' as const, availableCount: 5, name: 'Secret' };
    const person = { clientUserId: 'a', email: 'a@example.com', name: 'Ada', notes: 'private' };
    await time.until(location.associate({ assets: [asset], clientUserIds: ['a'], serialNumbers: [] }));
    await time.until(location.createUsers([person]));
    expect(fetch.mock.calls.map(([, init]) => init.body)).toEqual([
      '{"assets":[{"adamId":"1","pricingParam":"PLUS"}],"clientUserIds":["a"]}',
      '{"users":[{"clientUserId":"a","email":"a@example.com"}]}',
    ]);
  });

  it('waits its turn with the reads of the location', async () => {
    const { location, deps, time } = setUp();
    deps.governor('2049').setRate(2);
    const start = time.clock.now();
    await time.until(
      Promise.all([location.retireUsers(['a']), location.retireUsers(['b']), location.retireUsers(['c'])]),
    );
    expect(time.clock.now() - start).toBe(1000);
  });
});

describe('a write that fails', () => {
  const html = (status: number) => () => new Response('<html>Bad gateway</html>', { status });
  const refusal = (errorNumber: number, status: number) => () => json({ errorNumber }, { status });
  const broken = () =>
    new Response(new ReadableStream({ pull: (c) => c.error(new TypeError('network error')) }));
  const dead = () => {
    throw new TypeError('Failed to fetch');
  };

  it.each([
    ['a sync refusal', refusal(9709, 400), 'apple-refused', 'nothing'],
    ['an unknown user', refusal(9609, 400), 'apple-refused', 'nothing'],
    ['a refusal with HTTP 200', refusal(9622, 200), 'invalid', 'nothing'],
    ['another refusal with HTTP 200', refusal(9703, 200), 'apple-refused', 'nothing'],
    ['too many requests', refusal(9646, 429), 'throttled', 'nothing'],
    ['too many requests, without a number', () => json({}, { status: 429 }), 'throttled', 'nothing'],
    ['maintenance', refusal(9729, 503), 'maintenance', 'nothing'],
    ['a token that ended', refusal(9621, 401), 'expired', 'nothing'],
    ['a token that was revoked', refusal(9625, 401), 'revoked', 'nothing'],
    ['401 without a number', () => new Response('', { status: 401 }), 'unauthorized', 'nothing'],
    ['a token that may only read', refusal(9637, 403), 'not-allowed', 'nothing'],
    ['the wrong type', refusal(9727, 415), 'apple-refused', 'nothing'],
    ['an internal error', refusal(9603, 500), 'server', 'unknown'],
    ['an internal error with HTTP 200', refusal(9603, 200), 'server', 'unknown'],
    ['another number with a 5xx', refusal(9602, 500), 'server', 'unknown'],
    ['503 of a gateway', () => new Response('', { status: 503 }), 'maintenance', 'unknown'],
    ['a web page with 502', html(502), 'server', 'unknown'],
    ['a web page with 200', html(200), 'not-json', 'unknown'],
    ['a web page with 429', html(429), 'throttled', 'unknown'],
    ['half an answer', () => new Response('{"eventId":"95'), 'not-json', 'unknown'],
    ['an empty answer', () => new Response(''), 'not-json', 'unknown'],
    ['an answer without an event', () => json({ uId: '2049' }), 'unexpected-answer', 'unknown'],
    ['an event without a name', () => json({ eventId: '' }), 'unexpected-answer', 'unknown'],
    ['400 without a number', () => json({}, { status: 400 }), 'apple-refused', 'unknown'],
    ['a line that breaks', broken, 'offline', 'unknown'],
    ['no answer', dead, 'offline', 'unknown'],
  ])('%s: sent once, and says whether it may be done', async (_, answer, code, done) => {
    const { location, time, fetch } = setUp(answer);
    const error = await time.until(failureOf(location.associate(grant)));
    expect(error).toMatchObject({ code, details: { done, endpoint: 'assets/associate' } });
    expect(fetch).toHaveBeenCalledTimes(1);
    expect(time.timers()).toBe(0);
  });

  const silent = (_: URL, init: RequestInit) =>
    new Promise<Response>((_resolve, reject) => {
      init.signal?.addEventListener('abort', () => reject(init.signal?.reason));
    });

  it('a silent host: unknown, after 30 seconds and once', async () => {
    const { location, time, fetch } = setUp(silent);
    const error = await time.until(failureOf(location.associate(grant)));
    expect(error).toMatchObject({ code: 'timed-out', details: { done: 'unknown' } });
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  it('cancelled while it waits its turn: nothing; after it left: unknown', async () => {
    const { location, time, fetch, deps } = setUp(silent);
    deps.governor('2049').setRate(1);
    const [first, second] = [new AbortController(), new AbortController()];
    const sent = failureOf(location.associate(grant, first.signal));
    await calm();
    const waiting = failureOf(location.associate(grant, second.signal));
    await calm();
    second.abort();
    first.abort();
    expect(await waiting).toMatchObject({ code: 'cancelled', details: { done: 'nothing' } });
    expect(await sent).toMatchObject({ code: 'cancelled', details: { done: 'unknown' } });
    expect(fetch).toHaveBeenCalledTimes(1);
    expect(time.timers()).toBe(0);
  });

  it('a missing permission, a network that is down, a text that is no header: nothing, and no request', async () => {
    const { deps, fetch, time } = setUp();
    const denied = createAppleClient({ ...deps, hasPermission: async () => false });
    const down = createAppleClient({ ...deps, isOnline: () => false });
    const odd = createAppleClient(deps);
    for (const [client, text, code] of [
      [denied, token, 'missing-permission'],
      [down, token, 'offline'],
      [odd, `${token}\nX: y`, 'invalid'],
    ] as const) {
      const error = await time.until(failureOf(client.location(text, 'k').retireUsers(['a'])));
      expect(error).toMatchObject({ code, details: { done: 'nothing' } });
    }
    expect(fetch).not.toHaveBeenCalled();
  });

  it('a permission that is withdrawn while it runs: unknown', async () => {
    const { deps, time } = setUp(dead);
    const hasPermission = vi.fn(async () => false).mockResolvedValueOnce(true);
    const client = createAppleClient({ ...deps, hasPermission });
    const error = await time.until(failureOf(client.location(token, 'k').retireUsers(['a'])));
    expect(error).toMatchObject({ code: 'missing-permission', details: { done: 'unknown' } });
  });

  it('a location that Apple asked to wait for: nothing, and when to come back', async () => {
    const { location, time, fetch } = setUp(() =>
      json({ errorNumber: 9729 }, { status: 503, headers: { 'retry-after': '120' } }),
    );
    const start = time.clock.now();
    await time.until(failureOf(location.retireUsers(['a'])));
    const error = await time.until(failureOf(location.retireUsers(['a'])));
    expect(error).toMatchObject({
      code: 'maintenance',
      details: { done: 'nothing', retryAt: start + 120_000 },
    });
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  it('a store that fails before it leaves: nothing; after: unknown', async () => {
    const { deps, time, store } = setUp(refusal(9603, 500));
    const location = createAppleClient(deps).location(token, 'k');
    const save = store.save.bind(store);
    store.save = async () => {
      throw new Error('disk');
    };
    const before = await time.until(failureOf(location.retireUsers(['a'])));
    expect(before.details.done).toBe('nothing');
    store.save = save;
    const after = await time.until(failureOf(location.retireUsers(['a'])));
    expect(after.details.done).toBe('unknown');
  });

  it('shows the token nowhere', async () => {
    const { location, time, entries } = setUp(() => {
      throw new TypeError(`Headers.append: "Bearer ${token}" is an invalid header value`);
    });
    const error = await time.until(failureOf(location.associate(grant)));
    expect(JSON.stringify([error.details, error.stack, String(error.cause), entries])).not.toContain(
      token.slice(0, 8),
    );
  });
});

it('only the one file of the folder can POST', () => {
  const folder = new URL('../../../lib/apple/', import.meta.url);
  const methods = readdirSync(folder).flatMap((name) =>
    [...readFileSync(new URL(name, folder), 'utf8').matchAll(/method: *'(\w+)'/g)].map((found) => [
      name,
      found[1],
    ]),
  );
  expect(methods).toEqual([
    ['http.ts', 'GET'],
    ['post-write.ts', 'POST'],
  ]);
});
