import type { Page } from 'playwright-core';
import type { Simulator } from '../../simulator/start-simulator.ts';
import { tapBus } from './bus-tap.ts';
import { dumpIcon, dumpPage, dumpProfile, dumpStores, type Place } from './dump-places.ts';
import { openExtensionWorld } from './extension-world.ts';
import { createSecretFinder, type Secret } from './find-secrets.ts';
import type { Chromium } from './launch-chromium.ts';

/** Where each secret was found: its name, then the kinds of place. */
export type Finds = Record<string, string[]>;

/** Searches everything that the extension stores, shows, says and sends. Begin it before any page is opened. */
export async function createSecretHunt(chromium: Chromium, simulator: Simulator) {
  const worker = await chromium.serviceWorker();
  const bus = await tapBus(chromium.context, worker);
  const screen = await chromium.openConsole('/tokens');
  await bus.page(screen);
  const portals: Page[] = [];
  const popups: Page[] = [];

  const pages = () => {
    const own = chromium.context.pages().filter((page) => page.url().startsWith('chrome-extension://'));
    return [...new Set([...own, ...portals, ...popups])].filter((page) => !page.isClosed());
  };

  async function places(): Promise<Place[]> {
    const shown = await Promise.all(pages().map(dumpPage));
    return [
      ...(await dumpStores(screen)),
      ...shown.flat(),
      ...(await dumpIcon(worker)),
      ...(await bus.heard()),
      ...chromium.consoleMessages.map((line) => ({ where: 'console', text: JSON.stringify(line) })),
      ...requests(simulator),
    ];
  }

  return {
    /** The console, open all the time; it hears the bus. */
    screen,
    /** Watches a portal page and what its content script says. */
    async portal(page: Page): Promise<void> {
      portals.push(page);
      await bus.world(await openExtensionWorld(page, chromium.extensionId));
    },
    /** Watches a popup that the extension opened. */
    async popup(page: Page): Promise<Page> {
      popups.push(page);
      await bus.page(page);
      return page;
    },
    places,
    search: async (secrets: readonly Secret[]): Promise<Finds> => sift(await places(), secrets),
  };
}

/** What a closed profile holds on the disk. */
export function searchProfile(profileDir: string, secrets: readonly Secret[]): Finds {
  return sift(dumpProfile(profileDir), secrets);
}

export function sift(places: readonly Place[], secrets: readonly Secret[]): Finds {
  const finder = createSecretFinder(secrets);
  const finds = new Map<string, Set<string>>();
  for (const { where, text } of places) {
    for (const name of finder.find(text)) finds.set(name, (finds.get(name) ?? new Set()).add(where));
  }
  return Object.fromEntries([...finds].map(([name, wheres]) => [name, [...wheres].sort()]));
}

/** All requests but their bodies, which the log does not keep. */
function requests({ log }: Simulator): Place[] {
  return log.entries.flatMap(({ authorization = '', ...rest }) => [
    { where: `authorization: ${rest.host}`, text: authorization },
    { where: `request: ${rest.host}`, text: JSON.stringify(rest) },
  ]);
}
