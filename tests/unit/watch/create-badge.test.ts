import 'fake-indexeddb/auto';
import { describe, expect, it, vi } from 'vitest';
import { Database } from '../../../lib/cache/database.ts';
import { systemClock } from '../../../lib/platform/clock.ts';
import { createBadge } from '../../../lib/watch/create-badge.ts';
import { badgeTexts } from '../../../locales/background-texts.ts';
import type { LanguageCode } from '../../../locales/languages.ts';
import { createTranslator } from '../../../locales/translate.ts';
import { locationRow } from '../cache/fresh-database.ts';

let round = 0;

function setUp(now = 1) {
  round += 1;
  const cache = new Database(`badge-${round}`);
  const icon = { setBadgeText: vi.fn(), setBadgeBackgroundColor: vi.fn(), setTitle: vi.fn() };
  const onBug = vi.fn();
  const speech: { language: LanguageCode } = { language: 'en' };
  const text = async () => createTranslator(badgeTexts[speech.language], speech.language);
  return {
    cache,
    icon,
    onBug,
    speech,
    badge: createBadge({ cache, icon, clock: { ...systemClock, now: () => now }, text, onBug }),
  };
}

describe('the icon', () => {
  it('follows the cache', async () => {
    const { cache, icon, badge, onBug } = setUp();
    badge.follow();
    await vi.waitFor(() => expect(icon.setBadgeText).toHaveBeenLastCalledWith({ text: '' }));
    await cache.locations.put({
      ...locationRow('1', 'North School'),
      health: { state: 'revoked', since: 1, checkedAt: 1 },
    });
    await vi.waitFor(() => expect(icon.setBadgeText).toHaveBeenLastCalledWith({ text: '!' }));
    await vi.waitFor(() =>
      expect(icon.setTitle).toHaveBeenLastCalledWith({ title: expect.stringContaining('North School') }),
    );
    expect(onBug).not.toHaveBeenCalled();
  });

  it('is looked at again as days pass', async () => {
    const { cache, icon, badge } = setUp(2_000_000_000_000 - 86_400_000);
    await cache.locations.put(locationRow('1', 'North School'));
    await badge.refresh();
    expect(icon.setBadgeText).toHaveBeenLastCalledWith({ text: '1d' });
  });

  it('speaks another language from the next look on', async () => {
    const { cache, icon, badge, speech } = setUp(2_000_000_000_000 - 86_400_000);
    await cache.locations.put(locationRow('1', 'North School'));
    speech.language = 'de';
    await badge.refresh();
    expect(icon.setBadgeText).toHaveBeenLastCalledWith({ text: '1T' });
    expect(icon.setTitle).toHaveBeenLastCalledWith({ title: expect.stringContaining('North School endet') });
  });

  it('marks a tab of the portal, unless something needs the admin more', async () => {
    const { cache, icon, badge } = setUp();
    await badge.hint(7);
    expect(icon.setBadgeText).toHaveBeenLastCalledWith({ text: '+', tabId: 7 });
    await cache.locations.put({ ...locationRow('1'), health: { state: 'expired', since: 1, checkedAt: 1 } });
    icon.setBadgeText.mockClear();
    await badge.hint(7);
    expect(icon.setBadgeText).not.toHaveBeenCalled();
  });
});
