import type { BadgeKey } from '../../locales/background-texts.ts';
import type { Translate } from '../../locales/translate.ts';
import type { Database } from '../cache/database.ts';
import { readOpenOrders } from '../cache/order-queries.ts';
import type { Clock } from '../platform/clock.ts';
import { storing } from '../platform/storage-error.ts';
import { defaultWarningDays } from '../token/days-left.ts';
import { type Badge, badgeFor } from './badge.ts';
import { followTables } from './follow-tables.ts';

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
  clock: Clock;
  text(): Promise<Translate<BadgeKey>>;
  onBug(error: unknown): void;
}) {
  const { cache, icon, clock } = deps;
  let warnings = defaultWarningDays;

  async function read(): Promise<Badge> {
    const [locations, notes, candidates, orders, vault] = await storing(() =>
      Promise.all([
        cache.locations.toArray(),
        cache.locationNotes.toArray(),
        cache.candidates.toArray(),
        readOpenOrders(cache),
        cache.status.get('vault'),
      ]),
    );
    return badgeFor({
      locations,
      notes,
      candidates,
      orders,
      warningDays: warnings,
      vault: vault?.key === 'vault' ? vault.value : { mode: 'none', locked: false },
      now: clock.now(),
    });
  }

  async function show(badge: Badge): Promise<void> {
    const t = await deps.text();
    await icon.setBadgeText({
      text: badge.title === 'ending' ? t('ending.short', badge.values) : badge.text,
    });
    await icon.setBadgeBackgroundColor({ color: colours[badge.tone] });
    await icon.setTitle({ title: t(badge.title, badge.values) });
  }

  return {
    /** Follows the cache for as long as this worker lives. */
    follow(): void {
      const tables = [cache.locations, cache.locationNotes, cache.candidates, cache.orders, cache.status];
      followTables({ db: cache, tables: tables.map(({ name }) => name), clock }, async () => {
        await read().then(show).catch(deps.onBug);
      });
    },
    /** Once more without a change of the cache: days pass, or the days to warn at are others. */
    async refresh(warningDays = warnings): Promise<void> {
      warnings = warningDays;
      await show(await read());
    },
    /** A mark on one tab only: the token can be downloaded there. The browser drops it when the tab moves on. */
    async hint(tabId: number): Promise<void> {
      const { text } = await read();
      if (text !== '') return;
      await icon.setBadgeText({ text: '+', tabId });
      await icon.setTitle({ title: (await deps.text())('hint'), tabId });
    },
  };
}
