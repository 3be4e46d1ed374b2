/** What an MDM's settings form asks for, as data: screens draw it, the background checks what comes back. */

/** `kind` says how a field is drawn and where it is kept: a secret lies in the vault alone. */
export type ConnectorField =
  /** The MDM's own address, such as "https://acme.jamfcloud.com". */
  | { name: string; kind: 'origin'; placeholder: string }
  /** A page, such as that of a console: all of it is kept. */
  | { name: string; kind: 'address'; placeholder: string; optional?: true }
  | { name: string; kind: 'text'; placeholder?: string; optional?: true }
  /** More hosts, such as those of its frames: kept as match patterns, between blanks. May stay empty. */
  | { name: string; kind: 'hosts'; placeholder: string }
  | { name: string; kind: 'secret' }
  | { name: string; kind: 'choice'; choices: readonly string[] }
  /** A word that only the admin may give; "true" or nothing goes. */
  | { name: string; kind: 'consent' };

export type Settings = Readonly<Record<string, string>>;

export interface ConnectorForm {
  /** Names the connector too: `lib/mdm/connectors/registry.ts`. */
  id: string;
  /** As its vendor writes it; not translated. */
  name: string;
  fields: readonly ConnectorField[];
  /** What adding a location asks for besides. Absent: the MDM's API cannot add one, or needs not be asked to. */
  addFields?: readonly ConnectorField[];
  /** Whether a claim (Intune's "take control", Jamf's reclaim) can be ticked. */
  canClaim: boolean;
  /**
   * - `renews`: puts the token into the record that fits
   * - `upserts`: the MDM finds the record itself, or makes one
   * - `reads`: the token goes in by its page; what arrived is read by API
   */
  does: 'renews' | 'upserts' | 'reads';
  /** The admin signs in on the vendor's page, which must know where it comes back to. */
  signsIn?: true;
  /** Where its requests and its page are, from checked settings: a secret is bound to these, ports and all. */
  origins(settings: Settings): string[];
  /** Of one that only reads: the page on which the record's token goes in, as far as it can be opened straight. */
  page?(settings: Settings, recordId: string): string | undefined;
}

/** Any port of one host: Firefox knows no ports in match patterns. */
export function patternOf(origin: string): string {
  return `https://${new URL(origin).hostname}/*`;
}

type Checked = { ok: true; values: Record<string, string> } | { ok: false; field: string };

/** The values of a form, trimmed and complete, or the first field that is not right. Unknown ones are left out. */
export function checkFields(fields: readonly ConnectorField[], given: Settings): Checked {
  const values: Record<string, string> = {};
  for (const field of fields) {
    const value = checkField(field, given[field.name]?.trim() ?? '');
    if (value === undefined) return { ok: false, field: field.name };
    if (value !== '') values[field.name] = value;
  }
  return { ok: true, values };
}

/** Undefined when it is not right. */
function checkField(field: ConnectorField, value: string): string | undefined {
  switch (field.kind) {
    case 'origin':
      return readOrigin(value);
    case 'address':
      return value === '' && field.optional ? '' : readAddress(value)?.href;
    case 'hosts':
      return readHosts(value);
    case 'choice':
      return field.choices.includes(value) ? value : undefined;
    case 'consent':
      return value === 'true' ? value : undefined;
    case 'text':
      return value === '' && !field.optional ? undefined : value;
    case 'secret':
      return value === '' ? undefined : value;
  }
}

/** The origin of an address as people paste it. */
const readOrigin = (text: string) => readAddress(text)?.origin;

/** By HTTPS alone: a secret goes there. */
function readAddress(text: string): URL | undefined {
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`);
  const isFine = url?.protocol === 'https:' && url.username === '' && url.hostname !== '';
  return isFine ? url : undefined;
}

/** Hosts as people write them, or match patterns, between blanks or commas. Never a whole top-level domain. */
function readHosts(text: string): string | undefined {
  const hosts = text
    .split(/[\s,]+/)
    .filter((one) => one !== '')
    .map((one) =>
      one
        .replace(/^https:\/\//, '')
        .replace(/\/\*?$/, '')
        .toLowerCase(),
    );
  const isHost = (host: string) => /^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(host);
  return hosts.every(isHost) ? hosts.map((host) => `https://${host}/*`).join(' ') : undefined;
}
