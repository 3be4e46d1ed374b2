import { browser } from 'wxt/browser';
import { createMdmHandlers } from '../bus/mdm-handlers.ts';
import type { Database } from '../cache/database.ts';
import { createDeliveries } from '../mdm/deliver/create-deliveries.ts';
import { createLinkedCandidates } from '../mdm/deliver/linked-candidates.ts';
import { createMdms } from '../mdm/deliver/mdms.ts';
import type { Clock } from '../platform/clock.ts';
import type { SessionMemory } from '../platform/session-memory.ts';
import type { Vault } from '../vault/create-vault.ts';

/** MDMs and the hand-over of tokens to them: the services, and what they do on a message. */
export function wireMdm(deps: {
  cache: Database;
  clock: Clock;
  session: SessionMemory;
  vault: Vault;
  now(): number;
  randomId(): string;
  keepAlive(): Promise<void>;
  onBug(place: string): (error: unknown) => void;
  fetch(url: string, init: RequestInit): Promise<Response>;
  expectToken(uId: string): Promise<string>;
  work(begin: () => Promise<void>): Promise<void>;
}) {
  const { cache, clock, session, vault, now, randomId, work } = deps;
  const mdms = createMdms({
    ...{ cache, clock, session, vault, now, randomId, fetch: deps.fetch },
    hasPermission: (pattern) => browser.permissions.contains({ origins: [pattern] }),
    removePermission: (origins) => browser.permissions.remove({ origins }),
    launchSignIn: (url) => browser.identity.launchWebAuthFlow({ url, interactive: true }),
    redirectUri: () => browser.identity.getRedirectURL(),
  });
  const deliveries = createDeliveries({
    ...{ cache, clock, mdms, randomId },
    expectToken: deps.expectToken,
    keepAlive: deps.keepAlive,
    report: deps.onBug('deliveries'),
  });
  const linked = createLinkedCandidates({ cache, session });
  return {
    deliveries,
    linked,
    handlers: createMdmHandlers({ mdms, deliveries, linked, work }),
    /** Whether something goes on by itself: behind a lock it waits for the unlock. */
    isUnfinished: async () => !(await vault.state()).locked && (await deliveries.isUnfinished()),
  };
}
