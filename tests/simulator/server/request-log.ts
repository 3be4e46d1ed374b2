import type { SimulatorClock } from '../clock.ts';

export interface LogEntry {
  /** Milliseconds of the simulator's clock. */
  time: number;
  host: string;
  method: string;
  path: string;
  query: string;
  headerNames: string[];
  authorization?: string;
  origin?: string;
  /** Missing while it runs, and for good when the line was dropped. */
  status?: number;
  errorNumber?: number;
  /** The kind of an injected fault that it met. */
  fault?: string;
}

/** What a well-behaved client never does (reference 4.2, 5, 6, 8; design section 2). */
export type OffenceKind =
  | 'client-config-post'
  | 'status-too-soon'
  | 'rate-exceeded'
  | 'asked-too-early'
  | 'parallel-page-reads'
  | 'token-in-url'
  | 'token-to-other-host'
  | 'lookup-rate-exceeded'
  /** Deletes or revokes at an MDM (mdm reference 0.4). */
  | 'mdm-delete'
  /** Reads what shows a token in clear (mdm reference 2.6). */
  | 'mdm-secret-read'
  /** A cookie in a request of the extension (mdm reference 0.7). */
  | 'cookie-sent';

interface Offence {
  time: number;
  kind: OffenceKind;
  detail: string;
}

export interface LogQuery {
  host?: string;
  method?: string;
  /** The whole path, or a pattern for it. */
  path?: string | RegExp;
  since?: number;
}

/** Every request of every host, for tests to ask. */
export function createRequestLog(clock: SimulatorClock) {
  const entries: LogEntry[] = [];
  const offences: Offence[] = [];
  const refusedConnects: string[] = [];
  const crashes: string[] = [];

  return {
    entries: entries as readonly LogEntry[],
    offences: offences as readonly Offence[],
    /** Hosts that somebody asked the proxy for and that are not ours. */
    refusedConnects: refusedConnects as readonly string[],
    /** Errors of the simulator itself; always a bug. */
    crashes: crashes as readonly string[],
    add: (entry: LogEntry) => {
      entries.push(entry);
    },
    report(kind: OffenceKind, detail: string) {
      offences.push({ time: clock.now(), kind, detail });
    },
    refuseConnect: (host: string) => {
      refusedConnects.push(host);
    },
    crash: (message: string) => {
      crashes.push(message);
    },
    find: (query: LogQuery) => entries.filter((entry) => fits(entry, query)),
    count: (query: LogQuery) => entries.filter((entry) => fits(entry, query)).length,
    clear() {
      for (const list of [entries, offences, refusedConnects, crashes]) list.length = 0;
    },
  };
}

export type RequestLog = ReturnType<typeof createRequestLog>;

function fits(entry: LogEntry, { host, method, path, since }: LogQuery): boolean {
  return (
    (host === undefined || entry.host === host) &&
    (method === undefined || entry.method === method) &&
    (since === undefined || entry.time >= since) &&
    (path === undefined || (typeof path === 'string' ? entry.path === path : path.test(entry.path)))
  );
}
