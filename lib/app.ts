import { browser } from 'wxt/browser';
import { createAppleClient } from './apple/create-apple-client.ts';
import { createGovernors } from './apple/governor.ts';
import { createIconFetcher } from './apple/icons.ts';
import { createStoreLookup } from './apple/lookup.ts';
import { createHandlers } from './bus/handlers.ts';
import { createRouter } from './bus/router.ts';
import { Database } from './cache/database.ts';
import type { CandidateRow } from './cache/rows.ts';
import { nameApp } from './cache/write-location.ts';
import { cardOf } from './link/card.ts';
import { createLink, tokenName } from './link/create-link.ts';
import { createAlarms } from './platform/alarms.ts';
import { systemClock } from './platform/clock.ts';
import { logBug } from './platform/log.ts';
import { appleHost, iconHost, lookupHost, portalOrigins } from './platform/permission-table.ts';
import { createSessionMemory } from './platform/session-memory.ts';
import { createSettings } from './platform/settings.ts';
import { createSyncEngine } from './sync/create-sync-engine.ts';
import { createNames } from './sync/names.ts';
import { createVault } from './vault/create-vault.ts';
import { createVaultStore } from './vault/vault-store.ts';
import { createBadge } from './watch/create-badge.ts';
import { healthAfter } from './watch/health.ts';

/** The composition root: makes every service once and wires them. Runs in the background alone. */
export function createApp() {
  const clock = systemClock;
  const now = () => clock.now();
  const randomId = () => crypto.randomUUID();
  const onBug = (place: string) => (error: unknown) => logBug(place, error);

  const cache = new Database();
  const session = createSessionMemory(browser.storage.session);
  const settings = createSettings(browser.storage.local);

  const vault = createVault({
    store: createVaultStore(),
    session,
    onChange: async (value) => {
      await cache.status.put({ key: 'vault', value });
      if (!value.locked) resume();
    },
  });

  const governor = createGovernors({
    clock,
    random: Math.random,
    store: {
      load: (key) => session.peek(`governor:${key}`),
      save: (key, state) => session.set(`governor:${key}`, state),
    },
  });
  const reach = (origin: string) => ({
    fetch: (url: string, init: RequestInit) => fetch(url, init),
    clock,
    governor,
    hasPermission: () => browser.permissions.contains({ origins: [origin] }),
    isOnline: () => navigator.onLine,
  });
  const apple = createAppleClient(reach(appleHost));
  const names = createNames({
    cache,
    store: createStoreLookup(reach(lookupHost)),
    icons: createIconFetcher(reach(iconHost)),
    now,
  });

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
      await cache.locations
        .where('uId')
        .equals(uId)
        .modify((row) => {
          row.health = healthAfter(failure, row.health, now());
        });
    },
    onBusy: (busy) => (busy ? alarms.workBegins() : alarms.workEnds()),
    names,
    randomId,
    settings: settings.read,
  });

  const link = createLink({
    cache,
    session,
    vault,
    apple,
    now,
    randomId,
    onCandidate: async (row) => showCard(row, cardOf(row, await vault.state())),
    onClosed: async (row, state) =>
      showCard(row, { candidateId: row.id, orgName: row.orgName, expiresAt: row.expiresAt, state }),
    onLinked: (uId) => sync.request(uId, { full: true }),
    onBug: onBug('link'),
  });

  const badge = createBadge({ cache, icon: browser.action, now, onBug: onBug('badge') });

  async function wipe(): Promise<void> {
    await sync.cancelAll();
    await vault.wipe();
    await cache.delete();
    await browser.storage.local.clear();
    await browser.storage.session.clear();
    await cache.open();
  }

  const route = createRouter({
    handlers: createHandlers({
      cache,
      vault,
      link,
      sync,
      nameApp: (adamId, name) => nameApp(cache, adamId, name, now()),
      wipe,
      hint: badge.hint,
      openPopup,
    }),
    ownId: browser.runtime.id,
    ownOrigin: new URL(browser.runtime.getURL('/')).origin,
    portalOrigins,
    onBug: (name, error) => logBug(name, error),
  });

  /** Picks up whatever a dead worker, a closed browser, a lock or a lost network left. Safe to call at any time. */
  function resume(): void {
    link.resume().catch(onBug('link'));
    sync.resume().catch(onBug('sync'));
  }

  return {
    route,
    resume,
    start(): void {
      badge.follow();
      alarms.ensureRoutine().catch(onBug('alarms'));
      vault.announce().catch(onBug('vault'));
      applySettings().catch(onBug('settings'));
      resume();
    },
    onAlarm(name: string): void {
      badge.refresh().catch(onBug('badge'));
      if (name === 'work') resume();
      else sync.runDue().catch(onBug('sync'));
    },
    onIdle(state: 'active' | 'idle' | 'locked'): void {
      if (state !== 'active') vault.lock().catch(onBug('vault'));
    },
  };
}
