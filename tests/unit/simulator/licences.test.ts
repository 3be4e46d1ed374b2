import { describe, expect, it } from 'vitest';
import { locationSeed, startTestSimulator } from './harness.ts';

const clientUserIds = ['client-1', 'client-2', 'client-3'];
const many = (count: number, name: string) => Array.from({ length: count }, (_, i) => `${name}${i}`);

describe('associate and disassociate (reference 4.4, 4.5)', () => {
  it.each([
    [9602, { assets: [{ adamId: 200 }], serialNumbers: ['A'] }],
    [9602, { assets: [{ adamId: '200', pricingParam: 'HD' }], serialNumbers: ['A'] }],
    [9602, { assets: [{ adamId: '200' }], serialNumbers: 'A' }],
    [9718, { serialNumbers: ['A'] }],
    [9718, { assets: [], serialNumbers: ['A'] }],
    [9700, { assets: many(26, '').map((adamId) => ({ adamId })), serialNumbers: ['A'] }],
    [9703, { assets: [{ adamId: '200' }, { adamId: '200', pricingParam: 'STDQ' }], serialNumbers: ['A'] }],
    [9719, { assets: [{ adamId: '200' }] }],
    [9701, { assets: [{ adamId: '200' }], clientUserIds: many(1001, 'u') }],
    [9702, { assets: [{ adamId: '200' }], serialNumbers: many(1001, 's') }],
    [9704, { assets: [{ adamId: '200' }], clientUserIds: ['client-1', 'client-1'] }],
    [9705, { assets: [{ adamId: '200' }], serialNumbers: ['A', 'B', 'A'] }],
    [9609, { assets: [{ adamId: '200' }], clientUserIds: ['nobody'] }],
  ])('refuse with %i at once, and nothing is done', async (errorNumber, body) => {
    const { post, apple } = await startTestSimulator({ seed: [locationSeed()] });
    for (const call of ['associate', 'disassociate']) {
      const { status, json } = await post(`assets/${call}`, body);
      expect([status, json.errorNumber]).toEqual([400, errorNumber]);
    }
    expect(apple.events.list()).toEqual([]);
    apple.finishEvents();
    expect(apple.dumpAssignments('here')).toEqual([]);
  });

  it('say which ones were duplicates', async () => {
    const { post } = await startTestSimulator({ seed: [locationSeed()] });
    const { json } = await post('assets/associate', {
      assets: [{ adamId: '200' }],
      serialNumbers: ['A', 'B', 'A'],
    });
    expect(json.errorInfo).toEqual({ serialNumbers: ['A'] });
  });

  it('refuse a body that is no JSON object', async () => {
    const { post } = await startTestSimulator({ seed: [locationSeed()] });
    for (const body of ['{', '[]', '']) {
      expect((await post('assets/associate', undefined, { body })).json.errorNumber).toBe(9602);
    }
  });

  it('refuse devices for what is not device-assignable, with 9707', async () => {
    const { post } = await startTestSimulator({ seed: [locationSeed()] });
    for (const adamId of ['300', '500']) {
      const body = { assets: [{ adamId: '200' }, { adamId }], serialNumbers: ['A'], clientUserIds };
      const { json } = await post('assets/associate', body);
      expect([json.errorNumber, json.errorInfo]).toEqual([
        9707,
        { assets: [{ adamId, pricingParam: 'STDQ' }] },
      ]);
    }
  });

  it('refuse taking back a book, with 9706', async () => {
    const { finish, post } = await startTestSimulator({ seed: [locationSeed()] });
    const body = { assets: [{ adamId: '300', pricingParam: 'PLUS' }], clientUserIds };
    expect(await finish('assets/associate', body)).toMatchObject({ eventStatus: 'COMPLETE' });
    expect((await post('assets/disassociate', body)).json.errorNumber).toBe(9706);
  });

  it('work on the cross product, users and devices in one request', async () => {
    const { finish, apple, get } = await startTestSimulator({ seed: [locationSeed()] });
    const body = {
      assets: [{ adamId: '200' }, { adamId: '400' }],
      clientUserIds,
      serialNumbers: ['A', 'made up'],
    };
    expect(await finish('assets/associate', body)).toMatchObject({
      eventStatus: 'COMPLETE',
      eventType: 'ASSOCIATE',
      numRequested: 10,
      numCompleted: 10,
      uId: '2049025000431439',
    });
    expect(apple.dumpAssignments('here')).toHaveLength(10);
    expect((await get('assets?adamId=200')).json.assets?.[0]).toMatchObject({
      assignedCount: 5,
      availableCount: 95,
    });

    expect(await finish('assets/disassociate', body)).toMatchObject({
      eventType: 'DISASSOCIATE',
      numCompleted: 10,
    });
    expect(apple.dumpAssignments('here')).toEqual([]);
    expect((await get('assets?adamId=200')).json.assets?.[0]).toMatchObject({
      assignedCount: 0,
      availableCount: 100,
    });
  });

  it('take no second licence for the same holder, and taking back nothing succeeds', async () => {
    const { finish, get } = await startTestSimulator({ seed: [locationSeed()] });
    const body = { assets: [{ adamId: '100' }], serialNumbers: ['A'] };
    await finish('assets/associate', body);
    expect(await finish('assets/associate', body)).toMatchObject({
      eventStatus: 'COMPLETE',
      numCompleted: 1,
    });
    expect((await get('assets?adamId=100')).json.assets?.[0]).toMatchObject({ assignedCount: 1 });
    const other = { assets: [{ adamId: '100' }], serialNumbers: ['NOT HELD'] };
    expect(await finish('assets/disassociate', other)).toMatchObject({
      eventStatus: 'COMPLETE',
      numCompleted: 1,
    });
  });
});

describe('partial failure (reference 4.12)', () => {
  it('is told like Apple tells it: 14 of 16 stand', async () => {
    const { finish, apple } = await startTestSimulator({
      seed: [locationSeed()],
      config: { unknownUser: 'async' },
    });
    const event = await finish('assets/associate', {
      assets: [{ adamId: '200' }, { adamId: '400' }],
      clientUserIds: [...clientUserIds, 'client-4'],
      serialNumbers: many(4, 'serial-'),
    });
    expect(event).toMatchObject({
      eventStatus: 'FAILED',
      eventType: 'ASSOCIATE',
      numRequested: 16,
      numCompleted: 14,
    });
    expect(event.failures).toEqual([
      {
        errorNumber: 9609,
        errorMessage: 'Registered user not found',
        errorInfo: { clientUserIds: ['client-4'] },
      },
    ]);
    expect(apple.dumpAssignments('here')).toHaveLength(14);
  });

  it('runs out of licences with 9709 and keeps what was given', async () => {
    const { finish, apple, get } = await startTestSimulator({ seed: [locationSeed()] });
    const serialNumbers = many(6, 'serial-');
    const event = await finish('assets/associate', { assets: [{ adamId: '100' }], serialNumbers });
    expect(event).toMatchObject({ eventStatus: 'FAILED', numRequested: 6, numCompleted: 4 });
    expect(event.failures?.[0]).toMatchObject({
      errorNumber: 9709,
      errorInfo: {
        assets: [{ adamId: '100', pricingParam: 'STDQ' }],
        serialNumbers: ['serial-4', 'serial-5'],
      },
    });
    expect(apple.dumpAssignments('here')).toHaveLength(4);
    expect((await get('assets?adamId=100')).json.assets?.[0]).toMatchObject({ availableCount: 0 });
  });

  it('groups by number, or by number and asset', async () => {
    const { finish, apple } = await startTestSimulator({ seed: [locationSeed()] });
    const body = { assets: [{ adamId: '998' }, { adamId: '999' }], serialNumbers: ['A'] };
    expect((await finish('assets/associate', body)).failures).toHaveLength(1);
    apple.config.failureGrouping = 'per-asset';
    expect((await finish('assets/associate', body)).failures).toHaveLength(2);
  });
});

describe('revoke (reference 4.6)', () => {
  it('takes everything revocable and never a book', async () => {
    const { finish, apple } = await startTestSimulator({ seed: 'tiny' });
    const event = await finish('assets/revoke', {
      clientUserIds: ['user-1'],
      serialNumbers: ['F9FTINY2', 'UNKNOWN'],
    });
    expect(event).toMatchObject({
      eventStatus: 'COMPLETE',
      eventType: 'REVOKE',
      numRequested: 3,
      numCompleted: 3,
    });
    const left = apple.dumpAssignments('tiny');
    expect(left).toHaveLength(7);
    expect(left).toContain('1600000001 STDQ user user-1');
    expect(left).toContain('1600000001 PLUS user user-1');
    expect(left).not.toContain('1500000001 STDQ user user-1');
  });

  it('may count holders instead ([U])', async () => {
    const { finish } = await startTestSimulator({ config: { revokeCounts: 'holders' } });
    const event = await finish('assets/revoke', { serialNumbers: ['F9FTINY2', 'UNKNOWN'] });
    expect(event).toMatchObject({ numRequested: 2, numCompleted: 2 });
  });

  it.each([
    [9719, {}],
    [9701, { clientUserIds: many(101, 'u') }],
    [9702, { serialNumbers: many(101, 's') }],
    [9704, { clientUserIds: ['user-1', 'user-1'] }],
    [9705, { serialNumbers: ['A', 'A'] }],
    [9609, { clientUserIds: ['nobody'] }],
  ])('refuses with %i', async (errorNumber, body) => {
    const { post } = await startTestSimulator();
    expect((await post('assets/revoke', body)).json.errorNumber).toBe(errorNumber);
  });
});
