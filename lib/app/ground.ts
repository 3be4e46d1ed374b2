import { browser } from 'wxt/browser';
import type { Fetch } from '../apple/http.ts';
import { Database } from '../cache/database.ts';
import type { Locks } from '../orders/context.ts';
import { type Clock, systemClock } from '../platform/clock.ts';
import { createLanguage } from '../platform/language.ts';
import { logBug } from '../platform/log.ts';
import { createPolicy } from '../platform/policy.ts';
import { createSessionMemory, type SessionArea } from '../platform/session-memory.ts';
import { createSettings } from '../platform/settings.ts';
import { storing } from '../platform/storage-error.ts';
import { createTrouble } from '../platform/trouble.ts';
import { createVaultStore, type VaultStore } from '../vault/vault-store.ts';

export type Ground = ReturnType<typeof createGround>;

/** What a background holds on to while it lives. A test gives its own, so that it can take them away in the middle. */
export interface Holds {
  clock: Clock;
  cache: Database;
  vaultStore: VaultStore;
  sessionArea: SessionArea;
  locks: Locks;
  fetch: Fetch;
  /** A call of an extension API, after which the browser lets the background live on for a while. */
  keepAlive(): Promise<void>;
}

const takeHold = (): Holds => ({
  clock: systemClock,
  cache: new Database(),
  vaultStore: createVaultStore(),
  sessionArea: browser.storage.session,
  locks: navigator.locks,
  fetch: (url, init) => fetch(url, init),
  // A running fetch does not keep a Chrome worker alive; a call of an extension API does (design 11).
  keepAlive: async () => void (await browser.runtime.getPlatformInfo()),
});

/** What every service stands on: time, stores, settings, and where an error goes that nobody waits for. */
export function createGround(holds = takeHold()) {
  const { clock, cache, vaultStore, locks } = holds;
  const session = createSessionMemory(holds.sessionArea);
  const trouble = createTrouble(session, (error) => logBug('trouble', error));
  const readPolicy = createPolicy({
    managed: browser.storage.managed,
    kept: browser.storage.local,
    sleep: clock.sleep,
  });
  const settings = createSettings(browser.storage.local, readPolicy);
  return {
    clock,
    now: () => clock.now(),
    randomId: () => crypto.randomUUID(),
    cache,
    vaultStore,
    locks,
    /**
     * Never rejects: it helps the work to live and is no part of it. Chromium refuses it to a worker that it stops,
     * which is no news.
     */
    keepAlive: () => holds.keepAlive().catch(() => undefined),
    fetch: holds.fetch,
    session,
    trouble,
    readPolicy,
    settings,
    /** The name that the admin gave themselves. */
    by: async () => (await storing(settings.read)).operatorName.trim() || undefined,
    language: createLanguage(browser.storage.local, () => navigator.languages),
    /** A store that fails is told on the screens, the rest to the log. */
    onBug: (place: string) => (error: unknown) => {
      trouble.note(error).then(
        (told) => told || logBug(place, error),
        () => logBug(place, error),
      );
    },
  };
}
