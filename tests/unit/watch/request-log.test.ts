import { expect, it } from 'vitest';
import { createRequestLog } from '../../../lib/watch/request-log.ts';
import { openFreshDatabase } from '../cache/fresh-database.ts';

function setUp() {
  const cache = openFreshDatabase();
  const bugs: unknown[] = [];
  let time = 100;
  const log = createRequestLog({ cache, now: () => time++, onBug: (error) => bugs.push(error) });
  return { cache, log, bugs };
}

it('remembers host, path, status and time of each request, and nothing that could be secret', async () => {
  const { cache, log } = setUp();
  const fetch = log.wrap(async () => new Response('{}', { status: 429 }));
  await fetch('https://vpp.itunes.apple.com/mdm/v2/assignments?serialNumber=C0239X000001', {
    headers: { authorization: 'Bearer SECRET' },
  });
  await log.flush();
  const rows = await cache.requests.toArray();
  expect(rows).toEqual([
    {
      id: 1,
      at: 100,
      ms: 1,
      method: 'GET',
      host: 'vpp.itunes.apple.com',
      path: '/mdm/v2/assignments',
      status: 429,
    },
  ]);
});

it('remembers a request without an answer and hands its failure on', async () => {
  const { cache, log } = setUp();
  const fetch = log.wrap(async () => {
    throw new TypeError('Failed to fetch');
  });
  await expect(fetch('https://itunes.apple.com/lookup?id=1', {})).rejects.toThrow('Failed to fetch');
  await log.flush();
  const [row] = await cache.requests.toArray();
  expect(row?.path).toBe('/lookup');
  expect(row?.status).toBeUndefined();
});

it('keeps the newest when there are very many', async () => {
  const { cache, log } = setUp();
  const fetch = log.wrap(async (url) => new Response('', { status: url.endsWith('/last') ? 200 : 500 }));
  for (let round = 0; round < 5001; round++) await fetch('https://itunes.apple.com/lookup', {});
  await fetch('https://itunes.apple.com/last', {});
  await log.flush();
  expect(await cache.requests.count()).toBe(5000);
  expect((await cache.requests.orderBy(':id').last())?.path).toBe('/last');
});

it('forgets with a wipe what was not written yet', async () => {
  const { cache, log } = setUp();
  await log.wrap(async () => new Response('{}'))('https://itunes.apple.com/lookup', {});
  await log.clear();
  await log.flush();
  expect(await cache.requests.count()).toBe(0);
});
