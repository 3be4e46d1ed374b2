import 'fake-indexeddb/auto';
import { describe, expect, it, vi } from 'vitest';
import { Database } from '../../../lib/cache/database.ts';
import { systemClock } from '../../../lib/platform/clock.ts';
import { createWarnings } from '../../../lib/watch/create-warnings.ts';
import type { TokenNotice } from '../../../lib/watch/notice.ts';
import { notificationTexts } from '../../../locales/background-texts.ts';
import { createTranslator } from '../../../locales/translate.ts';
import { locationRow } from '../cache/fresh-database.ts';

const day = 86_400_000;
const text = async () => createTranslator(notificationTexts.en, 'en');
let round = 0;

function setUp() {
  round += 1;
  const cache = new Database(`warnings-${round}`);
  const shown: TokenNotice[] = [];
  const control = { isAllowed: true, now: 2_000_000_000_000 - 10 * day };
  const onBug = vi.fn();
  const warnings = createWarnings({
    cache,
    clock: { ...systemClock, now: () => control.now, sleep: async () => {} },
    warningDays: async () => [14, 1],
    text,
    mayShow: async () => control.isAllowed,
    show: async (notice) => void shown.push(notice),
    onBug,
  });
  return { cache, shown, control, warnings, onBug };
}

describe('warnings by notification', () => {
  it('are told once, also by a new worker, and stand on the timeline', async () => {
    const kit = setUp();
    await kit.cache.locations.put(locationRow('1', 'North'));
    await kit.warnings.check();
    await Promise.all([kit.warnings.check(), kit.warnings.check()]);
    expect(kit.shown).toHaveLength(1);
    expect(await kit.cache.timeline.toArray()).toMatchObject([
      { uId: '1', event: { kind: 'warned', days: 10 } },
    ]);
    kit.control.now += 9.5 * day;
    await kit.warnings.check();
    expect(kit.shown[1]).toMatchObject({ message: 'The token of North ends within a day.' });
  });

  it('come when the permission is given, and not before', async () => {
    const kit = setUp();
    kit.control.isAllowed = false;
    await kit.cache.locations.put(locationRow('1'));
    await kit.warnings.check();
    expect(kit.shown).toEqual([]);
    kit.control.isAllowed = true;
    await kit.warnings.check();
    expect(kit.shown).toHaveLength(1);
  });

  it('that could not be shown are told again', async () => {
    const kit = setUp();
    await kit.cache.locations.put(locationRow('1'));
    const failing = createWarnings({
      cache: kit.cache,
      clock: { ...systemClock, now: () => kit.control.now },
      warningDays: async () => [14],
      text,
      mayShow: async () => true,
      show: async () => {
        throw new Error('no room');
      },
      onBug: kit.onBug,
    });
    await expect(failing.check()).rejects.toThrow('no room');
    await kit.warnings.check();
    expect(kit.shown).toHaveLength(1);
  });

  it('follow the cache: one summary for what comes together', async () => {
    const kit = setUp();
    kit.warnings.follow();
    await kit.cache.locations.bulkPut([locationRow('1'), locationRow('2')]);
    await vi.waitFor(() => expect(kit.shown).toHaveLength(1));
    expect(kit.shown[0]?.title).toBe('2 locations need you');
    expect(kit.onBug).not.toHaveBeenCalled();
  });
});
