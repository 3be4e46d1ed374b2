import { request } from 'node:http';
import { connect as dial } from 'node:net';
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { startTestSimulator } from './harness.ts';

const itunes = { host: 'itunes.apple.com' };
const images = { host: 'is1-ssl.mzstatic.com' };

describe('public look-up (reference 12, route C)', () => {
  it('answers in batches, without custom apps', async () => {
    const { ask } = await startTestSimulator();
    const answer = await ask('/lookup?id=361309726,1500000001,1600000001,1700000001,5&country=us', itunes);
    expect(answer.headers['content-type']).toMatch(/^text\/javascript/);
    const { results, ...rest } = answer.json;
    expect(rest).toEqual({ resultCount: 3 });
    expect(results?.map(({ trackId, trackName }) => [trackId, trackName])).toEqual([
      [361309726, 'Pages'],
      [1500000001, '=SUM("Fractions") 🍕'],
      [1600000001, '星の本'],
    ]);
    expect(results?.[0]?.artworkUrl512).toMatch(/^https:\/\/is1-ssl\.mzstatic\.com\//);
    expect(results?.[2]).not.toHaveProperty('bundleId');
  });

  it('knows some apps in some countries only', async () => {
    const { ask } = await startTestSimulator({ seed: 'school' });
    const count = async (country: string) =>
      (await ask(`/lookup?id=1099541378&country=${country}`, itunes)).json.resultCount;
    expect([await count('us'), await count('GB')]).toEqual([0, 1]);
  });

  it('throttles with a web page', async () => {
    const config = { lookupRate: { calls: 2, windowMs: 60_000, retryAfter: 30 } };
    const { ask, apple } = await startTestSimulator({ config });
    for (const _ of [1, 2]) expect((await ask('/lookup?id=1', itunes)).status).toBe(200);
    const refused = await ask('/lookup?id=1', itunes);
    expect([refused.status, refused.headers['retry-after'], refused.headers['content-type']]).toEqual([
      429,
      '30',
      'text/html',
    ]);
    apple.advance(60_000);
    expect((await ask('/lookup?id=1', itunes)).status).toBe(200);
  });
});

describe('image host', () => {
  it('draws a picture of the asked size, the same each time and another for each app', async () => {
    const { ask } = await startTestSimulator();
    const { results = [] } = (await ask('/lookup?id=361309726,1500000001', itunes)).json;
    const paths = results.map(({ artworkUrl100 }) => new URL(String(artworkUrl100)).pathname);
    const [first, second] = await Promise.all(paths.map((path) => ask(path, images)));
    const again = await ask(paths[0] ?? '', images);
    expect(first?.headers['content-type']).toBe('image/png');
    expect(first?.bytes.equals(again.bytes)).toBe(true);
    expect(first?.bytes.equals(second?.bytes ?? Buffer.alloc(0))).toBe(false);
    expect([first?.bytes.readUInt32BE(16), first?.bytes.readUInt32BE(20)]).toEqual([100, 100]);
    const start = (first?.bytes.indexOf('IDAT') ?? 0) + 4;
    const length = first?.bytes.readUInt32BE(start - 8) ?? 0;
    expect(inflateSync(first?.bytes.subarray(start, start + length) ?? '')).toHaveLength(301 * 100);
    expect((await ask('/nothing.png', images)).status).toBe(404);
  });
});

describe('hosts and ports', () => {
  it('answers 421 for a host that is not here', async () => {
    const { ask } = await startTestSimulator();
    expect((await ask('/', { host: 'api.ent.apple.com' })).status).toBe(421);
  });

  it('serves the portals', async () => {
    const { ask, hosts } = await startTestSimulator();
    for (const host of ['business.apple.com', 'school.apple.com']) {
      expect(hosts).toContain(host);
      expect((await ask('/', { host })).status).toBe(200);
    }
  });

  it('has a proxy that connects to our hosts and refuses all others', async () => {
    const { proxyPort, log } = await startTestSimulator();
    const connect = (path: string): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        const outgoing = request({ host: '127.0.0.1', port: proxyPort, method: 'CONNECT', path });
        outgoing.on('connect', (response, socket) => {
          socket.destroy();
          resolve(response.statusCode);
        });
        outgoing.on('error', reject);
        outgoing.end();
      });
    expect(await connect('vpp.itunes.apple.com:443')).toBe(200);
    expect(await connect('telemetry.example:443')).toBe(403);
    expect(log.refusedConnects).toEqual(['telemetry.example:443']);
  });

  it('outlives browsers that reset a refused connection', async () => {
    const { proxyPort, log } = await startTestSimulator();
    const reset = () =>
      new Promise((resolve) => {
        const socket = dial(proxyPort, '127.0.0.1');
        socket.on('close', resolve);
        socket.write('CONNECT telemetry.example:443 HTTP/1.1\r\nHost: telemetry.example\r\n\r\n', () =>
          socket.resetAndDestroy(),
        );
      });
    await Promise.all(Array.from({ length: 50 }, reset));
    await expect.poll(() => log.refusedConnects.length).toBe(50);
  });

  it('stops by itself when nobody asks', async () => {
    const { ask } = await startTestSimulator({ idleMs: 40 });
    await expect
      .poll(
        () =>
          ask('/mdm/v2/service/config').then(
            () => 'up',
            () => 'down',
          ),
        { interval: 200, timeout: 5000 },
      )
      .toBe('down');
  });
});

describe('control host', () => {
  const control = (act: string, body: object) => ({
    path: `/${act}`,
    options: { host: 'simulator.test', method: 'POST', body: JSON.stringify(body) },
  });

  it('reaches admin acts, switches and faults', async () => {
    const { ask, apple } = await startTestSimulator();
    const act = async (name: string, body: object) => {
      const { path, options } = control(name, body);
      return ask(path, options);
    };
    expect((await act('buy', { location: 'tiny', adamId: '1500000001', count: 5 })).status).toBe(200);
    expect(apple.dumpAssets('tiny')[1]).toMatchObject({ total: 11 });
    expect((await act('config', { pageSize: 3, limits: { maxAssets: 2 } })).status).toBe(200);
    expect(apple.config).toMatchObject({ pageSize: 3, limits: { maxAssets: 2, maxUsers: 100 } });
    expect((await act('config', { unknown: 1 })).status).toBe(400);
    expect((await act('config', { pageSize: 'many' })).status).toBe(400);
    await act('fault', { path: 'assets', effect: { kind: 'html', status: 502 } });
    expect((await ask('/mdm/v2/assets')).status).toBe(502);
    expect((await act('buy', { location: 'tiny' })).status).toBe(400);
    expect((await act('refund', { location: 'tiny', adamId: '1500000001', count: 999 })).status).toBe(400);
    expect((await act('nothing', {})).status).toBe(404);
  });

  it('is closed to web pages', async () => {
    const { ask } = await startTestSimulator();
    const { path, options } = control('clear-faults', {});
    const answer = await ask(path, { ...options, headers: { origin: 'https://school.apple.com' } });
    expect(answer.status).toBe(403);
  });
});
