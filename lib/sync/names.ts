import { afterFailure } from '../apple/after-failure.ts';
import type { createIconFetcher } from '../apple/icons.ts';
import type { createStoreLookup, LookupResult, StoreFacts } from '../apple/lookup.ts';
import { readApps } from '../cache/app-sets.ts';
import type { Database } from '../cache/database.ts';
import type { AppRow, NamesStatus } from '../cache/rows.ts';
import { writeApps } from '../cache/write-apps.ts';
import { noteNamesStatus, readNamesStatus } from '../cache/write-names-status.ts';
import { AppError, type Failure, isCode, toFailure } from '../platform/errors.ts';
import { storing } from '../platform/storage-error.ts';
import { fetchIcons } from './fetch-icons.ts';

const dayMs = 86_400_000;
/** Names change seldom; an app that the store did not know may only be late in one storefront. */
const keepNameMs = 30 * dayMs;
const askMissingAgainMs = 7 * dayMs;
/** A name can wait: a host that Apple or a firewall keeps from us is not asked every minute. */
const leastWaitMs = 15 * 60_000;

/**
 * Names and icons of all apps and books, from Apple's public look-up; a name given by hand stays. It works beside the
 * syncs, which do not wait for it: the store allows some twenty calls a minute.
 */
export function createNames(deps: {
  cache: Database;
  store: ReturnType<typeof createStoreLookup>;
  icons: ReturnType<typeof createIconFetcher>;
  now(): number;
  /** Told of bugs and of a store that fails. */
  report(error: unknown): void;
}) {
  const { cache, store, now } = deps;
  const pictures = () => fetchIcons(deps, stop.signal);
  let round: Promise<void> | undefined;
  let wanted = false;
  let stop = new AbortController();
  /** Hosts that have failed in this round. */
  const givenUp = new Set<keyof NamesStatus>();

  /**
   * All that lacks a name or an icon, as far as Apple may be asked by now: at every start and alarm. Asked for more while
   * it works, it goes round once more.
   */
  function refresh(): void {
    wanted = true;
    round ??= workAll().finally(() => {
      round = undefined;
    });
  }

  async function workAll(): Promise<void> {
    try {
      while (wanted) {
        wanted = false;
        givenUp.clear();
        await whenDue('lookUpAt', async () => {
          for (const [country, adamIds] of await openByCountry()) await lookUp(adamIds, country);
        });
        await whenDue('iconsAt', pictures);
      }
    } catch (error) {
      wanted = false;
      if (!stop.signal.aborted) deps.report(error);
    }
  }

  /** The work of one host, unless that has to wait; when it fails it is noted until when, and an alarm comes back. */
  async function whenDue(host: keyof NamesStatus, work: () => Promise<void>): Promise<void> {
    const at = (await storing(() => readNamesStatus(cache)))[host];
    if (givenUp.has(host) || (at !== undefined && at > now())) return;
    try {
      await work();
      if (at !== undefined) await storing(() => noteNamesStatus(cache, host, undefined));
    } catch (error) {
      expectGoing();
      if (concernsUs(error)) deps.report(error);
      givenUp.add(host);
      const nextAt = nextRound(toFailure(error), now());
      await storing(() => noteNamesStatus(cache, host, nextAt));
    }
  }

  /** Ends the round at once and writes nothing more: before a wipe. */
  async function cancel(): Promise<void> {
    wanted = false;
    stop.abort();
    await round;
    stop = new AbortController();
  }

  /** What has no fresh name, by the storefront of its location. */
  async function openByCountry(): Promise<Map<string | undefined, string[]>> {
    const [assets, locations, apps] = await storing(() =>
      Promise.all([cache.assets.toCollection().primaryKeys(), cache.locations.toArray(), readApps(cache)]),
    );
    const fresh = new Set(apps.filter((app) => !isStale(app, now())).map((app) => app.adamId));
    const countries = new Map(locations.map((row) => [row.uId, row.countryISO2ACode]));
    const open = new Map<string | undefined, Set<string>>();
    for (const [uId, adamId] of assets) {
      if (fresh.has(adamId)) continue;
      const country = countries.get(uId);
      open.set(country, (open.get(country) ?? new Set()).add(adamId));
    }
    return new Map([...open].map(([country, adamIds]) => [country, [...adamIds]]));
  }

  /** Icons come beside the names: an app that no storefront knows keeps the look-up busy for half a minute. */
  async function lookUp(adamIds: string[], country: string | undefined): Promise<void> {
    let drawing = Promise.resolve();
    try {
      await store.lookUp({
        adamIds,
        country,
        signal: stop.signal,
        onResult: async (result) => {
          expectGoing();
          await storing(() => keepNames(appRows(result, now())));
          drawing = drawing.then(() => whenDue('iconsAt', pictures));
          drawing.catch(() => undefined); // It is awaited below; until then it is nobody's.
        },
      });
    } finally {
      await drawing;
    }
  }

  async function keepNames(rows: AppRow[]): Promise<void> {
    await cache.transaction('rw', [cache.apps, cache.appSets], async () => {
      const before = await cache.apps.bulkGet(rows.map((row) => row.adamId));
      await writeApps(
        cache,
        rows.map((row, index) => mergeApp(row, before[index])),
      );
    });
  }

  function expectGoing(): void {
    if (stop.signal.aborted) throw new AppError('cancelled');
  }

  return { refresh, cancel, idle: () => round ?? Promise.resolve() };
}

/** When a host may be asked again. Undefined: at the next wake, since nobody else knows when the network is back. */
function nextRound(failure: Failure, now: number): number | undefined {
  const { nextAt } = afterFailure(failure, now);
  if (nextAt === undefined || failure.code === 'offline') return undefined;
  return failure.details?.retryAt === nextAt ? nextAt : Math.max(nextAt, now + leastWaitMs);
}

/** A bug, or a store that the screens must tell of. That Apple or the network fails is no news: the next round asks. */
function concernsUs(error: unknown): boolean {
  if (isCode(error, 'storage-full') || isCode(error, 'storage-broken')) return true;
  return !(error instanceof AppError) || error.kind === 'bug';
}

function isStale(row: AppRow, now: number): boolean {
  return now - row.fetchedAt > (row.source === 'store' ? keepNameMs : askMissingAgainMs);
}

function appRows(result: LookupResult, fetchedAt: number): AppRow[] {
  return [...result].map(([adamId, facts]) => appRow(adamId, facts, fetchedAt));
}

function appRow(adamId: string, facts: StoreFacts | 'missing', fetchedAt: number): AppRow {
  return facts === 'missing'
    ? { adamId, source: 'missing', fetchedAt }
    : { ...facts, adamId, source: 'store', fetchedAt };
}

/** The admin's own name outlives every answer of the store, and the store's facts outlive the app's sale. */
function mergeApp(row: AppRow, before: AppRow | undefined): AppRow {
  if (before === undefined) return row;
  if (row.source === 'missing') return { ...before, ...row };
  return before.customName === undefined ? row : { ...row, customName: before.customName };
}
