import { describe, expect, it } from 'vitest';
import { locationSeed, startTestSimulator } from './harness.ts';

const maxUnlimited = 2_147_483_647;

describe('assets (reference 4.3)', () => {
  it('counts add up: total = assigned + available + retired', async () => {
    const { get } = await startTestSimulator();
    const assets = (await get('assets?unlimited=false')).json.assets ?? [];
    expect(assets).toHaveLength(4);
    for (const asset of assets) {
      const { assignedCount, availableCount, retiredCount, totalCount } = asset;
      expect(totalCount).toBe(Number(assignedCount) + Number(availableCount) + Number(retiredCount));
    }
    expect(assets.find(({ adamId }) => adamId === '1600000001')).toMatchObject({
      productType: 'Book',
      revocable: false,
      deviceAssignable: false,
      assignedCount: 1,
      retiredCount: 1,
      totalCount: 5,
    });
  });

  it.each([
    ['adamId=300', ['300 STDQ', '300 PLUS']],
    ['adamId=300&pricingParam=PLUS', ['300 PLUS']],
    ['productType=Book', ['300 STDQ', '300 PLUS']],
    ['revocable=false', ['300 STDQ', '300 PLUS']],
    ['deviceAssignable=false&productType=App', ['500 STDQ']],
    ['minAvailableCount=100&maxAvailableCount=100', ['200 STDQ']],
    ['maxAvailableCount=4', ['100 STDQ']],
    ['minAssignedCount=1', ['100 STDQ']],
    ['maxAssignedCount=0&productType=App&unlimited=false', ['200 STDQ', '500 STDQ']],
    ['adamId=999', []],
    ['unheardOf=1&adamId=100', ['100 STDQ']],
  ])('filters by %s', async (query, expected) => {
    const assets = locationSeed().assets.map((asset) =>
      asset.adamId === '100' ? { ...asset, total: 5 } : asset,
    );
    const assignments = [{ adamId: '100', serialNumber: 'S1' }];
    const { get } = await startTestSimulator({ seed: [locationSeed({ assets, assignments })] });
    const found = (await get(`assets?${query}`)).json.assets ?? [];
    expect(found.map(({ adamId, pricingParam }) => `${adamId} ${pricingParam}`)).toEqual(expected);
  });

  it('has three ways to show unlimited ones', async () => {
    const { get, apple } = await startTestSimulator({ seed: [locationSeed()] });
    const shown = async (query: string) => {
      const { assets, unlimitedAssets } = (await get(`assets${query}`)).json;
      return { in: assets?.map(({ adamId }) => adamId), apart: unlimitedAssets };
    };
    const all = await shown('');
    expect(all.in).toContain('400');
    expect(all.apart).toBeUndefined();
    const row = (await get('assets?adamId=400')).json.assets?.[0];
    expect(row).toMatchObject({ totalCount: maxUnlimited, availableCount: maxUnlimited });

    const apart = await shown('?unlimited=true');
    expect(apart.in).not.toContain('400');
    expect(apart.apart).toHaveLength(1);
    expect(apart.apart?.[0]).not.toHaveProperty('totalCount');
    expect(apart.apart?.[0]).not.toHaveProperty('availableCount');
    expect(await shown('?unlimited=false')).toEqual({ in: apart.in, apart: undefined });

    apple.config.unlimitedTrueKeepsLimited = false;
    expect((await shown('?unlimited=true')).in).toEqual([]);
  });

  it('never runs out of an unlimited one', async () => {
    const { finish, get, apple } = await startTestSimulator({ seed: [locationSeed()] });
    apple.config.unlimitedAvailable = 'max-minus-assigned';
    const serialNumbers = Array.from({ length: 200 }, (_, i) => `SERIAL${i}`);
    const event = await finish('assets/associate', { assets: [{ adamId: '400' }], serialNumbers });
    expect(event).toMatchObject({ eventStatus: 'COMPLETE', numCompleted: 200 });
    expect((await get('assets?adamId=400')).json.assets?.[0]).toMatchObject({
      assignedCount: 200,
      availableCount: maxUnlimited - 200,
    });
  });

  it.each(['pageIndex=x', 'revocable=1', 'productType=Song', 'pricingParam=HD', 'minAssignedCount=few'])(
    'refuses %s with 9602',
    async (query) => {
      const { get } = await startTestSimulator();
      const { status, json } = await get(`assets?${query}`);
      expect([status, json.errorNumber]).toEqual([400, 9602]);
    },
  );
});

describe('assignments (reference 4.7)', () => {
  it('equals the state, and filters combine', async () => {
    const { get } = await startTestSimulator();
    const lines = async (query: string) =>
      ((await get(`assignments${query}`)).json.assignments ?? [])
        .map(({ adamId, pricingParam, clientUserId, serialNumber }) =>
          [adamId, pricingParam, clientUserId ?? serialNumber].join(' '),
        )
        .sort();
    expect(await lines('')).toHaveLength(10);
    expect(await lines('?serialNumber=F9FTINY2')).toEqual([
      '1500000001 STDQ F9FTINY2',
      '361309726 STDQ F9FTINY2',
    ]);
    expect(await lines('?clientUserId=user-1')).toHaveLength(3);
    expect(await lines('?clientUserId=user-1&pricingParam=PLUS')).toEqual(['1600000001 PLUS user-1']);
    expect(await lines('?adamId=1600000001')).toHaveLength(3);
    expect(await lines('?adamId=1600000001&excludeInactiveUsers=true')).toHaveLength(2);
    expect(await lines('?adamId=999')).toEqual([]);
    expect(await lines('?serialNumber=NOBODY')).toEqual([]);
  });

  it('adds the state of users on request only', async () => {
    const { get } = await startTestSimulator();
    const path = 'assignments?clientUserId=user-3';
    expect((await get(path)).json.assignments?.[0]).not.toHaveProperty('userStatus');
    expect((await get(`${path}&includeUserState=true`)).json.assignments?.[0]).toMatchObject({
      userStatus: 'Retired',
      idHash: expect.stringMatching(/^[A-Za-z0-9+/]{27}=$/),
    });
  });

  it('carries every strange name unharmed', async () => {
    const { walk, apple } = await startTestSimulator({ seed: 'school', pageSize: 500 });
    const ids = new Set(
      (await walk('users')).flatMap(({ users = [] }) => users.map((user) => user.clientUserId)),
    );
    for (const id of ['teacher-مريم', '先生-春', 'art🎨room', '=HYPERLINK("x")']) expect(ids).toContain(id);
    expect(ids.size).toBe(apple.dumpUsers('ps01').length);
  });
});

describe('users (reference 4.8)', () => {
  it('shows retired records unless asked otherwise', async () => {
    const { get } = await startTestSimulator();
    const ids = async (query: string) =>
      (await get(`users${query}`)).json.users?.map(({ clientUserId }) => clientUserId);
    expect(await ids('')).toEqual(['user-1', 'user-2', 'user-3']);
    expect(await ids('?activeOnly=true')).toEqual(['user-1', 'user-2']);
    expect(await ids('?retiredOnly=true')).toEqual(['user-3']);
    expect(await ids('?clientUserId=user-2')).toEqual(['user-2']);
  });

  it('gives an invite code to the registered, an idHash to the associated, a Managed Apple ID to nobody', async () => {
    const { get } = await startTestSimulator();
    const { text, json } = await get('users?activeOnly=true');
    const [associated, registered] = json.users ?? [];
    expect(associated).toMatchObject({ status: 'Associated', idHash: expect.any(String) });
    expect(associated).not.toHaveProperty('inviteCode');
    expect(registered?.inviteCode).toMatch(/^[0-9a-f]{32}$/);
    expect(registered).not.toHaveProperty('idHash');
    expect(text).not.toMatch(/managedAppleId|appleAccount/);
  });
});
