import { browser } from 'wxt/browser';
import { badgeTexts, notificationTexts, omniboxTexts } from '../locales/background-texts.ts';
import { wireHandover } from './app/handover.ts';
import { createAppleClient } from './apple/create-apple-client.ts';
import { createGovernors, createPace } from './apple/governor.ts';
import { createIconFetcher } from './apple/icons.ts';
import { createStoreLookup } from './apple/lookup.ts';
import { createHandlers } from './bus/handlers.ts';
import { createRouter } from './bus/router.ts';
import { Database } from './cache/database.ts';
import { wipeCache } from './cache/wipe.ts';
import { nameApp } from './cache/write-location.ts';
import { createOmnibox, type Disposition, type Suggestion } from './find/omnibox.ts';
import { cardOf, cardWords } from './link/card.ts';
import { createLink, tokenName } from './link/create-link.ts';
import { createPortalTabs, openConsole } from './link/portal-tabs.ts';
import { createActivity } from './orders/activity.ts';
import { createAppleLimits } from './orders/apple-limits.ts';
import { recordForeign } from './orders/foreign.ts';
import { createAlarms } from './platform/alarms.ts';
import { systemClock } from './platform/clock.ts';
import { createLanguage } from './platform/language.ts';
import { logBug } from './platform/log.ts';
import { appleHost, iconHost, lookupHost, portalOrigins } from './platform/permission-table.ts';
import { checkKeep, createPolicy } from './platform/policy.ts';
import { createQueue } from './platform/queue.ts';
import { createSessionMemory } from './platform/session-memory.ts';
import { createSettings } from './platform/settings.ts';
import { storing } from './platform/storage-error.ts';
import { createTrouble } from './platform/trouble.ts';
import { createSyncEngine } from './sync/create-sync-engine.ts';
import { createNames } from './sync/names.ts';
import { createStandBy } from './sync/stand-by.ts';
import { createAutoLock } from './vault/auto-lock.ts';
import { createVault } from './vault/create-vault.ts';
import { createVaultStore } from './vault/vault-store.ts';
import { createBadge } from './watch/create-badge.ts';
import { createWarnings } from './watch/create-warnings.ts';
import { followDownloads } from './watch/follow-downloads.ts';
import { createMissedDownloads } from './watch/missed-download.ts';
import { noteHealth } from './watch/note-health.ts';
import { createNotifier } from './watch/notifier.ts';
import { createRequestLog } from './watch/request-log.ts';

/** The composition root: makes every service once and wires them. Runs in the background alone. */
export function createApp() {
  const clock = systemClock;
  const now = () => clock.now();
  const randomId = () => crypto.randomUUID();
  const cache = new Database();
  const session = createSessionMemory(browser.storage.session);
  const trouble = createTrouble(session);
  /** For errors that nobody waits for: a store that fails is told on the screens, the rest to the log. */
  const onBug = (place: string) => (error: unknown) => {
    trouble.note(error).then(
      (told) => told || logBug(place, error),
      () => logBug(place, error),
    );
  };

  const readPolicy = createPolicy(browser.storage.managed);
  const settings = createSettings(browser.storage.local, readPolicy);

  const inTurn = createQueue();
  const language = createLanguage(browser.storage.local, () => navigator.languages);

  const vault = createVault({
    checkKeep: async (wanted) => checkKeep(await readPolicy(), wanted),
    store: createVaultStore(),
    session,
    onLock: () => sync.pause(),
    onChange: async (value) => {
      // A browser that starts finds its vault locked without anybody having locked it.
      if (value.locked) sync.pause();
      try {
        await storing(() => cache.status.put({ key: 'vault', value }));
      } finally {
        if (value.mode !== 'none' && !value.locked) resume();
      }
    },
    report: onBug('vault'),
  });

  const autoLock = createAutoLock({ vault, settings });

  const governor = createGovernors({
    clock,
    random: Math.random,
    store: {
      load: (key) => session.peek(`governor:${key}`),
      save: (key, state) => session.set(`governor:${key}`, state),
    },
  });
  const requests = createRequestLog({ cache, now, onBug: onBug('requests') });
  const reach = (origin: string) => ({
    fetch: requests.wrap((url, init) => fetch(url, init)),
    clock,
    governor,
    hasPermission: () => browser.permissions.contains({ origins: [origin] }),
    isOnline: () => navigator.onLine,
  });
  const pace = createPace(governor);
  const limits = createAppleLimits({ cache, now });
  const apple = createAppleClient({
    ...reach(appleHost),
    governor: pace.governor,
    onConfig: (config) => void limits.noteConfig(config).catch(onBug('limits')),
  });
  const names = createNames({
    cache,
    store: createStoreLookup(reach(lookupHost)),
    icons: createIconFetcher(reach(iconHost)),
    now,
    report: onBug('names'),
  });

  const activity = createActivity({ db: cache, now, by: async () => undefined });
  const alarms = createAlarms(browser.alarms);
  const sync = createSyncEngine({
    db: cache,
    clock,
    apple,
    expectToken: (uId) => vault.expect(tokenName(uId)),
    locks: navigator.locks,
    // A running fetch does not keep a Chrome worker alive; a call of an extension API does (design 11).
    keepAlive: async () => void (await browser.runtime.getPlatformInfo()),
    onHealth: async (uId, failure) => {
      await noteHealth(cache, uId, failure, now());
      if (!failure) await trouble.clear();
    },
    onAssets: names.refresh,
    recordFound: (uId) => recordForeign(cache, activity, uId),
    syncMinutes: async () => (await settings.read()).syncMinutes,
    report: onBug('sync'),
    randomId,
  });

  const badge = createBadge({
    cache,
    icon: browser.action,
    now,
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
  const tabs = createPortalTabs({ showIcon: () => badge.refresh() });
  const work = createStandBy({
    cache,
    alarms,
    idle: () => Promise.all([sync.idle(), names.idle()]),
    now,
    report: onBug('alarms'),
  });

  const link = createLink({
    cache,
    session,
    vault,
    apple,
    now,
    randomId,
    onCandidate: async (row) => void tabs.showCard(row.tabId, cardOf(row, await vault.state())),
    onClosed: async (row, state) =>
      void tabs.showCard(row.tabId, {
        candidateId: row.id,
        orgName: row.orgName,
        expiresAt: row.expiresAt,
        state,
      }),
    onLinked: (uId) => work(() => sync.request(uId, { full: true })),
    onBug: onBug('link'),
  });

  const missed = createMissedDownloads({
    cache,
    session,
    clock,
    findDownload: async (id) => (await browser.downloads?.search({ id }))?.[0],
    findPortalTab: tabs.getLast,
    showCard: (tabId) => tabs.showCard(tabId, { state: 'missed' }),
    hideCard: (tabId) => tabs.showCard(tabId, null),
    onBug: onBug('missed'),
  });
  const follow = followDownloads(missed);

  const handover = wireHandover({
    cache,
    clock,
    language,
    expectToken: (uId) => vault.expect(tokenName(uId)),
    openPopup: tabs.openPopup,
    onBug,
  });

  const omnibox = createOmnibox({
    cache,
    text: () => language.speak(omniboxTexts),
    isMarkup: self.location.protocol === 'chrome-extension:',
    setFirst: (description) => void browser.omnibox.setDefaultSuggestion({ description }),
    open: openConsole,
  });

  /** Nothing that is under way may write after it. */
  function wipe(): Promise<void> {
    return link.alone(async () => {
      await Promise.all([sync.cancelAll(), names.cancel()]);
      await vault.wipe();
      await storing(() => wipeCache(cache));
      await requests.clear();
      await browser.storage.local.clear();
      await browser.storage.session.clear();
    });
  }

  const route = createRouter({
    handlers: createHandlers({
      cache,
      vault,
      link,
      missed,
      requestSync: (uId, full) => work(() => sync.request(uId, { full })),
      cancelSync: sync.cancel,
      nameApp: (adamId, name) => nameApp(cache, adamId, name),
      now,
      randomId,
      wipe,
      resume,
      hint: badge.hint,
      cardWords: async () => cardWords(await language.read()),
      openPopup: tabs.openPopup,
      openTokens: tabs.openTokens,
      placeToken: handover.place,
    }),
    ownId: browser.runtime.id,
    ownOrigin: self.location.origin,
    portalOrigins,
    onBug: (name, error) => logBug(name, error),
  });

  /** Picks up whatever a dead worker, a closed browser, a lock or a lost network left. Safe to call at any time. */
  function resume(): void {
    void vault.announceAgain();
    link.resume().catch(onBug('link'));
    missed.resume().catch(onBug('missed'));
    names.refresh();
    work(sync.resume).catch(onBug('sync'));
  }

  /** The popup carries no Zod to read a policy with. */
  async function publishRules(): Promise<void> {
    const { keepTokens: only, minimumPassphraseLength: shortest } = await readPolicy();
    const value = { ...(only && { only }), ...(shortest !== undefined && { shortest }) };
    await storing(() => cache.status.put({ key: 'keep-rules', value }));
  }

  /** One after the other, or an older reading could have the last word. */
  const applySettings = () => inTurn(applySettingsNow);

  async function applySettingsNow(): Promise<void> {
    const { requestsPerSecond, autoLockMinutes, warningDays, language: chosen } = await settings.read();
    pace.setRate(requestsPerSecond);
    // Before anything that may fail or take long: until then the browser's own minute counts.
    if (autoLockMinutes > 0) browser.idle.setDetectionInterval(autoLockMinutes * 60);
    await language.choose(chosen);
    handover.showMenu();
    await limits.notePace(requestsPerSecond);
    await storing(() => cache.status.put({ key: 'warning-days', value: warningDays }));
    await badge.refresh(warningDays);
    await publishRules();
  }

  return {
    route,
    resume,
    /** The browser itself started, not only this background. */
    onBrowserStart(): void {
      requests.clear().catch(onBug('requests'));
      resume();
    },
    onPermissionAdded(): void {
      follow();
      notifier.follow();
      warnings.check().catch(onBug('warnings'));
      resume();
    },
    start(): void {
      follow();
      badge.follow();
      notifier.follow();
      warnings.follow();
      handover.showMenu();
      alarms.ensureRoutine().catch(onBug('alarms'));
      void vault.announce();
      for (const area of [browser.storage.local, browser.storage.managed]) {
        area.onChanged.addListener(() => applySettings().catch(onBug('settings')));
      }
      applySettings().catch(onBug('settings')).then(resume);
    },
    onAlarm(): void {
      badge.refresh().catch(onBug('badge'));
      warnings.check().catch(onBug('warnings'));
      link.resume().catch(onBug('link'));
      names.refresh();
      work(() => sync.runDue(now())).catch(onBug('sync'));
    },
    onPlaceAsked: handover.onAsked,
    onOmniboxTyped(text: string, suggest: (suggestions: Suggestion[]) => void): void {
      omnibox.onTyped(text, suggest).catch(onBug('omnibox'));
    },
    onOmniboxChosen(text: string, where: Disposition): void {
      omnibox.onChosen(text, where).catch(onBug('omnibox'));
    },
    onIdle(state: 'active' | 'idle' | 'locked'): void {
      autoLock.onState(state).catch(onBug('vault'));
    },
  };
}
