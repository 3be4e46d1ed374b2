/**
 * What a connector is: the code that delivers a token to one kind of MDM by its API. One file each, one line in
 * `registry.ts`, and a form in `lib/mdm/catalogue`; nothing else knows one by name. Types only.
 */
import type { Clock } from '../../platform/clock.ts';
import type { Settings } from '../catalogue/connector-form.ts';

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
   * @throws AppError mdm-unreachable, mdm-timed-out, mdm-permission (details.address), cancelled
   */
  send(request: ConnectorRequest, signal?: AbortSignal): Promise<ConnectorAnswer>;
  clock: Clock;
  /** Short-lived access tokens, by name, in session memory alone. */
  memory: {
    get(name: string): Promise<string | undefined>;
    set(name: string, value: string): Promise<void>;
    remove(name: string): Promise<void>;
  };
  /**
   * Opens the sign-in page of the MDM and gives the address that it came back to. It stays open when `signal` ends the
   * wait for it: the browser has no way to close it.
   * @throws AppError sign-in-cancelled, cancelled; mdm-sign-in when nobody is there to sign in
   */
  signIn(url: string, signal?: AbortSignal): Promise<string>;
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
 * Every call throws `AppError`: mdm-sign-in (the sign-in is wrong or over), mdm-not-allowed (details.role: what is
 * missing), mdm-throttled (details.retryAt), mdm-record-gone, mdm-duplicate, mdm-refused-token, mdm-refused
 * (details.status), mdm-server (details.status), mdm-unexpected, and what `send` throws. `details.message` is the MDM's
 * own word without secrets.
 */
interface Session {
  /** Throws when address or sign-in are wrong. `untold`: nothing that only reads can tell; the first token will. */
  test(signal?: AbortSignal): Promise<TestVerdict>;
}
export type TestVerdict = 'works' | 'untold';

/** A sign-in to an MDM that tells its records. */
export interface RecordSession extends Session {
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
  add?(
    delivery: Delivery,
    extra: Settings,
    options: { claim: boolean },
    signal?: AbortSignal,
  ): Promise<MdmRecord>;
  /** Has the MDM look at the new token at once. It would do so by itself, so a failure is none of the delivery. */
  sync?(id: string, signal?: AbortSignal): Promise<void>;
}

/** A sign-in to an MDM that finds the record by Apple's uId itself, or makes one: its answer is the proof. */
export interface UpsertSession extends Session {
  upsert(delivery: Delivery, signal?: AbortSignal): Promise<MdmRecord>;
}

export type ConnectorSession = RecordSession | UpsertSession;

export interface Connector {
  /** Of its form in the catalogue. */
  id: string;
  /** @param settings the form's values as checked, secrets among them */
  open(settings: Settings, reach: ConnectorReach): ConnectorSession;
}
