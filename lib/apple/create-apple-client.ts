import { AppError, type ErrorCode, toFailure } from '../platform/errors.ts';
import type { AppleClient } from './contract.ts';
import { type Endpoint, endpointUrl, type Query, type WriteEndpoint } from './endpoints.ts';
import { readAnswer } from './errors.ts';
import type { Governor } from './governor.ts';
import { type HttpDeps, httpGet } from './http.ts';
import { parseAssignmentsPage, parseBody } from './parse-page.ts';
import { postWrite, tellDone } from './post-write.ts';
import {
  assetsPageSchema,
  clientConfigSchema,
  eventResponseSchema,
  eventStatusSchema,
  type ServiceConfig,
  serviceConfigSchema,
  usersPageSchema,
} from './wire.ts';
import { createWrites, type Send } from './writes.ts';

/** One request that was sent, for a log: no token, no query value but the page. */
export interface RequestEntry {
  endpoint: Endpoint | WriteEndpoint;
  pageIndex?: number;
  /** Milliseconds since the epoch, and the duration in milliseconds. */
  startedAt: number;
  took: number;
  outcome: 'ok' | ErrorCode;
  status?: number;
  errorNumber?: number;
}

export interface AppleClientDeps extends HttpDeps {
  governor(key: string): Governor;
  onRequest?(entry: RequestEntry): void;
  /** Each time that Apple was asked for its limits, addresses and texts. */
  onConfig?(config: ServiceConfig): void;
}

interface Read<T> {
  endpoint: Endpoint;
  query?: Query;
  token?: string;
  parse(body: unknown): T;
}

/** A worker whose timers wait longer may be stopped by the browser, in milliseconds. */
const patience = 20_000;
const configLife = 5 * 60_000; // reference 0.7
/** The governor of service/config, which belongs to no location; a wait told under this key holds up all. */
export const serviceConfigKey = 'service/config';

/**
 * The client of Apple's App and Book Management API. It has no way to POST client/config, which would take the location
 * away from the customer's MDM (reference 0.6).
 */
export function createAppleClient(deps: AppleClientDeps): AppleClient {
  const { clock } = deps;
  const governors = new Set<Governor>();
  let config: { value: ServiceConfig; readAt: number } | undefined;
  let flight: Promise<ServiceConfig> | undefined;

  async function read<T>(what: Read<T>, signal?: AbortSignal): Promise<T> {
    const { endpoint, query = {}, token } = what;
    const url = endpointUrl(endpoint, query, config?.value.urls);
    const authorization: Record<string, string> =
      token === undefined ? {} : { authorization: `Bearer ${token}` };
    const answer = await httpGet(deps, url, authorization, (response) => response.text(), signal);
    return what.parse(readAnswer({ ...answer, text: answer.body }, clock.now(), token));
  }

  /** Does one request, tells `onRequest`, and names the endpoint in the error. */
  async function noted<T>(
    what: Pick<RequestEntry, 'endpoint' | 'pageIndex'>,
    request: () => Promise<T>,
  ): Promise<T> {
    const startedAt = clock.now();
    const { endpoint, pageIndex } = what;
    const entry = { endpoint, ...(pageIndex !== undefined && { pageIndex }), startedAt };
    try {
      const value = await request();
      deps.onRequest?.({ ...entry, took: clock.now() - startedAt, outcome: 'ok' });
      return value;
    } catch (error) {
      const { code, details = {} } = toFailure(error);
      const { status, errorNumber } = details;
      deps.onRequest?.({
        ...entry,
        took: clock.now() - startedAt,
        outcome: code,
        ...(typeof status === 'number' ? { status } : {}),
        ...(typeof errorNumber === 'number' ? { errorNumber } : {}),
      });
      throw error instanceof AppError ? new AppError(code, { ...details, endpoint }) : error;
    }
  }

  function readNoted<T>(what: Read<T>, signal?: AbortSignal): Promise<T> {
    const page = what.query?.pageIndex;
    return noted({ endpoint: what.endpoint, ...(typeof page === 'number' && { pageIndex: page }) }, () =>
      read(what, signal),
    );
  }

  /** Sends a write once, in its turn; never again by itself (design 2.5). */
  function senderFor(token: string, governor: Governor): Send {
    return async (endpoint, body, signal) => {
      let left = false;
      const onLeave = () => {
        left = true;
      };
      const post = async () => {
        const bearer = expectBearer(token);
        const what = { endpoint, body, bearer, urls: config?.value.urls, signal };
        const answer = await postWrite(deps, what, onLeave);
        const { eventId } = parseBody(
          eventResponseSchema,
          readAnswer({ ...answer, text: answer.body }, clock.now(), token),
        );
        return { eventId };
      };
      try {
        return await governor.run(() => noted({ endpoint }, post), { signal, patience });
      } catch (error) {
        throw tellDone(error, left);
      }
    };
  }

  async function refreshConfig(): Promise<ServiceConfig> {
    const value = await deps
      .governor(serviceConfigKey)
      .run(
        () =>
          readNoted({ endpoint: 'service/config', parse: (body) => parseBody(serviceConfigSchema, body) }),
        { retry: true, patience },
      );
    config = { value, readAt: clock.now() };
    for (const governor of governors) governor.setLimit(value.limits.maxRequestPerSecond);
    deps.onConfig?.(value);
    return value;
  }

  function freshConfig(): ServiceConfig | undefined {
    if (config === undefined) return undefined;
    const age = clock.now() - config.readAt;
    return age >= 0 && age < configLife ? config.value : undefined;
  }

  return {
    async serviceConfig(signal) {
      if (signal?.aborted) throw new AppError('cancelled');
      const fresh = freshConfig();
      if (fresh !== undefined) return fresh;
      flight ??= refreshConfig().finally(() => {
        flight = undefined;
      });
      return orCancelled(flight, signal);
    },

    location(token, governorKey) {
      const governor = deps.governor(governorKey);
      governors.add(governor);
      governor.setLimit(config?.value.limits.maxRequestPerSecond);
      const ask = <T>(what: Read<T>, page: boolean, signal: AbortSignal | undefined): Promise<T> =>
        governor.run(() => readNoted({ ...what, token: expectBearer(token) }, signal), {
          signal,
          page,
          retry: true,
          patience,
        });
      const single = <T>(what: Read<T>, signal?: AbortSignal) => ask(what, false, signal);
      const paged = <T>(what: Read<T>, signal?: AbortSignal) => ask(what, true, signal);
      return {
        clientConfig: (signal) =>
          single({ endpoint: 'client/config', parse: (body) => parseBody(clientConfigSchema, body) }, signal),
        assets: (query, signal) =>
          paged(
            { endpoint: 'assets', query: { ...query }, parse: (body) => parseBody(assetsPageSchema, body) },
            signal,
          ),
        assignments: (query, signal) =>
          paged({ endpoint: 'assignments', query: { ...query }, parse: parseAssignmentsPage }, signal),
        users: (query, signal) =>
          paged(
            { endpoint: 'users', query: { ...query }, parse: (body) => parseBody(usersPageSchema, body) },
            signal,
          ),
        eventStatus: (eventId, signal) =>
          single(
            { endpoint: 'status', query: { eventId }, parse: (body) => parseBody(eventStatusSchema, body) },
            signal,
          ),
        ...createWrites(senderFor(token, governor)),
      };
    },
  };
}

/** A text that is no header value would make fetch fail like a dead host, with the token in its message. */
function expectBearer(token: string): string {
  if (!/^[\x21-\x7e]+$/.test(token)) throw new AppError('invalid');
  return token;
}

/** Others may wait for the same work: only this caller gives up. */
function orCancelled<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  return new Promise((resolve, reject) => {
    const abort = () => reject(new AppError('cancelled'));
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
