import { browser } from 'wxt/browser';
import { createMdmHandlers } from '../bus/mdm-handlers.ts';
import { createDeliveries } from '../mdm/deliver/create-deliveries.ts';
import { createLinkedCandidates } from '../mdm/deliver/linked-candidates.ts';
import { createMdms } from '../mdm/deliver/mdms.ts';
import type { Vault } from '../vault/create-vault.ts';
import type { Ground } from './ground.ts';

/** MDMs and the hand-over of tokens to them: the services, and what they do on a message. */
export function wireMdm(
  ground: Ground,
  deps: {
    vault: Vault;
    fetch(url: string, init: RequestInit): Promise<Response>;
    expectToken(uId: string): Promise<string>;
    /** Has an alarm stand by while something is under way. */
    work(begin: () => Promise<void>): Promise<void>;
  },
) {
  const { cache, clock, session, now, randomId, keepAlive, onBug } = ground;
  const { vault, work } = deps;
  const mdms = createMdms({
    ...{ cache, clock, session, vault, now, randomId, fetch: deps.fetch },
    hasPermission: (pattern) => browser.permissions.contains({ origins: [pattern] }),
    removePermission: (origins) => browser.permissions.remove({ origins }),
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
  const linked = createLinkedCandidates({ cache, session });
  return {
    deliveries,
    linked,
    /** For a wipe: nothing is sent any more, and no host stays allowed. */
    async stopAll(): Promise<void> {
      await deliveries.stop();
      await mdms.giveBackAll();
    },
    handlers: createMdmHandlers({ mdms, deliveries, linked, work }),
    /** Whether something goes on by itself: behind a lock it waits for the unlock. */
    isUnfinished: async () => !(await vault.state()).locked && (await deliveries.isUnfinished()),
  };
}
