import { browser } from 'wxt/browser';
import { Database } from '../cache/database.ts';
import { systemClock } from '../platform/clock.ts';
import { createLanguage } from '../platform/language.ts';
import { logBug } from '../platform/log.ts';
import { createPolicy } from '../platform/policy.ts';
import { createSessionMemory } from '../platform/session-memory.ts';
import { createSettings } from '../platform/settings.ts';
import { createTrouble } from '../platform/trouble.ts';

export type Ground = ReturnType<typeof createGround>;

/** What every service stands on: time, stores, settings, and where an error goes that nobody waits for. */
export function createGround() {
  const clock = systemClock;
  const cache = new Database();
  const session = createSessionMemory(browser.storage.session);
  const trouble = createTrouble(session);
  const readPolicy = createPolicy(browser.storage.managed);
  return {
    clock,
    now: () => clock.now(),
    randomId: () => crypto.randomUUID(),
    cache,
    session,
    trouble,
    readPolicy,
    settings: createSettings(browser.storage.local, readPolicy),
    language: createLanguage(browser.storage.local, () => navigator.languages),
    /** A store that fails is told on the screens, the rest to the log. */
    onBug: (place: string) => (error: unknown) => {
      trouble.note(error).then(
        (told) => told || logBug(place, error),
        () => logBug(place, error),
      );
    },
    // A running fetch does not keep a Chrome worker alive; a call of an extension API does (design 11).
    keepAlive: async () => void (await browser.runtime.getPlatformInfo()),
  };
}
