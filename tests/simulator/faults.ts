import type { ServerResponse } from 'node:http';
import { errorBody, errorStatus } from './apple/errors.ts';
import type { SimulatorClock } from './clock.ts';
import type { HostHandler, HostRequest } from './host-handler.ts';

/** Both forms that Apple may send (reference 8). */
type RetryAfter = { seconds: number } | { dateInSeconds: number };

export type FaultEffect =
  /** An error of Apple's list with its HTTP status, or another status. */
  | { kind: 'error'; errorNumber: number; status?: number | undefined; retryAfter?: RetryAfter | undefined }
  | { kind: 'body'; status: number; contentType: string; body: string; retryAfter?: RetryAfter | undefined }
  /** A web page where JSON was expected (reference 7.4). */
  | { kind: 'html'; status: number; retryAfter?: RetryAfter | undefined }
  /** The line dies and nothing was done. */
  | { kind: 'drop' }
  /** The work is done, then the line dies before the answer. */
  | { kind: 'lose' }
  /** The line dies in the middle of the answer. */
  | { kind: 'truncate' }
  | { kind: 'slow'; ms: number }
  /** Holds the request until released. */
  | { kind: 'gate'; gate: Promise<void>; arrive: () => void };

export interface FaultMatch {
  host?: string;
  method?: string;
  path?: RegExp;
  /** Lets so many fitting requests pass first. */
  skip?: number;
  /** Meets so many; 1 unless told. */
  count?: number;
}

interface Rule {
  match: FaultMatch;
  effect: FaultEffect;
  seen: number;
  hits: number;
}

export interface Gate {
  /** Requests that have come to the gate. */
  readonly waiting: number;
  /** Resolves when so many requests have come. */
  arrived(count?: number): Promise<void>;
  /** Lets all through, now and later. */
  release(): void;
}

/** Injected faults: rule 1 of reference 17, before everything else, on every host. */
export function createFaults() {
  let rules: Rule[] = [];
  const add = (match: FaultMatch, effect: FaultEffect) => {
    const rule: Rule = { match, effect, seen: 0, hits: 0 };
    rules.push(rule);
    return {
      get hits() {
        return rule.hits;
      },
      remove: () => {
        rules = rules.filter((other) => other !== rule);
      },
    };
  };
  return {
    add,
    gate(match: FaultMatch): Gate {
      const opened = Promise.withResolvers<void>();
      let waiting = 0;
      let watchers: { count: number; resolve: () => void }[] = [];
      const arrive = () => {
        waiting += 1;
        for (const watcher of watchers) if (waiting >= watcher.count) watcher.resolve();
        watchers = watchers.filter((watcher) => waiting < watcher.count);
      };
      const rule = add({ count: Infinity, ...match }, { kind: 'gate', gate: opened.promise, arrive });
      return {
        get waiting() {
          return waiting;
        },
        arrived: (count = 1) =>
          new Promise((resolve) => {
            if (waiting >= count) resolve();
            else watchers.push({ count, resolve });
          }),
        release() {
          rule.remove();
          opened.resolve();
        },
      };
    },
    clear() {
      rules = [];
    },
    /** The first rule that fits and is not used up. */
    take(request: HostRequest): FaultEffect | undefined {
      for (const rule of rules) {
        if (!fits(rule.match, request)) continue;
        rule.seen += 1;
        const { skip = 0, count = 1 } = rule.match;
        if (rule.seen <= skip || rule.hits >= count) continue;
        rule.hits += 1;
        return rule.effect;
      }
      return undefined;
    },
  };
}

export type Faults = ReturnType<typeof createFaults>;

function fits({ host, method, path }: FaultMatch, request: HostRequest): boolean {
  return (
    (host === undefined || host === request.url.hostname) &&
    (method === undefined || method === request.method) &&
    (path === undefined || path.test(request.url.pathname))
  );
}

/** Plays one fault; `next` is what would have answered. */
export async function playFault(
  effect: FaultEffect,
  request: HostRequest,
  response: ServerResponse,
  next: HostHandler,
  clock: SimulatorClock,
): Promise<void> {
  switch (effect.kind) {
    case 'error': {
      const status = effect.status ?? errorStatus(effect.errorNumber);
      const body = JSON.stringify(errorBody(effect.errorNumber));
      return send(response, status, 'application/json', body, effect.retryAfter, clock);
    }
    case 'body':
      return send(response, effect.status, effect.contentType, effect.body, effect.retryAfter, clock);
    case 'html':
      return send(response, effect.status, 'text/html', htmlPage, effect.retryAfter, clock);
    case 'drop':
      response.socket?.destroy();
      return;
    case 'lose':
      Object.assign(response, { writeHead: () => response, end: () => response.socket?.destroy() });
      return next(request, response);
    case 'truncate':
      cutAnswer(response);
      return next(request, response);
    case 'slow':
      await new Promise((resolve) => setTimeout(resolve, effect.ms));
      return next(request, response);
    case 'gate':
      effect.arrive();
      await effect.gate;
      return next(request, response);
  }
}

const htmlPage = '<!DOCTYPE html><html><head><title>Error</title></head><body><h1>Service</h1></body></html>';

function send(
  response: ServerResponse,
  status: number,
  contentType: string,
  body: string,
  retryAfter: RetryAfter | undefined,
  clock: SimulatorClock,
) {
  if (retryAfter) response.setHeader('retry-after', retryAfterText(retryAfter, clock));
  response.writeHead(status, { 'content-type': contentType }).end(body);
}

function retryAfterText(retryAfter: RetryAfter, clock: SimulatorClock): string {
  if ('seconds' in retryAfter) return String(retryAfter.seconds);
  return new Date(clock.now() + retryAfter.dateInSeconds * 1000).toUTCString();
}

function cutAnswer(response: ServerResponse) {
  Object.assign(response, {
    end: (body: string | Buffer = '') => {
      const bytes = Buffer.from(body);
      response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.socket?.destroy());
    },
  });
}
