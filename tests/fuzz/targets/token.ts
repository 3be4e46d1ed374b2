import fc from 'fast-check';
import { cleanFileName } from '../../../lib/token/clean-file-name.ts';
import type { TokenReading } from '../../../lib/token/content-token.ts';
import { decodeToken } from '../../../lib/token/decode-token.ts';
import { readToken } from '../../../lib/token/read-token.ts';
import { expectCleanPrototypes, expectNoSecret, must } from '../expect-quiet.ts';
import { mutatedJson } from '../mutate-json.ts';
import { mutatedBytes, mutatedText } from '../mutate-text.ts';
import { secrets, token } from '../secrets.ts';
import { createTarget } from '../target.ts';

const fields: unknown = JSON.parse(Buffer.from(token, 'base64').toString());
const base64 = (text: string) => Buffer.from(text).toString('base64');

const lookAlikes = [
  token,
  token.replace(/.{64}/g, '$&\r\n'),
  `\uFEFF"${token.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')}"`,
  token.slice(3),
  base64('{"token":"x","expDate":"2027"}'),
  `-----BEGIN PKCS7-----\n${'MIAG'.repeat(40)}\n-----END PKCS7-----`,
  `-----BEGIN EC PRIVATE KEY-----\n${'MHcC'.repeat(30)}\n-----END EC PRIVATE KEY-----`,
  'serial,user\nC02XG0ABC123,anna\n',
  '<!doctype html><title>Sign in</title>',
  JSON.stringify(fields),
];
const utf16 = Uint8Array.from([0xff, 0xfe, ...Buffer.from(token, 'utf16le')]);
const der = Uint8Array.from([
  0x30, 0x82, 0x01, 0x02, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02,
]);

const reasons: ReadonlySet<string> = new Set([
  ...[
    'empty',
    'too-large',
    'server-token-p7m',
    'private-key-pem',
    'inner-token',
    'html',
    'csv',
    'json',
    'binary',
  ],
  ...['damaged-base64', 'damaged-json', 'missing-fields', 'bad-expiry', 'other'],
]);

function checkReading(reading: TokenReading): void {
  if (!reading.ok) {
    must(reasons.has(reading.reason), `an unknown reason ${reading.reason}`);
    expectNoSecret(reading, secrets);
    return;
  }
  const { text, expiresAt, orgName } = reading.token;
  must(/^[\w+/-]{98,}={0,2}$/.test(text) && text.length <= 4096, 'a token that no header can hold');
  must(Number.isSafeInteger(expiresAt), 'an end that is no time');
  must(/^sToken_for_\w{1,60}\.vpptoken$/.test(cleanFileName(orgName)), 'a name of a file that is not plain');
  const again = readToken(text);
  must(again.ok && again.token.text === text && again.token.expiresAt === expiresAt, 'reads otherwise again');
}

export const tokenTarget = createTarget<string | Uint8Array>({
  name: 'token',
  inputs: fc.oneof(
    { weight: 4, arbitrary: mutatedText(lookAlikes) },
    { weight: 3, arbitrary: mutatedJson([fields]).map((value) => base64(JSON.stringify(value) ?? '')) },
    { weight: 2, arbitrary: mutatedText([JSON.stringify(fields)]).map(base64) },
    { weight: 2, arbitrary: mutatedBytes([...lookAlikes.map((text) => Buffer.from(text)), utf16, der]) },
  ),
  check(input) {
    const reading = readToken(input);
    checkReading(reading);
    if (typeof input === 'string') {
      const plain = decodeToken(input);
      checkReading(plain);
      must(plain.ok === reading.ok, 'the page and the console disagree about a token');
    }
    expectCleanPrototypes();
  },
});
