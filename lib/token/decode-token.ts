import type { TokenReading } from './content-token.ts';
import { parseExpiry } from './parse-expiry.ts';

/** The largest text or file that is looked into, in characters or bytes. A real token has a few hundred. */
export const maxTokenSize = 64 * 1024;

/** Shorter Base64 cannot hold the three fields; longer cannot travel in a header (portal reference 5.1). */
export const minTokenLength = 100;
const maxTokenLength = 4096;

// White space and the invisible characters that web pages and mails leave in a copied text.
const blanks = /[\s\u00AD\u200B-\u200F\u2028-\u202E\u2060\uFEFF]+/g;
// Bounded, so that a text of quotes alone takes no quadratic time.
const quotes = /^["'`“”„‟‘’‚‛«»‹›]{1,8}|["'`“”„‟‘’‚‛«»‹›]{1,8}$/g;

/** The text as downloaded without what a bearer header cannot hold: BOM, outer quotes, white space. Never re-encoded. */
export function bareText(input: string): string {
  return input.replace(blanks, '').replace(quotes, '');
}

/** The bytes of a Base64 text of either alphabet, with or without padding; undefined when it is none. */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[\w+/-]+={0,2}$/.test(text)) return undefined;
  const body = text.replace(/=+$/, '').replaceAll('-', '+').replaceAll('_', '/');
  if (body.length % 4 === 1) return undefined;
  return Uint8Array.from(atob(body), (character) => character.charCodeAt(0));
}

/**
 * Recognises a content token by content alone (portal reference 5.1). Small and free of dependencies,
 * because it also runs inside Apple's page; `readToken` names the kind of what is refused. Never throws.
 */
export function decodeToken(input: string): TokenReading {
  if (input.length > maxTokenSize) return { ok: false, reason: 'too-large' };
  const text = bareText(input);
  if (!text) return { ok: false, reason: 'empty' };
  const bytes = decodeBase64(text);
  if (!bytes) return { ok: false, reason: 'damaged-base64' };
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return { ok: false, reason: 'damaged-json' };
  }
  if (text.length < minTokenLength || text.length > maxTokenLength) return { ok: false, reason: 'other' };
  return readFields(text, value);
}

function readFields(text: string, value: unknown): TokenReading {
  const fields: { token?: unknown; expDate?: unknown; orgName?: unknown } = Object(value);
  const { token, expDate, orgName = '' } = fields;
  if (typeof token !== 'string' || typeof expDate !== 'string' || typeof orgName !== 'string')
    return { ok: false, reason: 'missing-fields' };
  if (!/^[\w+/-]{20,}={0,2}$/.test(token)) return { ok: false, reason: 'missing-fields' };
  const expiresAt = parseExpiry(expDate);
  if (expiresAt === undefined) return { ok: false, reason: 'bad-expiry' };
  return { ok: true, token: { text, orgName, expiresAt } };
}
