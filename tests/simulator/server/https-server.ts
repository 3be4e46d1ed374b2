import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { SimulatorClock } from '../clock.ts';
import { type Faults, playFault } from '../faults.ts';
import type { HostHandler, HostRequest } from '../host-handler.ts';
import type { OffenceWatch } from './offence-watch.ts';
import type { LogEntry, RequestLog } from './request-log.ts';

export interface ServerParts {
  hosts: Map<string, HostHandler>;
  certificate: { key: string; cert: string };
  log: RequestLog;
  watch: OffenceWatch;
  faults: Faults;
  clock: SimulatorClock;
  /** Error numbers that the answers were given, by response. */
  errorNumbers: WeakMap<ServerResponse, number>;
  onRequest(): void;
}

const maxBody = 32 * 1024 * 1024;

/** One HTTPS server for all host names; the Host header says which one is meant. */
export function createHttpsServer(parts: ServerParts) {
  const server = createServer({ ...parts.certificate, keepAlive: true }, (incoming, response) => {
    serve(parts, incoming, response).catch((error: unknown) => {
      parts.log.crash(error instanceof Error ? (error.stack ?? error.message) : String(error));
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
      response.end('The simulator failed.');
    });
  });
  server.keepAliveTimeout = 120_000;
  return server;
}

async function serve(parts: ServerParts, incoming: IncomingMessage, response: ServerResponse) {
  const { log, clock, faults, watch } = parts;
  parts.onRequest();
  const address = `https://${incoming.headers.host ?? 'missing.invalid'}${incoming.url ?? '/'}`;
  if (!URL.canParse(address)) return plain(response, 400, 'Bad request');
  const body = await readBody(incoming);
  if (!body) return plain(response, 413, 'Too large');
  const request: HostRequest = {
    method: incoming.method ?? 'GET',
    url: new URL(address),
    headers: incoming.headers,
    body,
  };
  const entry = describe(request, clock.now());
  log.add(entry);
  watch.check(request);
  const end = watch.begin(request);
  response.once('close', end);
  response.once('finish', () => {
    entry.status = response.statusCode;
    const errorNumber = parts.errorNumbers.get(response);
    if (errorNumber !== undefined) entry.errorNumber = errorNumber;
  });

  const handler = parts.hosts.get(request.url.hostname);
  if (!handler) return plain(response, 421, 'No such host here');
  const fault = faults.take(request);
  if (!fault) return handler(request, response);
  entry.fault = fault.kind;
  if (fault.kind === 'error') parts.errorNumbers.set(response, fault.errorNumber);
  return playFault(fault, request, response, handler, clock);
}

function describe({ method, url, headers }: HostRequest, time: number): LogEntry {
  return {
    time,
    host: url.hostname,
    method,
    path: url.pathname,
    query: url.search,
    headerNames: Object.keys(headers),
    ...(headers.authorization !== undefined && { authorization: headers.authorization }),
    ...(headers.origin !== undefined && { origin: headers.origin }),
  };
}

function plain(response: ServerResponse, status: number, text: string) {
  response.writeHead(status, { 'content-type': 'text/plain' }).end(text);
}

async function readBody(incoming: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > maxBody) return undefined;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
