import type { HandoverKey } from '../../../locales/background-texts.ts';
import type { Translate } from '../../../locales/translate.ts';
import type { Database } from '../../cache/database.ts';
import type { Clock } from '../../platform/clock.ts';
import { AppError } from '../../platform/errors.ts';
import { cleanFileName } from '../../token/clean-file-name.ts';
import { patternOf } from '../catalogue/connector-form.ts';
import { chosenIn, isConsoleOf } from './chosen-console.ts';
import { createHandoverCards } from './handover-cards.ts';
import { patternsOf } from './mdms.ts';
import type { PageReach } from './page-reach.ts';
import type { PageTargets } from './page-targets.ts';
import { type ChosenConsole, expectConsole, type KnownConsole, type SavedConsole } from './placeable.ts';
import { type HandoverEnd, runHandover } from './run-handover.ts';

/** The page that a token is to be placed on. */
export interface PageTab {
  id: number;
  url?: string | undefined;
}

interface PlaceWish {
  uId?: string | undefined;
  expiredBefore?: number | undefined;
  saved?: SavedConsole;
}

/** What is known of a hand-over when it has come to its end. */
export interface PageHandover {
  uId: string;
  mdmId?: string;
  /** Of the console. */
  origin: string;
  startedAt: number;
  /** When the token before it ended, where one is known. */
  expiredBefore?: number;
  end: HandoverEnd;
}

/**
 * Places a location's token on the console page of an MDM, on the admin's click. It answers as soon as the page was
 * entered; what follows is shown on the page itself.
 */
export function createPlaceOnPage(deps: {
  cache: Database;
  clock: Clock;
  targets: PageTargets;
  expectToken(uId: string): Promise<string>;
  reach(tabId: number): PageReach;
  isOpen(tabId: number): Promise<boolean>;
  speak(): Promise<{ t: Translate<HandoverKey>; language: string; direction: string }>;
  onEnd(handover: PageHandover): Promise<void>;
  onBug(error: unknown): void;
}) {
  const { cache, clock, targets } = deps;
  const running = new Map<number, AbortController>();

  /**
   * The only one, else the one that was placed on this console before. Among several that is a guess: a console has a
   * form for each location.
   * @throws AppError location-not-chosen
   */
  async function expectTarget(origin: string): Promise<{ uId: string; isGuess: boolean }> {
    const known = await cache.locations.toCollection().primaryKeys();
    const [only, ...others] = known;
    if (only !== undefined && others.length === 0) return { uId: only, isGuess: false };
    const remembered = await targets.get(origin);
    if (remembered === undefined || !known.includes(remembered)) throw new AppError('location-not-chosen');
    return { uId: remembered, isGuess: true };
  }

  /** Whether tokens are known to go in there: its host is a preset's or that of an MDM, or one was placed there before. */
  async function isFamiliar({ origin, isNamed }: KnownConsole): Promise<boolean> {
    if (isNamed || (await targets.get(origin)) !== undefined) return true;
    return (await cache.mdms.toArray()).flatMap(patternsOf).includes(patternOf(origin));
  }

  /** A console on the customer's own host has no other name than that of the MDM which is set up for it. */
  async function chosenFor(address: string | undefined): Promise<ChosenConsole[]> {
    const rows = await cache.mdms.toArray();
    return rows.filter((row) => isConsoleOf(row, address)).map(chosenIn);
  }

  async function expectPassenger(uId: string, endThere: number | undefined) {
    const location = await cache.locations.get(uId);
    if (!location) throw new AppError('location-unknown');
    const renewals = await cache.timeline
      .where('[uId+at]')
      .between([uId, 0], [uId, Number.POSITIVE_INFINITY])
      .reverse()
      .filter(({ event }) => event.kind === 'renewed')
      .first();
    const before = endThere ?? (renewals?.event.kind === 'renewed' ? renewals.event.before : undefined);
    const { locationName, expiresAt } = location;
    return { locationName, expiresAt, ...(before !== undefined && { expiredBefore: before }) };
  }

  /** @throws AppError page-not-reached */
  async function enter(page: PageReach): Promise<void> {
    try {
      await page.enter();
    } catch (error) {
      throw new AppError('page-not-reached', {}, error);
    }
  }

  function begin(tabId: number): AbortController {
    running.get(tabId)?.abort();
    const control = new AbortController();
    running.set(tabId, control);
    return control;
  }

  return {
    /**
     * @param wish.uId absent: the only location, else the one that is remembered for this console, which the page asks
     *   about by its name before anything goes in
     * @param wish.expiredBefore the end that the MDM's record shows, where it was read
     * @param wish.saved the saved console that was just opened in the tab, which may have to load and sign in first
     * @throws AppError page-refused, page-not-reached, location-not-chosen, location-unknown, token-missing, vault-locked
     */
    async place(tab: PageTab, wish: PlaceWish = {}): Promise<void> {
      const { saved } = wish;
      const site = expectConsole(tab.url, saved ? [saved] : await chosenFor(tab.url));
      const { uId, isGuess } =
        wish.uId === undefined ? await expectTarget(site.origin) : { uId: wish.uId, isGuess: false };
      const passenger = await expectPassenger(uId, wish.expiredBefore);
      // Before the page hears of it: a locked vault is told where it can be opened.
      await deps.expectToken(uId);
      const page = deps.reach(tab.id);
      if (!saved) await enter(page);
      const isStrange = !(await isFamiliar(site));
      const { t, ...spoken } = await deps.speak();
      const control = begin(tab.id);
      const startedAt = clock.now();
      runHandover({
        page,
        site,
        cards: createHandoverCards(
          t,
          {
            ...{ ...spoken, path: site.path, isGuess },
            ...(isStrange && { strangeHost: new URL(site.origin).host }),
          },
          passenger,
        ),
        asksFirst: isStrange || isGuess,
        clock,
        expectFile: async () => ({
          text: (await deps.expectToken(uId)).trim(),
          name: cleanFileName(passenger.locationName),
        }),
        isOpen: () => deps.isOpen(tab.id),
        signal: control.signal,
      })
        .then(async (end) => {
          if (running.get(tab.id) === control) running.delete(tab.id);
          if (end === 'placed') await targets.remember(site.origin, uId);
          await deps.onEnd({
            uId,
            ...(saved && { mdmId: saved.mdmId }),
            origin: site.origin,
            startedAt,
            ...(passenger.expiredBefore !== undefined && { expiredBefore: passenger.expiredBefore }),
            end,
          });
        })
        .catch(deps.onBug);
    },
  };
}
