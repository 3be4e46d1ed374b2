import type { NotAToken } from './content-token.ts';
import { bareText, decodeBase64 } from './decode-token.ts';

const pkcs7Text = /-----BEGIN (PKCS7|CMS)|application\/(x-)?pkcs7|smime\.p7m|smime-type/i;
const privateKey = /-----BEGIN ([A-Z0-9]+ )?(PRIVATE KEY|EC PARAMETERS)/;
/** The object id that all PKCS #7 content types begin with: 1.2.840.113549.1.7. */
const pkcs7Id = String.fromCharCode(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07);

/** What people take for a content token (portal reference 1.10), of a text that was refused for `reason`. */
export function nameLookAlike(text: string, reason: NotAToken): NotAToken {
  const start = text.replace(/^[\s\uFEFF]+/, '');
  if (pkcs7Text.test(text) || isDer(start.charCodeAt(0), start.charCodeAt(1))) return 'server-token-p7m';
  if (privateKey.test(text)) return 'private-key-pem';
  if (start.startsWith('<')) return 'html';
  if (/^[{[]/.test(start)) return 'json';
  if (hasControlCharacters(start)) return 'binary';
  if (isTable(start)) return 'csv';
  return nameBase64(start, reason);
}

/** DER begins `30 8x`; read as UTF-8 text the second byte fits nowhere (portal reference 1.10). */
export function isDer(first: number | undefined, second: number | undefined): boolean {
  if (first !== 0x30 || second === undefined) return false;
  return (second >= 0x80 && second <= 0x84) || second === 0xfffd;
}

function hasControlCharacters(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < 9 || (code > 13 && code < 32)) return true;
  }
  return false;
}

function isTable(text: string): boolean {
  const [first = '', second = ''] = text.split(/\r\n|\r|\n/, 2);
  return [',', ';', '\t'].some((comma) => {
    const columns = first.split(comma).length;
    return columns > 1 && second.split(comma).length === columns;
  });
}

function nameBase64(text: string, reason: NotAToken): NotAToken {
  const bare = bareText(text);
  const alphabet = bare.match(/[\w+/=-]/g)?.length ?? 0;
  const isProse = /[^\s"'] +[^\s"']/.test(text);
  if (isProse || bare.length < 20 || alphabet < bare.length * 0.9) return 'other';
  const bytes = decodeBase64(bare);
  if (!bytes) return 'damaged-base64';
  const decoded = latin1(bytes);
  if (isDer(bytes[0], bytes[1]) && decoded.includes(pkcs7Id)) return 'server-token-p7m';
  if (decoded.trimStart().startsWith('{')) return reason;
  if (isPartOfToken(bare)) return 'damaged-base64';
  return bare.length <= 400 ? 'inner-token' : 'damaged-base64';
}

/** A token that lost its first characters decodes at one of the four places where a group may begin. */
function isPartOfToken(bare: string): boolean {
  return [0, 1, 2, 3].some((lost) => {
    const rest = bare.slice(lost);
    const bytes = decodeBase64(rest) ?? decodeBase64(rest.slice(0, -1));
    return bytes !== undefined && /"(expDate|orgName|token)"/.test(latin1(bytes));
  });
}

function latin1(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
}
