import type { ServerResponse } from 'node:http';
import { appleDate } from '../clock.ts';
import type { HostHandler, HostRequest } from '../host-handler.ts';
import { authenticate, checkPermission } from './authenticate.ts';
import { type AppleState, type DataSet, join, members, type Route } from './call.ts';
import { authErrors, errorBody, errorStatus, Refusal } from './errors.ts';
import type { Location } from './location.ts';
import { getInt } from './parameters.ts';
import { createRateBucket, type RateBucket } from './rate-bucket.ts';
import { readAssets } from './routes/assets.ts';
import { readAssignments } from './routes/assignments.ts';
import { readClientConfig, writeClientConfig } from './routes/client-config.ts';
import { readEventStatus } from './routes/event-status.ts';
import { readUsers } from './routes/read-users.ts';
import { serviceConfig } from './routes/service-config.ts';
import { associate, disassociate, revoke } from './routes/write-assets.ts';
import { createUsers, retireUsers, updateUsers } from './routes/write-users.ts';
import type { TokenRecord } from './tokens.ts';

const prefix = '/mdm/v2/';

/** Path below the prefix, then method. `service/config` is apart: it knows no location. */
const routes: Record<string, Record<string, Route>> = {
  'service/config': { GET: () => '' },
  'client/config': { GET: readClientConfig, POST: writeClientConfig },
  assets: { GET: readAssets },
  'assets/associate': { POST: associate },
  'assets/disassociate': { POST: disassociate },
  'assets/revoke': { POST: revoke },
  assignments: { GET: readAssignments },
  users: { GET: readUsers },
  'users/create': { POST: createUsers },
  'users/update': { POST: updateUsers },
  'users/retire': { POST: retireUsers },
  status: { GET: readEventStatus },
};

const dataSets: Record<string, DataSet> = { assets: 'assets', assignments: 'assignments', users: 'users' };

/** `vpp.itunes.apple.com`. Injected faults (rule 1 of reference 17) come before this. */
export function createVppHost(
  state: AppleState,
  noteError: (response: ServerResponse, errorNumber: number) => void,
): HostHandler {
  const buckets = new Map<string, RateBucket>();

  /** Rules 2 to 6 of reference 17, in order. */
  const answer = async (request: HostRequest, path: string): Promise<string> => {
    const { method, url, body } = request;
    const byMethod = routes[path] ?? {};
    if (method === 'POST' && path === 'client/config') state.report('client-config-post', path);
    const route = byMethod[method];
    if (!route) throw new Refusal(9726);
    if (method === 'POST' && !isJson(request)) throw new Refusal(9727);
    if (state.config.maintenance === 'sync') throw new Refusal(9729);
    if (path === 'service/config') return serviceConfig(state.config);

    const token = authenticate(request.headers.authorization, state.tokens, state.config, state.clock);
    checkPermission(token, method, path);
    takeRate(token.locationKey);
    const location = state.locations.get(token.locationKey);
    if (!location) throw new Refusal(9622);
    const query = url.searchParams;
    const dataSet = dataSets[path];
    if (dataSet) {
      const pageIndex = getInt(query, 'pageIndex') ?? 0;
      await state.hooks.onBeforePage?.({ locationKey: location.key, dataSet, pageIndex, query });
    }
    state.events.settle();
    const own = await route({ state, location, query, body });
    return `{${join(own, commonMembers(state, location, token))}}`;
  };

  const takeRate = (key: string) => {
    if (!state.config.rateLimit) return;
    const bucket = buckets.get(key) ?? createRateBucket();
    buckets.set(key, bucket);
    const max = state.config.limits.maxRequestPerSecond ?? Infinity;
    const { rateWindow: window, rateRetryAfter, rateStrict: strict } = state.config;
    const rules = { maxPerSecond: max, window, blockMs: (rateRetryAfter ?? 1) * 1000, strict };
    const verdict = bucket.take(state.clock.now(), rules);
    if (verdict === 'ok') return;
    if (verdict === 'too-many')
      state.report('rate-exceeded', `more than ${max} requests a second for ${key}`);
    // Without Retry-After nobody can know when the time is up.
    if (verdict === 'too-early' && rateRetryAfter !== null) state.report('asked-too-early', key);
    throw new Refusal(9646);
  };

  const refuse = (response: ServerResponse, { errorNumber, info }: Refusal) => {
    noteError(response, errorNumber);
    const { legacy200, rateRetryAfter } = state.config;
    const status = legacy200 && authErrors.has(errorNumber) ? 200 : errorStatus(errorNumber);
    // "9729 + Retry-After" (reference 17, rule 1).
    if (errorNumber === 9729) response.setHeader('retry-after', '120');
    if (errorNumber === 9646 && rateRetryAfter !== null) response.setHeader('retry-after', rateRetryAfter);
    sendJson(response, status, JSON.stringify(errorBody(errorNumber, info)));
  };

  return async (request, response) => {
    const path = request.url.pathname.startsWith(prefix) ? request.url.pathname.slice(prefix.length) : '';
    if (!Object.hasOwn(routes, path)) {
      response.writeHead(404, { 'content-type': 'text/html' }).end('<html><body>Not Found</body></html>');
      return;
    }
    try {
      sendJson(response, 200, await answer(request, path));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refuse(response, error);
    }
  };
}

function isJson({ headers }: HostRequest): boolean {
  return /^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '');
}

/** In every authenticated answer (reference 3, "Common response fields"). */
function commonMembers(state: AppleState, location: Location, token: TokenRecord): string {
  const left = token.expiresAt - state.clock.now();
  const shown = state.config.expirationShown === 'always' || left <= 15 * 86_400_000;
  return members({
    ...(location.client.mdmInfo && { mdmInfo: location.client.mdmInfo }),
    ...(shown && { tokenExpirationDate: appleDate(token.expiresAt) }),
    uId: location.uId,
  });
}

function sendJson(response: ServerResponse, status: number, text: string) {
  const body = Buffer.from(text);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': body.length });
  response.end(body);
}
