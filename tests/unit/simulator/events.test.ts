import { describe, expect, it } from 'vitest';
import { locationSeed, startTestSimulator } from './harness.ts';

const serialNumbers = Array.from({ length: 250 }, (_, i) => `SERIAL${i}`);
const order = { assets: [{ adamId: '400' }], serialNumbers };

describe('events (reference 4.12, 6)', () => {
  it('work in ticks of up to 100 by the clock, and status tells how far', async () => {
    const config = { eventDelayMs: 60_000, tickMs: 60_000 };
    const { post, get, apple } = await startTestSimulator({ seed: [locationSeed()], config });
    const { eventId } = (await post('assets/associate', order)).json;
    const read = async () => {
      apple.advance(59_000);
      const { eventStatus, numCompleted } = (await get(`status?eventId=${eventId}`)).json;
      return [eventStatus, numCompleted];
    };
    expect((await get('assignments')).json.assignments).toEqual([]);
    expect(await read()).toEqual(['PENDING', 100]);
    expect(apple.dumpAssignments('here')).toHaveLength(100);
    expect(await read()).toEqual(['PENDING', 200]);
    expect(await read()).toEqual(['COMPLETE', 250]);
  });

  it('can stay PENDING: all, or one', async () => {
    const { post, get, apple } = await startTestSimulator({ seed: [locationSeed()] });
    apple.config.stuckPending = true;
    const first = (await post('assets/associate', order)).json.eventId ?? '';
    const second = (await post('assets/disassociate', order)).json.eventId ?? '';
    const status = async (eventId: string) => {
      apple.advance(600_000);
      return (await get(`status?eventId=${eventId}`)).json.eventStatus;
    };
    expect(await status(first)).toBe('PENDING');
    apple.stickEvent(first, true);
    apple.config.stuckPending = false;
    expect([await status(first), await status(second)]).toEqual(['PENDING', 'COMPLETE']);
    apple.stickEvent(first, false);
    expect(await status(first)).toBe('COMPLETE');
  });

  it('are unknown to other locations and after a typing error: 9708', async () => {
    const seed = [locationSeed(), locationSeed({ key: 'there', uId: '1' })];
    const { post, get, tokens } = await startTestSimulator({ seed });
    const { eventId } = (await post('assets/associate', order)).json;
    const foreign = { authorization: `Bearer ${tokens.there}` };
    for (const answer of [
      await get(`status?eventId=${eventId}`, foreign),
      await get('status?eventId=nonsense'),
      await get('status'),
    ]) {
      expect([answer.status, answer.json.errorNumber]).toEqual([400, 9708]);
    }
  });

  it.each([
    ['maintenance', 9644],
    ['an internal error', 9603],
  ])('may fail with %s', async (_name, errorNumber) => {
    const { finish, apple } = await startTestSimulator({ seed: [locationSeed()] });
    if (errorNumber === 9644) apple.config.maintenance = 'async';
    else apple.failTasks(9603, 250);
    const event = await finish('assets/associate', order);
    expect(event).toMatchObject({ eventStatus: 'FAILED', numRequested: 250, numCompleted: 0 });
    expect(event.failures?.map((failure) => failure.errorNumber)).toEqual([errorNumber]);
    expect(apple.dumpAssignments('here')).toEqual([]);
  });
});

describe('status read too soon (reference 6.2)', () => {
  it('is an offence only within 30 s after PENDING', async () => {
    const config = { eventDelayMs: 100_000 };
    const { post, get, apple, log } = await startTestSimulator({ seed: [locationSeed()], config });
    const { eventId } = (await post('assets/associate', order)).json;
    await get(`status?eventId=${eventId}`);
    apple.advance(30_000);
    await get(`status?eventId=${eventId}`);
    expect(log.offences).toEqual([]);
    apple.advance(20_000);
    await get(`status?eventId=${eventId}`);
    expect(log.offences.map(({ kind }) => kind)).toEqual(['status-too-soon']);
    apple.advance(100_000);
    await get(`status?eventId=${eventId}`);
    await get(`status?eventId=${eventId}`);
    expect(log.offences).toHaveLength(1);
  });
});
