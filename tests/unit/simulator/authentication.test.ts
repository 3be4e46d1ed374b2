import { describe, expect, it } from 'vitest';
import { startTestSimulator } from './harness.ts';

const inner = (text: string): string => JSON.parse(Buffer.from(text, 'base64').toString('utf8')).token;

describe('the bearer (reference 0.1, 17 rule 3)', () => {
  it('is the whole text; the inner token and re-encoded JSON are 9622', async () => {
    const { get, tokens } = await startTestSimulator();
    const text = tokens.tiny ?? '';
    expect((await get('client/config', { authorization: `Bearer ${text}` })).status).toBe(200);
    const pretty = Buffer.from(JSON.stringify(JSON.parse(Buffer.from(text, 'base64').toString()), null, 4));
    for (const wrong of [inner(text), pretty.toString('base64'), 'x', `${text}=`]) {
      const { status, json } = await get('client/config', { authorization: `Bearer ${wrong}` });
      expect([status, json.errorNumber]).toEqual([401, 9622]);
    }
  });

  it('must stand in the right header', async () => {
    const { get, apple, tokens } = await startTestSimulator();
    const number = async (authorization: string | null) =>
      (await get('assets', { authorization })).json.errorNumber;
    expect(await number(tokens.tiny ?? '')).toBe(9722);
    expect(await number('Basic abc')).toBe(9722);
    expect(await number(null)).toBe(9722);
    apple.config.missingAuth = 9601;
    expect(await number(null)).toBe(9601);
  });

  it('keeps expired, revoked, read-only and legacy apart', async () => {
    const { get, post, apple } = await startTestSimulator();
    const as = (state: 'expired' | 'revoked' | 'read-only' | 'legacy') => ({
      authorization: `Bearer ${apple.issueToken('tiny', { state })}`,
    });
    const read = async (state: Parameters<typeof as>[0], path = 'assets') => {
      const { status, json } = await get(path, as(state));
      return [status, json.errorNumber];
    };
    expect(await read('expired')).toEqual([401, 9621]);
    expect(await read('revoked')).toEqual([401, 9625]);
    expect(await read('legacy')).toEqual([403, 9647]);
    expect(await read('legacy', 'client/config')).toEqual([200, undefined]);
    expect(await read('read-only')).toEqual([200, undefined]);
    const write = await post('users/create', { users: [{ clientUserId: 'a' }] }, as('read-only'));
    expect([write.status, write.json.errorNumber]).toEqual([403, 9637]);
  });

  it('expires by the clock', async () => {
    const { get, apple } = await startTestSimulator();
    apple.advance(366 * 86_400_000);
    expect((await get('assets')).json.errorNumber).toBe(9621);
  });

  it('can fail with HTTP 200 (reference 7.4), for authentication alone', async () => {
    const { get } = await startTestSimulator({ config: { legacy200: true } });
    const bad = await get('assets', { authorization: 'Bearer nonsense' });
    expect([bad.status, bad.json.errorNumber]).toEqual([200, 9622]);
    expect((await get('assets?pageIndex=99')).status).toBe(400);
  });

  it('stays valid beside a newer one, unless the switch says otherwise (reference 2, disputed)', async () => {
    const { get, apple } = await startTestSimulator();
    apple.issueToken('tiny');
    expect((await get('assets')).status).toBe(200);
    apple.config.secondDownloadKillsFirst = true;
    apple.issueToken('tiny');
    expect((await get('assets')).json.errorNumber).toBe(9625);
  });
});

describe('order of checks (reference 17)', () => {
  it('looks at faults, method, content type, then the token', async () => {
    const { get, post, ask, apple } = await startTestSimulator();
    const bad = { authorization: 'Bearer nonsense' };
    expect((await get('assets/associate', bad)).json.errorNumber).toBe(9726);
    expect((await post('assets', {}, bad)).status).toBe(405);
    const text = await post('users/create', {}, { ...bad, headers: { 'content-type': 'text/plain' } });
    expect([text.status, text.json.errorNumber]).toEqual([415, 9727]);
    expect((await post('users/create', {}, bad)).json.errorNumber).toBe(9622);
    apple.faults.add({ path: /assets/ }, { kind: 'error', errorNumber: 9603 });
    expect((await get('assets/associate', bad)).json.errorNumber).toBe(9603);
    expect((await ask('/mdm/v2/nothing')).status).toBe(404);
  });
});
