/**
 * What a connector is: the code that delivers a token to one kind of MDM by its API. One file each, and one line in
 * `registry.ts`; nothing else knows one by name. Types only.
 */
import type { z } from 'zod';
import type { Clock } from '../../platform/clock.ts';

/** What a settings form asks for; `kind` says how it is drawn and where it is kept: a secret lies in the vault alone. */
export type ConnectorField =
  | { name: string; kind: 'origin'; placeholder: string }
  | { name: string; kind: 'text'; placeholder?: string; optional?: true }
  | { name: string; kind: 'secret' }
  | { name: string; kind: 'choice'; choices: readonly string[] };

/** One record of a content token in the MDM: what its list tells, without the token. */
export interface MdmRecord {
  id: string;
  name: string;
  /** Apple's id of the location, where the MDM knows it: the one sure match. */
  uId?: string;
  locationName?: string;
  organizationName?: string;
  /** Milliseconds since the epoch. */
  expiresAt?: number;
  /** What the MDM itself says of it. */
  state?: 'valid' | 'expired' | 'invalid' | 'held-elsewhere' | 'duplicate' | 'unknown';
}

/** How connectors reach the world: bounded by the origins that the admin allowed. */
export interface ConnectorReach {
  /**
   * One request: `credentials: 'omit'`, `redirect: 'error'`, a time limit.
   * @throws AppError mdm-unreachable, missing-permission, timed-out, cancelled
   */
  send(request: ConnectorRequest, signal?: AbortSignal): Promise<ConnectorAnswer>;
  clock: Clock;
  /** Short-lived access tokens, by name, in session memory alone. */
  memory: {
    get(name: string): Promise<string | undefined>;
    set(name: string, value: string): Promise<void>;
    remove(name: string): Promise<void>;
  };
  /** Opens the sign-in page of the MDM and gives the address that it came back to. @throws AppError sign-in-cancelled */
  signIn(url: string): Promise<string>;
  /** Where sign-in pages come back to. */
  redirectUri(): string;
}
export interface ConnectorRequest {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT';
  url: string;
  headers?: Readonly<Record<string, string>>;
  body?: string | FormData | URLSearchParams | Uint8Array<ArrayBuffer>;
}
export interface ConnectorAnswer {
  status: number;
  headers: Headers;
  text: string;
}

/** A token on its way, with what Apple says of it. */
export interface Delivery {
  /** The whole text of the file, trimmed. */
  token: string;
  /** Clean: ASCII letters, digits, `_`, `-` (reference 0.9). */
  fileName: string;
  uId: string;
  locationName: string;
  orgName: string;
  expiresAt: number;
}

/**
 * One sign-in to one MDM. Every call throws `AppError`: mdm-sign-in (the sign-in is wrong or over), mdm-not-allowed
 * (a role is missing; details.role names it), mdm-throttled (details.retryAt), mdm-record-gone, mdm-duplicate,
 * mdm-refused-token, mdm-refused (details.status, details.message without secrets), mdm-server, unexpected-answer, and
 * what `send` throws.
 */
export interface ConnectorSession {
  /** Whether address and sign-in are right. */
  test(signal?: AbortSignal): Promise<void>;
  list(signal?: AbortSignal): Promise<MdmRecord[]>;
  /** Reads one record again, for the proof that a delivery arrived. */
  read(id: string, signal?: AbortSignal): Promise<MdmRecord>;
  /** Puts the token in place of the one that the record has. Absent: the MDM has no API for it. */
  renew?(
    record: MdmRecord,
    delivery: Delivery,
    options: { claim: boolean },
    signal?: AbortSignal,
  ): Promise<void>;
  /** Makes a new record, only on the admin's explicit wish. */
  add?(delivery: Delivery, extra: Readonly<Record<string, string>>, signal?: AbortSignal): Promise<MdmRecord>;
}

export interface Connector {
  id: string;
  /** As its vendor writes it; not translated. */
  name: string;
  fields: readonly ConnectorField[];
  /** What adding a location asks for besides. */
  addFields: readonly ConnectorField[];
  /** Whether a claim (Intune's "take control", Jamf's reclaim) can be ticked. */
  canClaim: boolean;
  /** Of the whole form, as stored: settings and secrets together. */
  schema: z.ZodType<Readonly<Record<string, string>>>;
  /** The match patterns that it needs, from its settings. */
  origins(settings: Readonly<Record<string, string>>): string[];
  open(settings: Readonly<Record<string, string>>, reach: ConnectorReach): ConnectorSession;
}
