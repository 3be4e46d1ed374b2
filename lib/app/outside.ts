import { browser } from 'wxt/browser';
import { createAppleClient } from '../apple/create-apple-client.ts';
import { createGovernors, createPace } from '../apple/governor.ts';
import { createIconFetcher } from '../apple/icons.ts';
import { createStoreLookup } from '../apple/lookup.ts';
import { createAppleLimits } from '../orders/apple-limits.ts';
import { appleHost, iconHost, lookupHost } from '../platform/permission-table.ts';
import { createNames } from '../sync/names.ts';
import { createRequestLog } from '../watch/request-log.ts';
import type { Ground } from './ground.ts';

/** Everything that sends a request: each through its governor, each noted in the log of requests. */
export function createOutside({ cache, clock, fetch, now, session, onBug }: Ground) {
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
    fetch: requests.wrap(fetch),
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
  return { requests, pace, limits, apple, names };
}
