import { browser } from 'wxt/browser';
import { createGround, type Holds } from './app/ground.ts';
import { wireHandover } from './app/handover.ts';
import { wireMdm } from './app/mdm.ts';
import { wireOmnibox } from './app/omnibox.ts';
import { wireOrders } from './app/orders.ts';
import { createOutside } from './app/outside.ts';
import { createWatching } from './app/watching.ts';
import { createHandlers } from './bus/handlers.ts';
import { createRouter } from './bus/router.ts';
import { wipeCache } from './cache/wipe.ts';
import { nameApp } from './cache/write-apps.ts';
import { cardOf, cardWords, closedCard } from './link/card.ts';
import { createLink, tokenName } from './link/create-link.ts';
import { createPortalTabs } from './link/portal-tabs.ts';
import { createActivity } from './orders/activity.ts';
import { recordForeign } from './orders/foreign.ts';
import { createAlarms } from './platform/alarms.ts';
import type { Failure } from './platform/errors.ts';
import { logBug } from './platform/log.ts';
import { portalOrigins } from './platform/permission-table.ts';
import { checkKeep } from './platform/policy.ts';
import { createQueue } from './platform/queue.ts';
import { createStandBy } from './platform/stand-by.ts';
import { storing } from './platform/storage-error.ts';
import { createSyncEngine } from './sync/create-sync-engine.ts';
import { areNamesSoon, areSyncsUnfinished } from './sync/unfinished.ts';
import { createAutoLock } from './vault/auto-lock.ts';
import { createVault } from './vault/create-vault.ts';
import { followDownloads } from './watch/follow-downloads.ts';
import { createMissedDownloads } from './watch/missed-download.ts';
import { noteHealth } from './watch/note-health.ts';

/** The composition root: makes every service once and wires them. Runs in the background alone. */
export function createApp(holds?: Holds) {
  const ground = createGround(holds);
  const { cache, clock, language, now, onBug, randomId, readPolicy, session, settings, trouble } = ground;
  const inTurn = createQueue();

  const vault = createVault({
    checkKeep: async (wanted) => checkKeep(await readPolicy(), wanted),
    store: ground.vaultStore,
    session,
    onLock: stopForLock,
    onChange: async (value) => {
      // A browser that starts finds its vault locked without anybody having locked it.
      if (value.locked) stopForLock();
      try {
        await storing(() => cache.status.put({ key: 'vault', value }));
      } finally {
        if (value.mode !== 'none' && !value.locked) resume();
      }
    },
    report: onBug('vault'),
  });

  function stopForLock(): void {
    sync.pause();
    orders.lock();
    mdm.deliveries.pause();
  }

  const autoLock = createAutoLock({ vault, settings });

  const { requests, pace, limits, apple, names } = createOutside(ground);
  const activity = createActivity({ db: cache, now, by: ground.by });
  const alarms = createAlarms(browser.alarms);
  const expectToken = (uId: string) => vault.expect(tokenName(uId));
  const onHealth = async (uId: string, failure: Failure | undefined) => {
    await noteHealth(cache, uId, failure, now());
    if (!failure) await trouble.clear();
  };
  const sync = createSyncEngine({
    db: cache,
    clock,
    apple,
    expectToken,
    locks: ground.locks,
    keepAlive: ground.keepAlive,
    onHealth,
    onAssets: names.refresh,
    recordFound: (uId) => recordForeign(cache, activity, uId),
    syncMinutes: async () => (await storing(settings.read)).syncMinutes,
    report: onBug('sync'),
    randomId,
  });
  const requestSync = (uId: string, full = false) => work(() => sync.request(uId, { full }));
  const { orders, handlers: orderHandlers } = wireOrders(ground, {
    apple,
    activity,
    expectToken,
    onHealth,
    requestSync,
    work: (begin) => work(begin),
  });

  const mdm = wireMdm(ground, {
    vault,
    fetch: requests.wrap(ground.fetch),
    expectToken,
    work: (begin) => work(begin),
    placeAt: (uId, mdmId) => handover.place({ uId, mdmId }),
    openPopup: () => tabs.openPopup(),
    showCard: async (tabId, card) => {
      if (!(await link.candidates.ofTab(tabId))) await tabs.showCard(tabId, card);
    },
  });

  const { badge, notifier, warnings } = createWatching(ground);
  const tabs = createPortalTabs({ showIcon: () => badge.refresh() });
  const work = createStandBy({
    alarms,
    idle: () => Promise.all([sync.idle(), names.idle(), orders.idle(), mdm.deliveries.idle()]),
    isUnfinished: async () =>
      (await orders.isUnfinished()) ||
      (await mdm.isUnfinished()) ||
      (await areSyncsUnfinished(cache)) ||
      (await areNamesSoon(cache, now())),
    report: onBug('alarms'),
  });

  const link = createLink({
    cache,
    session,
    vault,
    apple,
    now,
    randomId,
    onCandidate: async (row) => {
      const card = cardOf(row, await vault.state(), await mdm.linked.onward(row));
      void tabs.showCard(row.tabId, card);
    },
    onClosed: async (row, state) => {
      if (state === 'linked') await mdm.linked.note(row);
      const card = state === 'linked' && row.tabId !== undefined && (await mdm.linked.getCard(row.tabId));
      void tabs.showCard(row.tabId, card || closedCard(row, state));
    },
    onLinked: async (uId) => {
      await requestSync(uId, true);
      await work(orders.resume);
      await mdm.deliveries.endOlder();
    },
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

  const handover = wireHandover(ground, {
    expectToken,
    readBack: mdm.readBack,
    openPopup: tabs.openPopup,
  });

  /** Nothing that is under way may write after it. */
  function wipe(): Promise<void> {
    return link.alone(async () => {
      // In this order: the end of an order asks for a sync, and a sync for names.
      await Promise.all([mdm.stopAll(), orders.stopAll()]);
      await sync.cancelAll();
      await vault.wipe();
      await names.cancel();
      await storing(() => wipeCache(cache));
      await requests.clear();
      await browser.storage.local.clear();
      await browser.storage.session.clear();
    });
  }

  const route = createRouter({
    handlers: {
      ...createHandlers({
        cache,
        vault,
        link,
        missed,
        requestSync,
        stopWork: async (uId) => {
          await orders.stop(uId);
          await mdm.deliveries.stop({ uId });
          await sync.cancel(uId);
        },
        nameApp: (adamId, name) => nameApp(cache, adamId, name),
        now,
        randomId,
        wipe,
        resume,
        hint: badge.hint,
        cardWords: async () => cardWords(await language.read()),
        openPopup: tabs.openPopup,
        openTokens: tabs.openTokens,
        linked: mdm.linked,
        sendOn: (candidateId, shown, sender) =>
          mdm.handlers['portal.deliver']({ candidateId, mdm: shown }, sender),
      }),
      ...orderHandlers,
      ...mdm.handlers,
      ...handover.handlers,
    },
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
    work(orders.resume).catch(onBug('orders'));
    work(mdm.deliveries.resume).catch(onBug('deliveries'));
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
    await storing(() => language.choose(chosen));
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
      mdm.sweepHosts();
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
      mdm.start();
      alarms.ensureRoutine().catch(onBug('alarms'));
      void vault.announce();
      for (const area of [browser.storage.local, browser.storage.managed]) {
        area.onChanged.addListener(() => applySettings().catch(onBug('settings')));
      }
      applySettings().catch(onBug('settings'));
      // Not after the settings, which a browser that has just started holds up: until they are known, the pace is slow.
      resume();
    },
    onAlarm(): void {
      badge.refresh().catch(onBug('badge'));
      warnings.check().catch(onBug('warnings'));
      link.resume().catch(onBug('link'));
      names.refresh();
      work(() => sync.runDue(now())).catch(onBug('sync'));
      work(orders.runDue).catch(onBug('orders'));
      work(mdm.deliveries.resume).catch(onBug('deliveries'));
    },
    onPlaceAsked: handover.onAsked,
    ...wireOmnibox(ground),
    onIdle(state: 'active' | 'idle' | 'locked'): void {
      autoLock.onState(state).catch(onBug('vault'));
    },
  };
}
