import type { ServerResponse } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import { type AppleService, createAppleService } from './apple/apple-service.ts';
import type { AppleState } from './apple/call.ts';
import { type ConfigChanges, createConfig } from './apple/config.ts';
import { createEventQueue } from './apple/events.ts';
import { createLocation } from './apple/location.ts';
import { createTokenTable } from './apple/tokens.ts';
import { createVppHost } from './apple/vpp-host.ts';
import { createSimulatorClock } from './clock.ts';
import { createFaults } from './faults.ts';
import type { HostHandler } from './host-handler.ts';
import { createControlHost } from './hosts/control.ts';
import { createImageHost, imageHost } from './hosts/images.ts';
import { createInvitationHost } from './hosts/invitation.ts';
import { createLookupHost } from './hosts/lookup.ts';
import { createMdmPark, type MdmPark } from './mdm/mdm-park.ts';
import { createPortal } from './portal/create-portal.ts';
import { catalogueOf, loadSeed } from './seeds/load-seed.ts';
import type { LocationSeed, SeedName } from './seeds/seed-types.ts';
import { createCertificate } from './server/certificate.ts';
import { createConnectProxy } from './server/connect-proxy.ts';
import { createHttpsServer } from './server/https-server.ts';
import { createOffenceWatch } from './server/offence-watch.ts';
import { createRequestLog, type RequestLog } from './server/request-log.ts';

export interface SimulatorOptions {
  /** Default `tiny`. */
  seed?: SeedName | LocationSeed[];
  pageSize?: number;
  /** 0 or left out: any free port. */
  port?: number;
  proxyPort?: number;
  /** Stops by itself after so many ms without a request; left out: never. */
  idleMs?: number;
  /** Milliseconds since the epoch; the real clock unless told. */
  clock?: { now(): number };
  config?: ConfigChanges;
  /** More host names, for one test's own purpose. */
  extraHosts?: Record<string, HostHandler>;
}

export interface Simulator {
  /** One HTTPS server on 127.0.0.1 for all host names. */
  port: number;
  /** CONNECT proxy on 127.0.0.1. */
  proxyPort: number;
  hosts: string[];
  apple: AppleService;
  log: RequestLog;
  /** The MDMs, each at its own host. */
  mdm: MdmPark;
  /** Token texts by location key; those with a name of their own by `key/name`. */
  tokens: Record<string, string>;
  close(): Promise<void>;
}

/** Starts Apple's service, its portals and its public hosts on loopback. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const clock = createSimulatorClock(options.clock);
  const log = createRequestLog(clock);
  const faults = createFaults();
  const seeds = loadSeed(options.seed ?? 'tiny');
  const state = createState(options, seeds, clock, log);
  const apple = createAppleService(state, faults, clock);
  const tokens = issueSeedTokens(state, seeds);
  const errorNumbers = new WeakMap<ServerResponse, number>();

  const mdm = createMdmPark(apple, log);
  const hosts = new Map<string, HostHandler>([
    ['vpp.itunes.apple.com', createVppHost(state, (response, number) => errorNumbers.set(response, number))],
    ['itunes.apple.com', createLookupHost({ ...state, catalogue: catalogueOf(seeds) })],
    [imageHost, createImageHost()],
    ['buy.itunes.apple.com', createInvitationHost(state)],
    ['simulator.test', createControlHost(apple, log)],
    ...Object.entries(createPortal(portalOptions(apple))),
    ...Object.entries(mdm.hosts),
    ...Object.entries(options.extraHosts ?? {}),
  ]);

  let lastUse = Date.now();
  const touch = () => {
    lastUse = Date.now();
  };
  const watch = createOffenceWatch(log, state.tokens.list, () => state.config.tokenHosts);
  const certificate = await createCertificate([...hosts.keys()]);
  const server = createHttpsServer({
    hosts,
    certificate,
    log,
    watch,
    faults,
    clock,
    errorNumbers,
    onRequest: touch,
  });
  const port = await listen(server, options.port);
  const proxy = createConnectProxy(hosts, () => port, log, touch);
  const proxyPort = await listen(proxy.server, options.proxyPort);

  let idleTimer: NodeJS.Timeout | undefined;
  const close = async () => {
    clearInterval(idleTimer);
    proxy.closeAll();
    server.closeAllConnections();
    await Promise.all([stop(server), stop(proxy.server)]);
  };
  const { idleMs } = options;
  if (idleMs !== undefined) {
    const check = () => {
      if (Date.now() - lastUse >= idleMs) void close();
    };
    idleTimer = setInterval(check, Math.max(50, Math.min(idleMs / 4, 30_000)));
  }
  return { port, proxyPort, hosts: [...hosts.keys()], apple, log, mdm, tokens, close };
}

export function createState(
  options: SimulatorOptions,
  seeds: LocationSeed[],
  clock: ReturnType<typeof createSimulatorClock>,
  log: RequestLog,
): AppleState {
  const { pageSize } = options;
  const config = createConfig({ ...options.config, ...(pageSize !== undefined && { pageSize }) });
  return {
    config,
    clock,
    locations: new Map(seeds.map((seed) => [seed.key, createLocation(seed)])),
    tokens: createTokenTable(clock, config),
    events: createEventQueue(clock, config),
    hooks: {},
    report: log.report,
  };
}

function issueSeedTokens(state: AppleState, seeds: LocationSeed[]): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const { key, orgName, tokens = [{}] } of seeds) {
    for (const token of tokens) {
      const { text, name } = state.tokens.issue({ locationKey: key, orgName, ...token });
      texts[name === 'main' ? key : `${key}/${name}`] = text;
    }
  }
  return texts;
}

/** The portal delivers a location's newest token; `sToken_for_<Location>.vpptoken` (reference 2). */
function portalOptions(apple: AppleService) {
  const pick = (key: string | undefined) => key ?? apple.locationKeys()[0] ?? '';
  return {
    tokenText: (key?: string) =>
      apple.config.portalIssuesNewToken
        ? apple.issueToken(pick(key))
        : apple.tokens.expectNewest(pick(key)).text,
    fileName: (key?: string) => `sToken_for_${apple.expectLocation(pick(key)).name}.vpptoken`,
    locations: apple.locationKeys().map((key) => ({ key, name: apple.expectLocation(key).name })),
  };
}

async function listen(server: Server, port = 0): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port');
  return address.port;
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}
