import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { SimulatorClock } from '../clock.ts';
import type { HostHandler, HostRequest } from '../host-handler.ts';
import type { OffenceKind } from '../server/request-log.ts';

/** What Apple tells an MDM of a token that it was given. */
export interface TokenFacts {
  uId: string;
  locationName: string;
  orgName: string;
  country: string;
  expiresAt: number;
  state: 'valid' | 'expired' | 'revoked' | 'invalid';
}

export interface MdmParts {
  clock: SimulatorClock;
  /** Asks Apple, as each MDM does itself. */
  lookUp(text: string): TokenFacts;
  report(kind: OffenceKind, detail: string): void;
}

/** What tests can do to one MDM. */
export interface Switches {
  /** The line is cut without an answer. */
  down: boolean;
  /** Each request gets this status. */
  fault: number | undefined;
  /** So many requests get 429, or `status`: of all, or of those alone that change something. */
  throttle: { times: number; seconds: number; writesAlone?: true; status?: number };
  /** The sign-in lacks its right: to anything, or to change something. */
  roleMissing: boolean | 'to-write';
  /** So many reads after a write still show what was before. */
  lagReads: number;
  /** A write is carried out, and its answer lost. */
  loseWrites: number;
}

export interface SeenRequest {
  method: string;
  path: string;
  headers: HostRequest['headers'];
  body: string;
}

export interface MdmRecord {
  id: string;
  name: string;
  uId: string;
  locationName: string;
  orgName: string;
  country: string;
  expiresAt: number;
  token: string;
  isHeldElsewhere: boolean;
  /** What lagging reads still show. */
  before: { expiresAt: number; reads: number } | undefined;
}

/** The records of one MDM and what it was asked; every simulated MDM stands on one. */
export function createMdm({ clock, lookUp, report }: MdmParts, firstId = 1) {
  const records: MdmRecord[] = [];
  const requests: SeenRequest[] = [];
  const switches: Switches = {
    ...{ down: false, fault: undefined, throttle: { times: 0, seconds: 1 }, roleMissing: false },
    ...{ lagReads: 0, loseWrites: 0 },
  };
  let nextId = BigInt(firstId);
  const secret = randomBytes(24).toString('base64url');

  return {
    clock,
    lookUp,
    report,
    records,
    requests,
    switches,
    /** The key, token or client secret that it takes. */
    secret,
    add(facts: Partial<MdmRecord>): MdmRecord {
      const record: MdmRecord = {
        ...{ id: String(nextId), name: facts.locationName ?? 'Record', uId: '', locationName: '' },
        ...{ orgName: 'ORG12345', country: 'US', expiresAt: clock.now() + 5 * 86_400_000, token: 'old' },
        ...{ isHeldElsewhere: false, before: undefined },
        ...facts,
      };
      nextId += 1n;
      records.push(record);
      return record;
    },
    /** Puts a token in, as Apple names it. */
    store(record: MdmRecord, token: string, facts: TokenFacts): void {
      record.before = { expiresAt: record.expiresAt, reads: switches.lagReads };
      record.token = token;
      for (const key of ['uId', 'locationName', 'orgName', 'country', 'expiresAt'] as const)
        Object.assign(record, { [key]: facts[key] });
    },
    /** The end as this read shows it. */
    shownEnd(record: MdmRecord): number {
      const { before } = record;
      if (!before || before.reads === 0) return record.expiresAt;
      before.reads -= 1;
      return before.expiresAt;
    },
    get: (id: string | undefined) => records.find((record) => record.id === id),
    writes: () => requests.filter(({ method, path }) => isWrite(method, path)),
  };
}
export type Mdm = ReturnType<typeof createMdm>;

/** Signing in changes nothing. */
const isWrite = (method: string, path: string) => method !== 'GET' && !/oauth.*token$/.test(path);

/** Whether the sign-in may not do this. */
export const lacksRole = ({ switches: { roleMissing } }: Mdm, { method, url }: HostRequest) =>
  roleMissing === true || (roleMissing === 'to-write' && isWrite(method, url.pathname));

/** A GET of an extension carries no Origin; a page sends a cookie instead of a key. */
const isOfExtension = ({ authorization, origin = '' }: HostRequest['headers']) =>
  authorization !== undefined || /^(chrome|moz)-extension:/.test(origin);

export type Json = (status: number, value?: unknown, headers?: Record<string, string>) => void;

/** A host of an MDM: notes what it is asked and plays the switches before `answer` has its turn. */
export function mdmHost(
  mdm: Mdm,
  answer: (request: HostRequest, json: Json, response: ServerResponse) => void | Promise<void>,
): HostHandler {
  const { requests, switches } = mdm;
  return async (request, response) => {
    const { method, url, headers, body } = request;
    requests.push({ method, path: url.pathname + url.search, headers, body: body.toString('latin1') });
    // Nothing of ours ever deletes at an MDM (reference 0.4).
    if (method === 'DELETE') mdm.report('mdm-delete', url.host + url.pathname);
    if (headers.cookie !== undefined && isOfExtension(headers))
      mdm.report('cookie-sent', url.host + url.pathname);
    if (switches.down) return void response.socket?.destroy();
    const json: Json = (status, value, more = {}) => {
      const type = typeof value === 'string' && !value.startsWith('{') ? 'text/html' : 'application/json';
      const text = typeof value === 'string' ? value : JSON.stringify(value ?? {});
      response.writeHead(status, { 'content-type': type, ...more }).end(status === 204 ? undefined : text);
    };
    const { times, writesAlone, status = 429 } = switches.throttle;
    if (times > 0 && (!writesAlone || isWrite(method, url.pathname))) {
      switches.throttle.times -= 1;
      return json(status, { message: 'Too many' }, { 'retry-after': String(switches.throttle.seconds) });
    }
    if (switches.fault !== undefined) return json(switches.fault, { message: 'A fault' });
    if (!isWrite(method, url.pathname) || switches.loseWrites === 0) return answer(request, json, response);
    switches.loseWrites -= 1;
    await answer(request, () => undefined, response);
    response.socket?.destroy();
  };
}

export const isoDate = (ms: number) => new Date(ms).toISOString();

export function readJsonBody(body: Buffer): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

export const textOf = (value: unknown) => (typeof value === 'string' ? value : '');

/** The parts of a multipart body. */
export async function readForm({ headers, body }: HostRequest): Promise<FormData | undefined> {
  const type = headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return undefined;
  return new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
}
