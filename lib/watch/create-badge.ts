import { liveQuery } from 'dexie';
import { badgeTexts } from '../../locales/background-texts.ts';
import type { LanguageCode } from '../../locales/languages.ts';
import { createTranslator } from '../../locales/translate.ts';
import type { Database } from '../cache/database.ts';
import { type Badge, badgeFor } from './badge.ts';

/** `browser.action`, as far as the badge needs it. */
export interface ActionIcon {
  setBadgeText(details: { text: string; tabId?: number }): Promise<void> | void;
  setBadgeBackgroundColor(details: { color: string }): Promise<void> | void;
  setTitle(details: { title: string; tabId?: number }): Promise<void> | void;
}

const colours = { none: '#5f6b66', accent: '#1f6f43', warning: '#8a5300', danger: '#b3261e' } as const;

/** Keeps the toolbar icon true: it shows the one thing that most needs the admin. */
export function createBadge(deps: {
  cache: Database;
  icon: ActionIcon;
  now(): number;
  readLanguage(): Promise<LanguageCode>;
  onBug(error: unknown): void;
}) {
  const { cache, icon } = deps;

  async function read(): Promise<Badge> {
    const [locations, candidates, vault] = await Promise.all([
      cache.locations.toArray(),
      cache.candidates.toArray(),
      cache.status.get('vault'),
    ]);
    return badgeFor({
      locations,
      candidates,
      vault: vault?.key === 'vault' ? vault.value : { mode: 'none', locked: false },
      now: deps.now(),
    });
  }

  async function listen() {
    const language = await deps.readLanguage();
    return createTranslator(badgeTexts[language], language);
  }

  async function show(badge: Badge): Promise<void> {
    const t = await listen();
    await icon.setBadgeText({
      text: badge.title === 'ending' ? t('ending.short', badge.values) : badge.text,
    });
    await icon.setBadgeBackgroundColor({ color: colours[badge.tone] });
    await icon.setTitle({ title: t(badge.title, badge.values) });
  }

  return {
    /** Follows the cache for as long as this worker lives. */
    follow(): void {
      liveQuery(read).subscribe({
        next: (badge) => void show(badge).catch(deps.onBug),
        error: deps.onBug,
      });
    },
    /** Once more without a change of the cache: days pass. */
    refresh: async () => show(await read()),
    /** A mark on one tab only: the token can be downloaded there. The browser drops it when the tab moves on. */
    async hint(tabId: number): Promise<void> {
      const { text } = await read();
      if (text !== '') return;
      await icon.setBadgeText({ text: '+', tabId });
      await icon.setTitle({ title: (await listen())('hint'), tabId });
    },
  };
}
