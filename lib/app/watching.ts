import { browser } from 'wxt/browser';
import { badgeTexts, notificationTexts } from '../../locales/background-texts.ts';
import { openConsole } from '../link/portal-tabs.ts';
import { createBadge } from '../watch/create-badge.ts';
import { createWarnings } from '../watch/create-warnings.ts';
import { createNotifier } from '../watch/notifier.ts';
import type { Ground } from './ground.ts';

/** What tells the admin of tokens and work without being asked: the badge, and notifications where they are allowed. */
export function createWatching({ cache, clock, language, settings, onBug }: Ground) {
  const badge = createBadge({
    cache,
    icon: browser.action,
    clock,
    text: () => language.speak(badgeTexts),
    onBug: onBug('badge'),
  });
  const notifier = createNotifier(openConsole, onBug('notifications'));
  const warnings = createWarnings({
    cache,
    clock,
    warningDays: async () => (await settings.read()).warningDays,
    text: () => language.speak(notificationTexts),
    mayShow: notifier.mayShow,
    show: notifier.show,
    onBug: onBug('warnings'),
  });
  return { badge, notifier, warnings };
}
