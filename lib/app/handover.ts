import { browser } from 'wxt/browser';
import { handoverTexts } from '../../locales/background-texts.ts';
import { languages } from '../../locales/languages.ts';
import { createTranslator } from '../../locales/translate.ts';
import type { Input } from '../bus/contract.ts';
import type { Database } from '../cache/database.ts';
import { notePlaced } from '../mdm/deliver/note-placed.ts';
import { createPageReach } from '../mdm/deliver/page-reach.ts';
import { createPageTargets } from '../mdm/deliver/page-targets.ts';
import { createPlaceOnPage, type PageTab } from '../mdm/deliver/place-on-page.ts';
import { expectSavedConsole, openConsolePage } from '../mdm/deliver/saved-console.ts';
import type { Clock } from '../platform/clock.ts';
import { AppError } from '../platform/errors.ts';
import type { createLanguage } from '../platform/language.ts';
import { storing } from '../platform/storage-error.ts';

/** The shortcut of the manifest and the entry of the context menu. */
const placeToken = 'place-token';

/** The hand-over to a console's page: from a message, the shortcut or the context menu. */
export function wireHandover(deps: {
  cache: Database;
  clock: Clock;
  language: ReturnType<typeof createLanguage>;
  expectToken(uId: string): Promise<string>;
  openPopup(): Promise<boolean>;
  onBug(place: string): (error: unknown) => void;
}) {
  const onBug = deps.onBug('handover');

  async function speak() {
    const language = await deps.language.read();
    const { direction } = languages[language];
    return { t: createTranslator(handoverTexts[language], language), language, direction };
  }

  const service = createPlaceOnPage({
    cache: deps.cache,
    clock: deps.clock,
    targets: createPageTargets(browser.storage.local),
    expectToken: deps.expectToken,
    reach: createPageReach,
    isOpen: (tabId) =>
      browser.tabs.get(tabId).then(
        () => true,
        () => false,
      ),
    speak,
    onEnd: (handover) => storing(() => notePlaced(deps.cache, handover, deps.clock.now())),
    onBug,
  });

  /** @throws AppError page-refused */
  async function expectActiveTab(): Promise<PageTab> {
    const [tab] = await browser.tabs.query({ active: true, lastFocusedWindow: true });
    return expectTab(tab);
  }

  function expectTab(tab: { id?: number | undefined; url?: string | undefined } | undefined): PageTab {
    if (tab?.id === undefined) throw new AppError('page-refused');
    return { id: tab.id, url: tab.url };
  }

  async function makeMenu(): Promise<void> {
    const { t } = await speak();
    await browser.contextMenus.removeAll();
    browser.contextMenus.create({
      id: placeToken,
      title: t('menu'),
      contexts: ['page', 'frame', 'editable'],
      documentUrlPatterns: ['https://*/*'],
    });
  }

  return {
    async place({ uId, mdmId }: Input<'page.place'>): Promise<void> {
      if (mdmId === undefined) return service.place(await expectActiveTab(), { uId });
      const { address, ...saved } = await expectSavedConsole(deps.cache, mdmId);
      await service.place(await openConsolePage(address), { uId, saved });
    },

    /** What cannot be done is asked or told by the popup. @param tab as the browser names it, where it does */
    onAsked(name: string | number, tab: Parameters<typeof expectTab>[0]): void {
      if (name !== placeToken) return;
      Promise.resolve(tab ? expectTab(tab) : expectActiveTab())
        .then((asked) => service.place(asked))

        .catch(async (error: unknown) => {
          if (!(error instanceof AppError)) throw error;
          await deps.openPopup();
        })
        .catch(onBug);
    },

    /** Again when the language has changed. Firefox for Android has no menu. */
    showMenu(): void {
      if (browser.contextMenus) makeMenu().catch(onBug);
    },
  };
}
