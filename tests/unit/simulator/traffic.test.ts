import { describe, expect, it } from 'vitest';
import { startTestSimulator } from './harness.ts';

const assets = '/mdm/v2/assets';

describe('rate (reference 8)', () => {
  it('lets 15 a second through for a location, then 429 with 9646', async () => {
    const { ask, apple, log } = await startTestSimulator();
    for (let i = 0; i < 15; i++) expect((await ask(assets)).status).toBe(200);
    const refused = await ask(assets);
    expect([refused.status, refused.json.errorNumber, refused.headers['retry-after']]).toEqual([
      429,
      9646,
      undefined,
    ]);
    expect(log.offences.map(({ kind }) => kind)).toEqual(['rate-exceeded']);
    const other = await ask(assets, { authorization: `Bearer ${apple.issueToken('tiny')}` });
    expect(other.status).toBe(429);
    expect((await ask('/mdm/v2/service/config')).status).toBe(200);
    apple.advance(1000);
    expect((await ask(assets)).status).toBe(200);
  });

  it('follows the published limit, may say Retry-After, and can be off', async () => {
    const { ask, apple } = await startTestSimulator({
      config: { limits: { maxRequestPerSecond: 1 }, rateRetryAfter: 7 },
    });
    await ask(assets);
    expect((await ask(assets)).headers['retry-after']).toBe('7');
    apple.config.rateLimit = false;
    expect((await ask(assets)).status).toBe(200);
  });
});

describe('asking before a block is over (reference 8, unknown)', () => {
  const early = async (rateStrict: boolean) => {
    const { ask, apple, log } = await startTestSimulator({
      config: { limits: { maxRequestPerSecond: 1 }, rateRetryAfter: 7, rateStrict },
    });
    await ask(assets);
    await ask(assets);
    await ask(assets);
    apple.advance(5000);
    const statuses = [(await ask(assets)).status];
    apple.advance(5000);
    statuses.push((await ask(assets)).status);
    apple.advance(7000);
    statuses.push((await ask(assets)).status);
    return { statuses, offences: log.offences.map(({ kind }) => kind) };
  };

  it('does no harm by default', async () => {
    expect(await early(false)).toEqual({
      statuses: [200, 200, 200],
      offences: ['rate-exceeded', 'rate-exceeded'],
    });
  });

  it('begins the block anew and is an offence when strict, save for what was on its way', async () => {
    expect(await early(true)).toEqual({
      statuses: [429, 429, 200],
      offences: ['rate-exceeded', 'asked-too-early', 'asked-too-early'],
    });
  });
});

describe('faults (reference 17 rule 1)', () => {
  it('meet only what they match, as often as told', async () => {
    const { ask, apple } = await startTestSimulator();
    apple.faults.add({ path: /assets$/, skip: 1, count: 2 }, { kind: 'error', errorNumber: 9646 });
    const statuses = [];
    for (let i = 0; i < 4; i++) statuses.push((await ask(assets)).status);
    expect(statuses).toEqual([200, 429, 429, 200]);
    expect((await ask('/mdm/v2/users')).status).toBe(200);
  });

  it('answer 503 with Retry-After in both forms', async () => {
    const { ask, apple } = await startTestSimulator();
    apple.faults.add({}, { kind: 'error', errorNumber: 9729, retryAfter: { seconds: 120 } });
    apple.faults.add({}, { kind: 'error', errorNumber: 9729, retryAfter: { dateInSeconds: 120 } });
    const first = await ask(assets);
    expect([first.status, first.json.errorNumber, first.headers['retry-after']]).toEqual([503, 9729, '120']);
    expect((await ask(assets)).headers['retry-after']).toBe('Tue, 01 Sep 2026 00:02:00 GMT');
  });

  it.each([200, 502])('answer a web page with HTTP %i', async (status) => {
    const { ask, apple } = await startTestSimulator();
    apple.faults.add({}, { kind: 'html', status });
    const answer = await ask(assets);
    expect([answer.status, answer.headers['content-type']]).toEqual([status, 'text/html']);
    expect(answer.text).toContain('<html>');
  });

  it('drop the line before, after or within the answer', async () => {
    const { ask, apple, log } = await startTestSimulator();
    const body = JSON.stringify({ users: [{ clientUserId: 'a' }] });
    const path = '/mdm/v2/users/create';
    apple.faults.add({}, { kind: 'drop' });
    await expect(ask(path, { method: 'POST', body })).rejects.toThrow();
    expect(apple.events.list()).toHaveLength(0);
    apple.faults.add({}, { kind: 'lose' });
    await expect(ask(path, { method: 'POST', body })).rejects.toThrow();
    expect(apple.events.list()).toHaveLength(1);
    apple.faults.add({}, { kind: 'truncate' });
    await expect(ask(assets)).rejects.toThrow();
    expect(log.entries.map(({ fault }) => fault)).toEqual(['drop', 'lose', 'truncate']);
    expect(log.crashes).toEqual([]);
  });

  it('hold a request at a gate until released', async () => {
    const { ask, apple } = await startTestSimulator();
    const gate = apple.faults.gate({ path: /assets$/ });
    let done = false;
    const waiting = ask(assets).then((answer) => {
      done = true;
      return answer;
    });
    await gate.arrived();
    expect((await ask('/mdm/v2/users')).status).toBe(200);
    expect([done, gate.waiting]).toEqual([false, 1]);
    gate.release();
    expect((await waiting).status).toBe(200);
    expect((await ask(assets)).status).toBe(200);
  });

  it('slow an answer down', async () => {
    const { ask, apple } = await startTestSimulator();
    apple.faults.add({}, { kind: 'slow', ms: 60 });
    const start = performance.now();
    expect((await ask(assets)).status).toBe(200);
    expect(performance.now() - start).toBeGreaterThanOrEqual(55);
  });

  it('maintenance refuses everything with 503 and Retry-After', async () => {
    const { ask } = await startTestSimulator({ config: { maintenance: 'sync' } });
    for (const path of [assets, '/mdm/v2/service/config']) {
      const { status, json, headers } = await ask(path);
      expect([status, json.errorNumber, headers['retry-after']]).toEqual([503, 9729, '120']);
    }
  });
});

describe('log and offences', () => {
  it('keeps every request with what it carried', async () => {
    const { ask, log, tokens } = await startTestSimulator();
    await ask(`${assets}?adamId=1`, { headers: { origin: 'https://page.example' } });
    await ask(`${assets}?pageIndex=9`);
    const [first, second] = log.find({ host: 'vpp.itunes.apple.com', path: assets });
    expect(first).toMatchObject({
      method: 'GET',
      query: '?adamId=1',
      authorization: `Bearer ${tokens.tiny}`,
      origin: 'https://page.example',
      status: 200,
    });
    expect(second).toMatchObject({ status: 400, errorNumber: 9650 });
    expect(log.count({ path: /users/ })).toBe(0);
  });

  it('sees more than five page reads side by side (reference 5)', async () => {
    const { ask, apple, log } = await startTestSimulator();
    const read = async (count: number) => {
      const gate = apple.faults.gate({ path: /assignments$/ });
      const reads = Array.from({ length: count }, () => ask('/mdm/v2/assignments'));
      await gate.arrived(count);
      gate.release();
      await Promise.all(reads);
    };
    await read(5);
    expect(log.offences).toEqual([]);
    apple.advance(1000);
    await read(6);
    expect(log.offences.map(({ kind }) => kind)).toEqual(['parallel-page-reads']);
  });

  it('sees a token in a URL and on the way to another host', async () => {
    const { ask, log, tokens, apple } = await startTestSimulator();
    const text = tokens.tiny ?? '';
    const inner = JSON.parse(Buffer.from(text, 'base64').toString('utf8')).token;
    await ask(`${assets}?t=${encodeURIComponent(inner)}`);
    expect(log.offences.map(({ kind }) => kind)).toEqual(['token-in-url']);
    const host = 'itunes.apple.com';
    await ask('/lookup?id=1', { host, headers: { cookie: `itvt=${text}` } });
    await ask('/lookup?id=1', { host, method: 'POST', body: JSON.stringify({ text }) });
    expect(log.offences.slice(1).map(({ kind }) => kind)).toEqual([
      'token-to-other-host',
      'token-to-other-host',
    ]);
    apple.config.tokenHosts.push(host);
    await ask('/lookup?id=1', { host, headers: { authorization: `Bearer ${text}` } });
    expect(log.offences).toHaveLength(3);
  });

  it('sees a cookie beside a key at an MDM, also without an Origin, and lets a page send its own', async () => {
    const { ask, log } = await startTestSimulator();
    const host = 'zentral.example.org';
    const cookie = 'sessionid=1';
    await ask('/mdm/locations/1/update/', { host, headers: { cookie } });
    expect(log.offences).toEqual([]);
    await ask('/api/mdm/locations/', { host, headers: { cookie, authorization: 'Token x' } });
    const origin = `chrome-extension://${'a'.repeat(32)}`;
    await ask('/oauth/v2/token', { host, method: 'POST', headers: { cookie, origin } });
    expect(log.offences.map(({ kind }) => kind)).toEqual(['cookie-sent', 'cookie-sent']);
  });
});
