import { browser } from 'wxt/browser';
import { handoverTexts } from '../../locales/background-texts.ts';
import { languages } from '../../locales/languages.ts';
import { createTranslator } from '../../locales/translate.ts';
import type { Input } from '../bus/contract.ts';
import type { pageContract } from '../bus/mdm-contract.ts';
import type { Handlers } from '../bus/router.ts';
import { notePlaced } from '../mdm/deliver/note-placed.ts';
import { createPageReach } from '../mdm/deliver/page-reach.ts';
import { createPageTargets } from '../mdm/deliver/page-targets.ts';
import { createPlaceOnPage, type PageTab } from '../mdm/deliver/place-on-page.ts';
import { getSavedConsole, openConsolePage } from '../mdm/deliver/saved-console.ts';
import { AppError } from '../platform/errors.ts';
import { createQueue } from '../platform/queue.ts';
import { storing } from '../platform/storage-error.ts';
import type { Ground } from './ground.ts';

/** The shortcut of the manifest and the entry of the context menu. */
const placeToken = 'place-token';

interface BrowserTab {
  id?: number | undefined;
  url?: string | undefined;
}

/** The hand-over to a console's page: from a message, the shortcut or the context menu. */
export function wireHandover(
  ground: Ground,
  deps: {
    expectToken(uId: string): Promise<string>;
    /** Begins to read the record back where an API allows it. @returns the record and its end, once they are known */
    readBack(
      mdmId: string,
      uId: string | undefined,
    ): Promise<{ recordId?: string | undefined; expiredBefore?: number | undefined }>;
    /** False when the browser refused. */
    openPopup(): Promise<boolean>;
  },
) {
  const { cache, clock, now } = ground;
  const inTurn = createQueue();
  const onBug = ground.onBug('handover');

  async function speak() {
    const language = await ground.language.read();
    const { direction } = languages[language];
    return { t: createTranslator(handoverTexts[language], language), language, direction };
  }

  const service = createPlaceOnPage({
    cache,
    clock,
    targets: createPageTargets(browser.storage.local),
    expectToken: deps.expectToken,
    reach: createPageReach,
    isOpen: (tabId) =>
      browser.tabs.get(tabId).then(
        () => true,
        () => false,
      ),
    speak,
    onEnd: (handover) => storing(() => notePlaced(cache, handover, now())),
    onBug,
  });

  /** @throws AppError page-refused */
  async function expectActiveTab(): Promise<PageTab> {
    const [tab] = await browser.tabs.query({ active: true, lastFocusedWindow: true });
    return expectTab(tab);
  }

  function expectTab(tab: BrowserTab | undefined): PageTab {
    if (tab?.id === undefined) throw new AppError('page-refused');
    return { id: tab.id, url: tab.url };
  }

  async function place({ uId, mdmId }: Input<'page.place'>): Promise<void> {
    if (mdmId === undefined) return service.place(await expectActiveTab(), { uId });
    const { recordId, expiredBefore } = await deps.readBack(mdmId, uId);
    const found = await getSavedConsole(cache, mdmId, recordId);
    if (!found) return;
    const { address, ...saved } = found;
    await service.place(await openConsolePage(address), { uId, saved, expiredBefore });
  }

  async function placeIn(tab: BrowserTab | undefined): Promise<void> {
    await service.place(tab ? expectTab(tab) : await expectActiveTab());
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
    place,
    handlers: {
      'page.place': async (wish) => {
        await place(wish);
        return {};
      },
    } satisfies Pick<Handlers, keyof typeof pageContract>,

    /** What cannot be done is asked or told by the popup. @param tab as the browser names it, where it does */
    onAsked(name: string | number, tab: BrowserTab | undefined): void {
      if (name !== placeToken) return;
      placeIn(tab)
        .catch(async (error: unknown) => {
          if (!(error instanceof AppError)) throw error;
          await deps.openPopup();
        })
        .catch(onBug);
    },

    /** Again when the language has changed. Firefox for Android has no menu. */
    showMenu(): void {
      if (browser.contextMenus) inTurn(makeMenu).catch(onBug);
    },
  };
}
