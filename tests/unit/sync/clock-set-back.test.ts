import { describe, expect, it } from 'vitest';
import { AppError } from '../../../lib/platform/errors.ts';
import { createProgress } from '../../../lib/sync/progress.ts';
import { startBackground } from './background.ts';
import { onDevice } from './fake-apple.ts';
import { openSchool } from './open-school.ts';

const HOUR_MS = 3_600_000;

/** A school whose assignments come in many pages. */
async function openLarge() {
  const school = await openSchool({}, 1);
  for (let n = 0; n < 30; n++) school.apple.assign(onDevice('101', `MORE${n}`));
  return school;
}

describe('when the clock is set back', () => {
  it('in the middle of a read, its pages are kept as before, and not all in one piece at the end', async () => {
    const { apple, db, sync, browser } = await openLarge();
    apple.onCall = async (call) => {
      if (call === 'assignments pageIndex=8') browser.clock.pass(-2 * HOUR_MS);
      if (call === 'assignments pageIndex=30') throw new AppError('offline');
    };
    await sync();
    expect(await db.staging.count()).toBeGreaterThan(7);
  });

  it('the screens see how far a read is all the same', async () => {
    const { db, browser, sync } = await openSchool();
    await sync();
    const progress = createProgress(db, '1', browser.clock);
    await progress.page({ rows: 3 });
    browser.clock.pass(-2 * HOUR_MS);
    await progress.page({ rows: 4 });
    expect(await db.syncs.get('1')).toMatchObject({ pagesDone: 2, rowsDone: 7 });
  });

  it('pages of a clock that was days ahead are read anew', async () => {
    const { apple, db, sync, engine, browser } = await openLarge();
    browser.clock.pass(48 * HOUR_MS);
    apple.onCall = async (call) => {
      if (call === 'assignments pageIndex=8') throw new AppError('offline');
    };
    await sync();
    apple.onCall = async () => {};
    apple.calls.length = 0;
    browser.clock.pass(-48 * HOUR_MS);
    await engine.resume();
    await engine.idle();
    expect(await db.syncs.get('1')).toMatchObject({ state: 'done' });
    expect(apple.calls).toContain('assets pageIndex=0');
  });

  it('the next sync comes as long after the last as was meant', async () => {
    const { apple, db, sync, engine, browser } = await openSchool();
    browser.clock.pass(48 * HOUR_MS);
    await sync();
    browser.clock.pass(-48 * HOUR_MS);
    const due = async () => {
      apple.calls.length = 0;
      await engine.runDue(browser.clock.now());
      await engine.idle();
      return apple.calls.length > 0;
    };
    expect(await due()).toBe(false);
    browser.clock.pass(HOUR_MS / 2);
    expect(await due()).toBe(false);
    browser.clock.pass(HOUR_MS / 2);
    expect(await due()).toBe(true);
    expect(await db.syncs.get('1')).toMatchObject({ state: 'done' });
  });

  it('everything is read anew by the next sync, not only when the clock has caught up', async () => {
    const { apple, sync, engine, browser } = await openSchool();
    browser.clock.pass(48 * HOUR_MS);
    await sync();
    browser.clock.pass(-48 * HOUR_MS);
    await engine.runDue(browser.clock.now());
    const readsAll = async () => {
      apple.calls.length = 0;
      browser.clock.pass(HOUR_MS);
      await engine.runDue(browser.clock.now());
      await engine.idle();
      return apple.calls.includes('assignments pageIndex=0');
    };
    expect([await readsAll(), await readsAll()]).toEqual([true, false]);
  });

  it('Apple is asked no sooner than it said, and not much later', async () => {
    const { apple, sync, browser } = await openSchool();
    browser.clock.pass(48 * HOUR_MS);
    apple.onCall = async () => {
      throw new AppError('throttled', { retryAt: browser.clock.now() + 90_000 });
    };
    await sync();
    apple.onCall = async () => {};
    browser.clock.pass(-48 * HOUR_MS);
    apple.calls.length = 0;
    const { engine, db } = startBackground(apple, browser);
    for (const wait of [0, 60_000]) {
      browser.clock.pass(wait);
      await engine.resume();
      await engine.runDue(browser.clock.now());
      await engine.idle();
      expect(apple.calls).toEqual([]);
    }
    browser.clock.pass(30_000);
    await engine.runDue(browser.clock.now());
    await engine.idle();
    expect(await db.syncs.get('1')).toMatchObject({ state: 'done' });
  });
});
