import { describe, expect, it } from 'vitest';
import { AppError } from '../../../lib/platform/errors.ts';
import { startBackground } from './background.ts';
import { openSchool } from './open-school.ts';

type School = Awaited<ReturnType<typeof openSchool>>;

/** Fails at the first call to Apple, once. @param meanwhile what comes while that call is under way */
function failOnce({ apple }: School, error: Error, meanwhile: () => Promise<unknown> = async () => {}): void {
  apple.onCall = async () => {
    apple.onCall = async () => {};
    await meanwhile();
    throw error;
  };
}

async function restart({ apple, browser }: School) {
  const background = startBackground(apple, browser);
  const resume = async () => {
    apple.calls.length = 0;
    await background.engine.resume();
    await background.engine.idle();
    return background.db.syncs.get('1');
  };
  return { ...background, resume };
}

describe('a sync that failed', () => {
  it('is taken up by the next background, which is not being stopped', async () => {
    const school = await openSchool();
    failOnce(school, new Error('No SW'));
    expect(await school.sync()).toMatchObject({ state: 'failed', failure: { code: 'bug' } });
    const next = await restart(school);
    expect(await next.resume()).toMatchObject({ state: 'done' });
  });

  it('is left to its time by a background that has tried it', async () => {
    const school = await openSchool();
    school.apple.onCall = async () => {
      throw new Error('always');
    };
    const next = await restart(school);
    expect(await next.resume()).toMatchObject({ state: 'failed' });
    expect(school.apple.calls).not.toEqual([]);
    await next.resume();
    expect(school.apple.calls).toEqual([]);
  });

  it('is left alone by the next background where only another token helps', async () => {
    const school = await openSchool();
    failOnce(school, new AppError('revoked'));
    expect(await school.sync()).toMatchObject({ state: 'failed', failure: { code: 'revoked' } });
    const next = await restart(school);
    expect(await next.resume()).toMatchObject({ state: 'failed' });
    expect(school.apple.calls).toEqual([]);
  });
});

describe('a sync whose store fails in the middle', () => {
  it('goes on by itself in five minutes with what it has', async () => {
    const school = await openSchool({}, 1);
    const { apple, db, engine, browser } = school;
    apple.onCall = async (call) => {
      // As session memory, in which the governor keeps its state.
      if (call === 'assignments pageIndex=6') throw new AppError('storage-broken', { name: 'Error' });
    };
    expect(await school.sync()).toMatchObject({ state: 'waiting', failure: { code: 'storage-broken' } });
    apple.onCall = async () => {};
    apple.calls.length = 0;
    browser.clock.pass(300_000);
    await engine.runDue(browser.clock.now());
    await engine.idle();
    expect(await db.syncs.get('1')).toMatchObject({ state: 'done' });
    expect(apple.calls.filter((call) => call.startsWith('assets'))).toEqual([]);
  });
});

describe('a request that comes while a sync is under way', () => {
  it.each([
    ['bug', new Error('No SW')],
    ['revoked', new AppError('revoked')],
    ['token-missing', new AppError('token-missing')],
  ])('is carried out after one that ends with %s', async (_, error) => {
    const school = await openSchool();
    failOnce(school, error, () => school.engine.request('1'));
    expect(await school.sync()).toMatchObject({ state: 'done' });
  });

  it('for a full read is not lost with the first read of a location', async () => {
    const school = await openSchool();
    failOnce(school, new AppError('revoked'), () => school.engine.request('1', { full: true }));
    expect(await school.sync()).toMatchObject({ state: 'done' });
  });

  it('is not carried out before Apple may be asked again', async () => {
    const school = await openSchool();
    const retryAt = school.browser.clock.now() + 90_000;
    failOnce(school, new AppError('throttled', { retryAt }), () => school.engine.request('1'));
    expect(await school.sync()).toMatchObject({ state: 'waiting', nextAt: retryAt });
    expect(school.apple.calls).toEqual(['config']);
  });

  it('is one request more, however it ends', async () => {
    const school = await openSchool();
    school.apple.onCall = async () => {
      if (school.apple.calls.length === 1) await school.engine.request('1');
      throw new AppError('revoked');
    };
    expect(await school.sync()).toMatchObject({ state: 'failed' });
    expect(school.apple.calls).toEqual(['config', 'config']);
  });
});
