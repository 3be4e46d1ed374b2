import { liveQuery } from 'dexie';
import { browser } from 'wxt/browser';
import type { Card } from '../bus/contract.ts';
import { createMdmHandlers } from '../bus/mdm-handlers.ts';
import { createDeliveries } from '../mdm/deliver/create-deliveries.ts';
import { createLinkedCandidates } from '../mdm/deliver/linked-candidates.ts';
import { createMdms } from '../mdm/deliver/mdms.ts';
import { allowedBesides } from '../platform/allowed-besides.ts';
import { AppError } from '../platform/errors.ts';
import { createQueue } from '../platform/queue.ts';
import type { Vault } from '../vault/create-vault.ts';
import type { Ground } from './ground.ts';

interface ReadRecord {
  recordId?: string | undefined;
  /** In milliseconds since the epoch. */
  expiredBefore?: number | undefined;
}

/** MDMs and the hand-over of tokens to them: the services, and what they do on a message. */
export function wireMdm(
  ground: Ground,
  deps: {
    vault: Vault;
    fetch(url: string, init: RequestInit): Promise<Response>;
    expectToken(uId: string): Promise<string>;
    /** Has an alarm stand by while something is under way. */
    work(begin: () => Promise<void>): Promise<void>;
    /** Opens the page of a saved console and places the location's token there. */
    placeAt(uId: string, mdmId: string): Promise<void>;
    /** False when the browser refused. */
    openPopup(): Promise<boolean>;
    /** Shows what became of a linked token, unless the tab has a newer one. */
    showCard(tabId: number, card: Card): Promise<void>;
  },
) {
  const { cache, clock, session, now, randomId, keepAlive, onBug } = ground;
  const { vault, work } = deps;
  const mdms = createMdms({
    ...{ cache, clock, session, vault, now, randomId, fetch: deps.fetch },
    hasPermission: (pattern) => browser.permissions.contains({ origins: [pattern] }),
    removePermission: (origins) => browser.permissions.remove({ origins }),
    allowedHosts: async () => {
      const { origins = [] } = await browser.permissions.getAll();
      return allowedBesides(browser.runtime.getManifest().host_permissions ?? [], origins);
    },
    launchSignIn: (url) => browser.identity.launchWebAuthFlow({ url, interactive: true }),
    redirectUri: () => browser.identity.getRedirectURL(),
    report: onBug('mdms'),
  });
  const deliveries = createDeliveries({
    ...{ cache, clock, mdms, randomId },
    expectToken: deps.expectToken,
    keepAlive,
    report: onBug('deliveries'),
  });
  const linked = createLinkedCandidates({ cache, session, now });
  const inTurn = createQueue();
  const shown = new Map<number, string>();

  /** How far it is, on the card of the portal that the token came from. */
  async function showProgress(): Promise<void> {
    for (const tabId of await linked.tabs()) {
      const card = await linked.getCard(tabId);
      const text = JSON.stringify(card);
      if (!card || shown.get(tabId) === text) continue;
      shown.set(tabId, text);
      await deps.showCard(tabId, card);
    }
  }

  return {
    deliveries,
    linked,
    /**
     * Of an MDM whose API only reads: has its record found, and read back until it shows the token's end.
     * @returns the record and its end, as far as they are known: nothing while the admin is asked for it, and of a
     *   console that has no API
     */
    async readBack(mdmId: string, uId: string | undefined): Promise<ReadRecord> {
      const { way } = await mdms.expectRow(mdmId);
      if (way.by === 'page') return {};
      if (uId === undefined) throw new AppError('location-not-chosen');
      let deliveryId = '';
      await work(async () => {
        deliveryId = await deliveries.start(uId, mdmId);
      });
      const { recordId, expiredBefore, failure } = await deliveries.matched(deliveryId);
      if (failure) throw new AppError(failure.code, failure.details);
      return { recordId, expiredBefore };
    },
    /** Once, as the background starts: what a dead one left behind goes, and hand-overs are followed. */
    start(): void {
      mdms.sweep().catch(onBug('mdms'));
      liveQuery(() =>
        Promise.all([
          ...[cache.deliveries.toArray(), cache.mdmTargets.toArray(), cache.mdms.toArray()],
          cache.status.get('vault'),
        ]),
      ).subscribe({
        next: () => void inTurn(showProgress).catch(onBug('linked')),
        error: onBug('linked'),
      });
    },
    /** As the browser starts: hosts that no MDM needs are given back. */
    sweepHosts: () => void mdms.sweepHosts().catch(onBug('mdms')),
    /** For a wipe: nothing is sent any more, and no host stays allowed. */
    async stopAll(): Promise<void> {
      await deliveries.stop();
      await mdms.giveBackAll();
    },
    handlers: createMdmHandlers({
      ...{ mdms, deliveries, linked, work },
      placeAt: deps.placeAt,
      openPopup: deps.openPopup,
    }),
    /** Whether something goes on by itself: behind a lock it waits for the unlock. */
    isUnfinished: async () => !(await vault.state()).locked && (await deliveries.isUnfinished()),
  };
}
