import { z } from 'zod';
import { AppError } from '../platform/errors.ts';
import { answerDetails, readAnswer } from './errors.ts';
import type { Governor } from './governor.ts';
import { type HttpDeps, httpGet } from './http.ts';
import { parseBody } from './parse-page.ts';

/** What the public store says about an app or a book. */
export interface StoreFacts {
  name: string;
  sellerName?: string;
  bundleId?: string;
  /** On an Apple host, by https: safe to put in a link. */
  storeUrl?: string;
  artworkUrl?: string;
}

/** By adamId. 'missing': no storefront that was asked knows it (a custom app, or withdrawn). */
export type LookupResult = ReadonlyMap<string, StoreFacts | 'missing'>;

export interface LookupQuery {
  adamIds: Iterable<string>;
  /** `countryISO2ACode` of client/config; the fallbacks alone when left out. */
  country?: string | undefined;
  /** Called as answers come, so that nothing is lost when a later one fails. Awaited. */
  onResult(result: LookupResult): Promise<void> | void;
  signal?: AbortSignal;
}

export interface LookupDeps extends HttpDeps {
  governor(key: string): Governor;
  /** Storefronts to ask for what the location's own does not have (reference 18.19). */
  fallbacks?: readonly string[];
}

const lookupUrl = 'https://itunes.apple.com/lookup';
const batchSize = 150; // reference 12, route C
const callsPerMinute = 20;
/** In milliseconds; a longer wait is better left to an alarm. */
const patience = 20_000;
const defaultFallbacks = ['us', 'gb', 'de', 'fr', 'jp', 'es', 'it', 'au', 'ca'];

const text = z.string().min(1).optional().catch(undefined);
const answerSchema = z.object({ results: z.array(z.unknown()).default([]) });
const resultSchema = z.object({
  trackId: z.union([z.number().int(), z.string()]).transform(String),
  trackName: z.string().min(1),
  sellerName: text,
  artistName: text,
  bundleId: text,
  trackViewUrl: text,
  artworkUrl512: text,
  artworkUrl100: text,
  artworkUrl60: text,
});

/** Names by the public iTunes look-up (reference 12, route C). Sends ids and a country, nothing secret. */
export function createStoreLookup(deps: LookupDeps) {
  const governor = deps.governor('itunes.apple.com');
  governor.setRate(callsPerMinute / 60);

  function ask(adamIds: readonly string[], country: string, signal: AbortSignal | undefined) {
    const url = `${lookupUrl}?id=${adamIds.join(',')}&country=${country}`;
    return governor.run(
      async () => {
        const answer = await httpGet(deps, url, {}, (response) => response.text(), signal);
        const now = deps.clock.now();
        // Too many calls are told by 429 or by an empty 403.
        if (answer.status === 403) throw new AppError('throttled', answerDetails(answer, now));
        return readResults(readAnswer({ ...answer, text: answer.body }, now), new Set(adamIds));
      },
      { signal, retry: true, patience },
    );
  }

  return {
    /**
     * Asks for all ids, in batches, first in the location's storefront, then for the rest in the fallbacks.
     * @throws AppError (`retryAt` when it is known) throttled, server, not-json, unexpected-answer, offline, timed-out, missing-permission, cancelled
     */
    async lookUp(query: LookupQuery): Promise<void> {
      const asked = new Set(query.adamIds);
      let open = [...asked].filter((id) => /^\d{1,20}$/.test(id));
      const noIds = [...asked].filter((id) => !/^\d{1,20}$/.test(id));
      for (const country of storefronts(query.country, deps.fallbacks ?? defaultFallbacks)) {
        const left: string[] = [];
        for (let start = 0; start < open.length; start += batchSize) {
          const batch = open.slice(start, start + batchSize);
          const found = await ask(batch, country, query.signal);
          if (found.size > 0) await query.onResult(found);
          left.push(...batch.filter((id) => !found.has(id)));
        }
        open = left;
      }
      const missing = [...open, ...noIds];
      if (missing.length > 0) await query.onResult(new Map(missing.map((id) => [id, 'missing'])));
    },
  };
}

function storefronts(country: string | undefined, fallbacks: readonly string[]): Set<string> {
  const own = country?.toLowerCase() ?? '';
  return new Set(/^[a-z]{2}$/.test(own) ? [own, ...fallbacks] : fallbacks);
}

/** One odd result must not cost the others their names. */
function readResults(body: unknown, asked: ReadonlySet<string>): Map<string, StoreFacts> {
  const found = new Map<string, StoreFacts>();
  for (const value of parseBody(answerSchema, body).results) {
    const result = resultSchema.safeParse(value);
    if (result.success && asked.has(result.data.trackId))
      found.set(result.data.trackId, factsOf(result.data));
  }
  return found;
}

function factsOf(result: z.infer<typeof resultSchema>): StoreFacts {
  const facts: StoreFacts = { name: result.trackName };
  const sellerName = result.sellerName ?? result.artistName;
  const artworkUrl = result.artworkUrl512 ?? result.artworkUrl100 ?? result.artworkUrl60;
  if (sellerName !== undefined) facts.sellerName = sellerName;
  if (result.bundleId !== undefined) facts.bundleId = result.bundleId;
  if (isStoreUrl(result.trackViewUrl)) facts.storeUrl = result.trackViewUrl;
  if (artworkUrl !== undefined) facts.artworkUrl = artworkUrl;
  return facts;
}

function isStoreUrl(value: string | undefined): value is string {
  const url = value === undefined ? null : URL.parse(value);
  return url?.protocol === 'https:' && url.hostname.endsWith('.apple.com');
}
