import { describe, expect, it } from 'vitest';
import { startTestSimulator } from './harness.ts';

type World = Awaited<ReturnType<typeof startTestSimulator>>;

const create = (world: World, user: object) => world.finish('users/create', { users: [user] });
const retire = (world: World, clientUserId: string) =>
  world.finish('users/retire', { users: [{ clientUserId }] });
const recordsOf = async (world: World, clientUserId: string) =>
  (await world.get(`users?clientUserId=${clientUserId}`)).json.users ?? [];
const statesOf = async (world: World, id: string) => (await recordsOf(world, id)).map(({ status }) => status);
const codeOf = async (world: World, id: string) =>
  (await recordsOf(world, id)).find(({ inviteCode }) => inviteCode)?.inviteCode ?? '';

describe('users: create, update, retire (reference 4.9 to 4.11)', () => {
  it.each([
    [9720, {}],
    [9720, { users: [] }],
    [9714, { users: Array.from({ length: 101 }, (_, i) => ({ clientUserId: `u${i}` })) }],
    [9715, { users: [{ clientUserId: 'user-1' }, { clientUserId: 'user-1' }] }],
    [9717, { users: [{ clientUserId: 'user-1', email: 'no address' }] }],
    [9602, { users: [{ email: 'a@b.example' }] }],
    [9602, { users: [7] }],
  ])('refuse with %i at once', async (errorNumber, body) => {
    const { post, apple } = await startTestSimulator();
    for (const call of ['create', 'update', 'retire']) {
      const { status, json } = await post(`users/${call}`, body);
      expect([status, json.errorNumber]).toEqual([400, errorNumber]);
    }
    expect(apple.events.list()).toEqual([]);
  });

  it('invite without a Managed Apple Account, associate with one', async () => {
    const world = await startTestSimulator();
    const event = await world.finish('users/create', {
      users: [
        { clientUserId: 'a', email: 'a@home.example' },
        { clientUserId: 'b', managedAppleId: 'b@school.example' },
      ],
    });
    expect(event).toMatchObject({ eventType: 'CREATE', eventStatus: 'COMPLETE', numCompleted: 2 });
    expect(await recordsOf(world, 'a')).toEqual([
      {
        clientUserId: 'a',
        email: 'a@home.example',
        status: 'Registered',
        inviteCode: expect.stringMatching(/^[0-9a-f]{32}$/),
      },
    ]);
    expect(await recordsOf(world, 'b')).toEqual([
      { clientUserId: 'b', status: 'Associated', idHash: expect.any(String) },
    ]);
  });

  it('fail later, not at once, with 9716, 9635 and 9641', async () => {
    const world = await startTestSimulator();
    const event = await world.finish('users/create', {
      users: [
        { clientUserId: 'user-1' },
        { clientUserId: 'a', managedAppleId: 'a@elsewhere.example' },
        { clientUserId: 'b', managedAppleId: 'one@school.example' },
        { clientUserId: 'c' },
      ],
    });
    expect(event).toMatchObject({ eventStatus: 'FAILED', numRequested: 4, numCompleted: 1 });
    expect(
      event.failures?.map(({ errorNumber, errorInfo }) => [errorNumber, errorInfo?.clientUserIds]),
    ).toEqual([
      [9716, ['user-1']],
      [9635, ['a']],
      [9641, ['b']],
    ]);
    expect(await recordsOf(world, 'a')).toEqual([]);
  });

  it('know no unknown user: 9609 at once, or in the event', async () => {
    const world = await startTestSimulator();
    const users = [{ clientUserId: 'user-2' }, { clientUserId: 'nobody' }];
    for (const call of ['users/update', 'users/retire']) {
      expect((await world.post(call, { users })).json.errorNumber).toBe(9609);
    }
    expect(await statesOf(world, 'user-2')).toEqual(['Registered']);
    world.apple.config.unknownUser = 'async';
    const event = await world.finish('users/retire', { users });
    expect(event).toMatchObject({ eventStatus: 'FAILED', numCompleted: 1 });
    expect(event.failures?.[0]).toMatchObject({
      errorNumber: 9609,
      errorInfo: { clientUserIds: ['nobody'] },
    });
    expect(await statesOf(world, 'user-2')).toEqual(['Retired']);
  });

  it('update an address and tie an account', async () => {
    const world = await startTestSimulator();
    const users = [
      { clientUserId: 'user-2', email: 'new@home.example', managedAppleId: 'two@school.example' },
    ];
    expect(await world.finish('users/update', { users })).toMatchObject({
      eventType: 'UPDATE',
      numCompleted: 1,
    });
    expect(await recordsOf(world, 'user-2')).toEqual([
      { clientUserId: 'user-2', email: 'new@home.example', status: 'Associated', idHash: expect.any(String) },
    ]);
  });

  it('retiring gives apps back, and books stay lost', async () => {
    const world = await startTestSimulator();
    expect(await retire(world, 'user-1')).toMatchObject({ eventType: 'RETIRE', eventStatus: 'COMPLETE' });
    const left = (await world.get('assignments?clientUserId=user-1')).json.assignments;
    expect(left?.map(({ adamId, pricingParam }) => `${adamId} ${pricingParam}`).sort()).toEqual([
      '1600000001 PLUS',
      '1600000001 STDQ',
    ]);
    const assets = (await world.get('assets')).json.assets ?? [];
    expect(assets.find(({ adamId }) => adamId === '1500000001')).toMatchObject({
      assignedCount: 3,
      availableCount: 3,
    });
    expect(
      assets.find(({ adamId, pricingParam }) => adamId === '1600000001' && pricingParam === 'STDQ'),
    ).toMatchObject({ assignedCount: 0, retiredCount: 2, availableCount: 3 });
    expect((await world.post('users/retire', { users: [{ clientUserId: 'user-1' }] })).json.errorNumber).toBe(
      9609,
    );
  });
});

describe('create again after retiring (reference 11.1)', () => {
  it('wakes a record that was never associated, with a new code', async () => {
    const world = await startTestSimulator();
    const before = await codeOf(world, 'user-2');
    await retire(world, 'user-2');
    await create(world, { clientUserId: 'user-2' });
    expect(await statesOf(world, 'user-2')).toEqual(['Registered']);
    expect(await codeOf(world, 'user-2')).not.toBe(before);
  });

  it('makes a new record beside one that was', async () => {
    const world = await startTestSimulator();
    await retire(world, 'user-1');
    await create(world, { clientUserId: 'user-1' });
    expect(await statesOf(world, 'user-1')).toEqual(['Retired', 'Registered']);
    world.apple.acceptInvitation(await codeOf(world, 'user-1'), 'another@home.example');
    expect(await statesOf(world, 'user-1')).toEqual(['Retired', 'Associated']);
    await retire(world, 'user-1');
    await create(world, { clientUserId: 'user-1' });
    expect(await statesOf(world, 'user-1')).toEqual(['Retired', 'Retired', 'Registered']);
  });

  it('revives the old record when the same account accepts, and its books count again', async () => {
    const world = await startTestSimulator();
    await retire(world, 'user-1');
    await create(world, { clientUserId: 'user-1' });
    await world.finish('assets/associate', { assets: [{ adamId: '1500000001' }], clientUserIds: ['user-1'] });
    world.apple.acceptInvitation(await codeOf(world, 'user-1'), 'one@school.example');
    expect(await statesOf(world, 'user-1')).toEqual(['Associated', 'Retired']);
    const held = (await world.get('assignments?clientUserId=user-1&excludeInactiveUsers=true')).json
      .assignments;
    expect(held).toHaveLength(3);
    const plus = (await world.get('assets?adamId=1600000001&pricingParam=PLUS')).json.assets?.[0];
    expect(plus).toMatchObject({ assignedCount: 1, retiredCount: 0 });
  });

  it('or moves its books to the new one and turns the old Deleted', async () => {
    const world = await startTestSimulator({ config: { sameAccountReturns: 'old-deleted' } });
    await retire(world, 'user-1');
    await create(world, { clientUserId: 'user-1', managedAppleId: 'one@school.example' });
    expect(await statesOf(world, 'user-1')).toEqual(['Deleted', 'Associated']);
    const held = (await world.get('assignments?clientUserId=user-1&excludeInactiveUsers=true')).json
      .assignments;
    expect(held).toHaveLength(2);
  });
});

describe('invitations (reference 11.2)', () => {
  const link = (code: string) =>
    `/WebObjects/MZFinance.woa/wa/associateVPPUserWithITSAccount?inviteCode=${code}&mt=8`;
  const host = 'buy.itunes.apple.com';

  it('are accepted once, on the page that the link opens', async () => {
    const world = await startTestSimulator();
    const code = await codeOf(world, 'user-2');
    expect((await world.ask(link(code), { host })).text).toContain('Accept');
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const accept = (body: string) => world.ask(link(code), { host, method: 'POST', headers, body });
    expect((await accept('account=one%40school.example')).status).toBe(400);
    expect((await accept('account=two%40home.example')).status).toBe(200);
    expect(await statesOf(world, 'user-2')).toEqual(['Associated']);
    expect((await accept('account=two%40home.example')).status).toBe(404);
  });

  it('are unknown with a wrong code', async () => {
    const world = await startTestSimulator();
    expect((await world.ask(link('0'.repeat(32)), { host })).status).toBe(404);
    expect((await world.ask(link(''), { host })).status).toBe(404);
  });
});
