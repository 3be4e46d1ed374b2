import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { Fetch } from '../../../lib/apple/http.ts';
import { createAppleService } from '../../simulator/apple/apple-service.ts';
import type { ConfigChanges } from '../../simulator/apple/config.ts';
import { createVppHost } from '../../simulator/apple/vpp-host.ts';
import { createSimulatorClock } from '../../simulator/clock.ts';
import { createFaults, playFault } from '../../simulator/faults.ts';
import type { HostHandler, HostRequest } from '../../simulator/host-handler.ts';
import { createImageHost, imageHost } from '../../simulator/hosts/images.ts';
import { createLookupHost } from '../../simulator/hosts/lookup.ts';
import { createMdmPark } from '../../simulator/mdm/mdm-park.ts';
import { catalogueOf, loadSeed } from '../../simulator/seeds/load-seed.ts';
import type { LocationSeed } from '../../simulator/seeds/seed-types.ts';
import { createOffenceWatch } from '../../simulator/server/offence-watch.ts';
import { createRequestLog } from '../../simulator/server/request-log.ts';
import { createState } from '../../simulator/start-simulator.ts';

const appleHost = 'vpp.itunes.apple.com';

/** What Apple was asked and answered, for those who hold requests against each other. */
export interface Exchange {
  method: string;
  url: URL;
  body: string;
  /** As the request bore it: whose location it was about. */
  authorization: string;
  /** Absent: the line died. */
  answer?: { status: number; text: string };
}

/** The simulated Apple, its public hosts and the MDMs without a network between: as faithful, and quick enough for thousands of orders. */
export function createInProcessApple(
  seeds: LocationSeed[],
  source: { now(): number },
  config: ConfigChanges = {},
) {
  const clock = createSimulatorClock(source);
  const log = createRequestLog(clock);
  const faults = createFaults();
  const loaded = loadSeed(seeds);
  const state = createState({ config }, loaded, clock, log);
  const service = createAppleService(state, faults, clock);
  const mdm = createMdmPark(service, log);
  const hosts = new Map<string, HostHandler>([
    [appleHost, createVppHost(state, () => {})],
    ['itunes.apple.com', createLookupHost({ ...state, catalogue: catalogueOf(loaded) })],
    [imageHost, createImageHost()],
    ...Object.entries(mdm.hosts),
  ]);
  const watch = createOffenceWatch(log, state.tokens.list, () => state.config.tokenHosts);
  const exchanges: Exchange[] = [];

  const fetch: Fetch = async (text, { method = 'GET', headers, body }) => {
    const url = new URL(text);
    const payload = typeof body === 'string' || body instanceof URLSearchParams ? body.toString() : '';
    const authorization = new Headers(headers).get('authorization') ?? '';
    const exchange: Exchange = { method, url, body: payload, authorization };
    const request: HostRequest = {
      method,
      url,
      headers: Object.fromEntries(new Headers(headers)),
      body: Buffer.from(payload),
    };
    watch.check(request);
    const end = watch.begin(request);
    try {
      const answer = await answerOf(request);
      exchange.answer = { status: answer.status, text: answer.text };
      return new Response(answer.text, answer);
    } finally {
      end();
      if (url.hostname === appleHost) exchanges.push(exchange);
    }
  };

  function answerOf(request: HostRequest): Promise<{ status: number; headers: Headers; text: string }> {
    const { response, answered } = captureResponse();
    const host = hosts.get(request.url.hostname);
    if (!host) throw new Error(`No host ${request.url.hostname}`);
    const fault = faults.take(request);
    const work = fault
      ? playFault(fault, request, response, host, clock)
      : Promise.resolve(host(request, response));
    return Promise.race([answered, work.then(() => answered)]);
  }

  return { service, faults, log, state, mdm, exchanges, fetch };
}

/** A response whose bytes go nowhere but to the one who waits; a destroyed line fails like a fetch. */
function captureResponse() {
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  const { promise, resolve, reject } = Promise.withResolvers<{
    status: number;
    headers: Headers;
    text: string;
  }>();
  promise.catch(() => undefined);
  const socket = new Socket();
  socket.once('close', () => reject(new TypeError('Failed to fetch')));
  response.assignSocket(socket);
  const headers = new Headers();
  let status = 200;
  Object.assign(response, {
    setHeader(name: string, value: unknown) {
      headers.set(name, String(value));
      return response;
    },
    writeHead(code: number, more: Record<string, unknown> = {}) {
      status = code;
      for (const [name, value] of Object.entries(more)) headers.set(name, String(value));
      return response;
    },
    write(_bytes: unknown, written?: () => void) {
      written?.();
      return true;
    },
    end(body: string | Buffer = '') {
      resolve({ status, headers, text: body.toString() });
      return response;
    },
  });
  return { response, answered: promise };
}
