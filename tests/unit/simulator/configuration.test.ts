import { describe, expect, it } from 'vitest';
import { locationSeed, startTestSimulator } from './harness.ts';

describe('service/config (reference 4.1)', () => {
  it('publishes limits and URLs without a token, as they are at that moment', async () => {
    const { get, apple } = await startTestSimulator();
    const first = (await get('service/config', { authorization: null })).json;
    expect(first.limits).toMatchObject({ maxAssets: 25, maxUsers: 100, maxRequestPerSecond: 15 });
    expect(first.urls?.invitationEmail).toContain('inviteCode=%25inviteCode%25');
    expect(first.uId).toBeUndefined();
    apple.config.limits.maxAssets = 3;
    expect((await get('service/config', { authorization: null })).json.limits?.maxAssets).toBe(3);
  });

  it('answers a revoked token all the same (reference 14, Q1)', async () => {
    const { get, apple, tokens } = await startTestSimulator();
    apple.setTokenState(tokens.tiny ?? '', 'revoked');
    expect((await get('service/config')).status).toBe(200);
  });

  it('leaves out the numbers that Apple leaves out (reference 7.2)', async () => {
    const { get } = await startTestSimulator();
    const numbers = (await get('service/config')).json.errorCodes?.map(({ errorNumber }) => errorNumber);
    expect(numbers).toContain(9601);
    expect(numbers).toContain(9728);
    for (const unlisted of [9622, 9635, 9637, 9641, 9644, 9647, 9729])
      expect(numbers).not.toContain(unlisted);
  });
});

describe('client/config (reference 4.2)', () => {
  it('tells about the location', async () => {
    const { get } = await startTestSimulator();
    const { json } = await get('client/config');
    expect(json).toMatchObject({
      countryISO2ACode: 'US',
      defaultPlatform: 'volumestore',
      locationName: 'PS01',
      websiteURL: 'https://school.apple.com',
      uId: '2049025000431439',
      tokenExpirationDate: '2027-09-01T00:00:00+0000',
    });
    expect(json.mdmInfo).toBeUndefined();
  });

  it('shows a rival in every authenticated answer (reference 3)', async () => {
    const mdmInfo = { id: 'rival', name: 'Other MDM', metadata: 'x' };
    const { get } = await startTestSimulator({ seed: [locationSeed({ mdmInfo })] });
    for (const path of ['client/config', 'assets', 'assignments', 'users']) {
      expect((await get(path)).json.mdmInfo).toEqual(mdmInfo);
    }
  });

  it('lets a POST take the location over, and records the offence', async () => {
    const { get, post, log } = await startTestSimulator();
    const mdmInfo = { id: 'me', name: 'Mine', metadata: '1' };
    expect((await post('client/config', { mdmInfo })).json.mdmInfo).toEqual(mdmInfo);
    expect((await get('assets')).json.mdmInfo).toEqual(mdmInfo);
    expect(log.offences.map(({ kind }) => kind)).toEqual(['client-config-post']);
  });

  it('echoes a webhook under other names', async () => {
    const { post } = await startTestSimulator();
    const body = {
      notificationUrl: 'https://www.example.com/hook',
      notificationAuthToken: 's3cret',
      notificationTypes: ['ASSET_COUNT'],
    };
    const { json } = await post('client/config', body);
    expect(json).toMatchObject({
      subscribedNotificationTypes: ['ASSET_COUNT'],
      notificationAuthToken: 's3cret',
    });
  });

  it.each([
    [9723, { mdmInfo: { id: 'a', name: 'b' } }],
    [9724, { mdmInfo: { id: 'a'.repeat(101), name: 'b', metadata: 'c' } }],
    [9725, { mdmInfo: { id: 'a', name: 'b'.repeat(101), metadata: 'c' } }],
    [9713, { mdmInfo: { id: 'a', name: 'b', metadata: 'c'.repeat(256) } }],
    [9710, { notificationUrl: 'https://www.example.com/' }],
    [9711, { notificationUrl: `https://www.example.com/${'a'.repeat(512)}`, notificationAuthToken: 'x' }],
    [9712, { notificationUrl: 'http://www.example.com/', notificationAuthToken: 'x' }],
    [9728, { notificationUrl: 'https://nowhere.example/', notificationAuthToken: 'x' }],
  ])('refuses with %i and changes nothing', async (errorNumber, body) => {
    const { post, get } = await startTestSimulator();
    const { status, json } = await post('client/config', body);
    expect([status, json.errorNumber]).toEqual([400, errorNumber]);
    expect((await get('client/config')).json.mdmInfo).toBeUndefined();
  });

  it('shows the expiry always, or in the last 15 days only (reference 15.3)', async () => {
    const { get, apple } = await startTestSimulator({ config: { expirationShown: 'last-15-days' } });
    expect((await get('client/config')).json.tokenExpirationDate).toBeUndefined();
    apple.advance(351 * 86_400_000);
    expect((await get('client/config')).json.tokenExpirationDate).toBe('2027-09-01T00:00:00+0000');
  });
});
