import { describe, expect, it } from 'vitest';
import type { LocationRow } from '../../../lib/cache/rows.ts';
import { noticeOf } from '../../../lib/watch/notice.ts';
import { dueWarnings, toldAfter } from '../../../lib/watch/warnings.ts';
import { notificationTexts } from '../../../locales/background-texts.ts';
import { createTranslator } from '../../../locales/translate.ts';
import { locationRow } from '../cache/fresh-database.ts';

const t = createTranslator(notificationTexts.en, 'en');
const now = 1_800_000_000_000;
const day = 86_400_000;
const steps = [60, 30, 14, 7, 1];

const ending = (days: number): LocationRow => ({ ...locationRow('1', 'North'), expiresAt: now + days * day });
const due = (location: LocationRow, at = now) => dueWarnings(location, undefined, steps, at);
/** As it is after the warnings that are due were told. */
const told = (location: LocationRow, at = now): LocationRow => ({
  ...location,
  told: toldAfter(location, due(location, at)),
});

describe('warnings', () => {
  it('come once at each step, and the steps that were slept through come as one', () => {
    const start = ending(100);
    const heard: number[] = [];
    let row = start;
    for (let passed = 0; passed < 100; passed += 0.5) {
      const at = now + passed * day;
      for (const warning of due(row, at)) if (warning.kind === 'ending') heard.push(warning.step);
      row = told(row, at);
    }
    expect(heard).toEqual(steps);
    expect(due(start, now + 95 * day)).toMatchObject([{ kind: 'ending', days: 5, step: 7 }]);
  });

  it('come anew for a new token, not for the same one', () => {
    const row = told(ending(20));
    expect(due(row)).toEqual([]);
    expect(due({ ...row, fingerprint: '89abcdef' })).toMatchObject([{ kind: 'ending', step: 30 }]);
  });

  it('tell a death instead of days, once', () => {
    const dead: LocationRow = { ...ending(5), health: { state: 'revoked', since: now, checkedAt: now } };
    expect(due(dead)).toMatchObject([{ kind: 'ended', state: 'revoked' }]);
    expect(due(told(dead))).toEqual([]);
    expect(due(ending(0))).toMatchObject([{ kind: 'ended', state: 'expired' }]);
  });

  it('tell of another holder once, also when the token is renewed', () => {
    const held: LocationRow = { ...ending(200), holderChange: { at: now - day } };
    expect(due(held)).toMatchObject([{ kind: 'holder' }]);
    const after = told(held);
    expect(due({ ...after, fingerprint: '89abcdef' })).toEqual([]);
    expect(due({ ...after, holderChange: { at: now } })).toMatchObject([{ kind: 'holder' }]);
  });

  it('say nothing of what passes by itself', () => {
    const offline: LocationRow = { ...ending(200), health: { state: 'offline', since: now, checkedAt: now } };
    expect(due(offline)).toEqual([]);
  });
});

describe('the notification', () => {
  it('names the one location', () => {
    expect(noticeOf(due(ending(6)), t)).toEqual({
      title: 'A token needs you',
      message: 'The token of North ends in 6 days.',
      uId: '1',
    });
  });

  it('is one summary of many', () => {
    const many = Array.from({ length: 9 }, (_, index) => ({
      ...ending(1),
      uId: String(index),
      locationName: `L${index}`,
    }));
    const { title, message, uId } = noticeOf(
      many.flatMap((row) => due(row)),
      t,
    );
    expect(title).toBe('9 locations need you');
    expect(message.split('\n')).toEqual([
      'The token of L0 ends within a day.',
      'The token of L1 ends within a day.',
      'The token of L2 ends within a day.',
      '6 more warnings',
    ]);
    expect(uId).toBeUndefined();
  });
});
