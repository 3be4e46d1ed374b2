import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readToken } from '../../../lib/token/read-token.ts';
import { innerToken, makeToken } from './make-token.ts';

const reasonOf = (input: string | Uint8Array) => {
  const reading = readToken(input);
  return reading.ok ? 'accepted' : reading.reason;
};
const textOf = (input: string | Uint8Array) => {
  const reading = readToken(input);
  return reading.ok ? reading.token.text : reading.reason;
};
const wrap = (text: string, width: number, newline: string) =>
  (text.match(new RegExp(`.{1,${width}}`, 'g')) ?? []).join(newline);
const utf16 = (text: string, order: 'le' | 'be') => {
  const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le');
  return new Uint8Array(order === 'le' ? bytes : bytes.swap16());
};

describe('a token', () => {
  const token = makeToken();

  test('is read with its organisation and its end', () => {
    expect(readToken(token)).toEqual({
      ok: true,
      token: { text: token, orgName: 'ORG12345', expiresAt: Date.UTC(2027, 10, 8, 22, 33, 22) },
    });
  });

  test.each([
    ['pretty-printed JSON', makeToken({}, 4)],
    [
      'another key order',
      Buffer.from(
        JSON.stringify({ orgName: 'A', expDate: '2027-01-01T00:00:00Z', token: innerToken }),
      ).toString('base64'),
    ],
    ['fields that Apple may add', makeToken({ extra: { deep: [1] } })],
    [
      'URL-safe Base64',
      Buffer.from(
        JSON.stringify({ token: innerToken, expDate: '2027-01-01T00:00:00Z', orgName: 'ÿÿÿ>>>???' }),
      ).toString('base64url'),
    ],
  ])('with %s keeps its text', (_, text) => {
    expect(textOf(text)).toBe(text);
  });

  test('without an organisation is one all the same', () => {
    expect(readToken(makeToken({ orgName: undefined }))).toMatchObject({ ok: true, token: { orgName: '' } });
  });

  const asUtf8 = (text: string) => new TextEncoder().encode(text);
  test.each<[string, string | Uint8Array]>([
    ['as bytes', asUtf8(token)],
    ['with a UTF-8 byte order mark', asUtf8(`\uFEFF${token}\r\n`)],
    ['saved as UTF-16, little end first', utf16(token, 'le')],
    ['saved as UTF-16, big end first', utf16(`${token}\r\n`, 'be')],
    ['in curly quotes', ` “${token}” `],
    ['with a quote inside the white space and the mark', `\uFEFF "\n${token}\n"`],
    ['indented by a mail program', wrap(token, 60, '\n    ')],
    ['with invisible spaces of a web page', `\u200B${token.slice(0, 50)}\u00A0${token.slice(50)}\u2060`],
  ])('is read %s', (_, input) => {
    expect(textOf(input)).toBe(token);
  });
});

test('any organisation survives whatever people do to the text', () => {
  const expiries = [
    '2027-11-08T22:33:22+0000',
    '2027-11-08T22:33:22+02:00',
    '2014-08-15T18:13:52-0700',
    '2027-11-08T22:33:22Z',
  ];
  const mangled = fc.record({
    orgName: fc.string({ unit: 'grapheme', maxLength: 80 }),
    expDate: fc.constantFrom(...expiries),
    indent: fc.constantFrom(0, 4),
    width: fc.constantFrom(10_000, 76, 64),
    newline: fc.constantFrom('\n', '\r\n', '\r'),
    quote: fc.constantFrom('', '"', "'", '“', '«'),
    before: fc.constantFrom('', ' ', '\uFEFF', '\r\n\t'),
    after: fc.constantFrom('', '\n', '\r\n', '  '),
    urlSafe: fc.boolean(),
    padded: fc.boolean(),
    encode: fc.constantFrom('text', 'utf-8', 'utf-16'),
  });
  fc.assert(
    fc.property(mangled, (how) => {
      let text = makeToken({ orgName: how.orgName, expDate: how.expDate }, how.indent);
      if (how.urlSafe) text = text.replaceAll('+', '-').replaceAll('/', '_');
      if (!how.padded) text = text.replace(/=+$/, '');
      const pasted = how.before + how.quote + wrap(text, how.width, how.newline) + how.quote + how.after;
      const input =
        how.encode === 'text' ? pasted : how.encode === 'utf-8' ? Buffer.from(pasted) : utf16(pasted, 'le');
      expect(readToken(input)).toEqual({
        ok: true,
        token: { text, orgName: how.orgName, expiresAt: Date.parse(how.expDate) },
      });
    }),
    { numRuns: 500 },
  );
});

test('nothing random is taken for a token, and nothing throws', () => {
  const base64 = fc.string({ unit: fc.constantFrom(...'ABCDwxyz0189+/-_='), minLength: 60, maxLength: 400 });
  const json = fc.json().map((text) => Buffer.from(text).toString('base64'));
  const bytes = fc.uint8Array({ maxLength: 400 });
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: 'binary' }), base64, json, bytes, fc.constant('"'.repeat(60_000))),
      (input) => {
        expect(readToken(input).ok).toBe(false);
      },
    ),
    { numRuns: 1000 },
  );
});

describe('a damaged token', () => {
  test('is never read as another one', () => {
    const token = makeToken({ orgName: 'Müller & Söhne 🍎' });
    const cut = fc.record({ from: fc.nat(token.length - 1), length: fc.integer({ min: 1, max: 60 }) });
    fc.assert(
      fc.property(cut, ({ from, length }) => {
        const reading = readToken(token.slice(0, from) + token.slice(from + length));
        // A cut inside a field that is a multiple of four leaves a valid token: what is left is then its text.
        if (reading.ok) expect(Buffer.from(reading.token.text, 'base64').toString()).toContain('"expDate"');
        else expect(reading.reason).toMatch(/^(damaged|missing|bad|inner|other|server-token)/);
      }),
    );
  });

  test.each([
    ['damaged-json', makeToken().slice(0, -12)],
    ['damaged-base64', `${makeToken().slice(0, 80)}***${makeToken().slice(80)}`],
    ['damaged-base64', makeToken().slice(13)],
    ['damaged-base64', makeToken().slice(40)],
    ['missing-fields', makeToken({ token: undefined, orgName: 'x'.repeat(80) })],
    ['missing-fields', makeToken({ token: 'not base64 at all, not at all' })],
    ['missing-fields', makeToken({ expDate: 1_800_000_000_000 })],
    ['missing-fields', makeToken({ orgName: { name: 'A' } })],
    ['bad-expiry', makeToken({ expDate: 'next year' })],
    ['bad-expiry', makeToken({ expDate: '2027-02-30T00:00:00Z' })],
  ])('is %s', (reason, text) => {
    expect(reasonOf(text)).toBe(reason);
  });
});

describe('a look-alike is refused by kind', () => {
  const body = Buffer.from(`3082018a06092a864886f70d010703a082017b${'00'.repeat(101)}`, 'hex').toString(
    'base64',
  );
  test.each<[string, string, string | Uint8Array]>([
    ['empty', 'nothing', ''],
    ['empty', 'white space and quotes', ' "\r\n" '],
    ['too-large', 'a long text', 'A'.repeat(64 * 1024 + 1)],
    ['too-large', 'a long file', new Uint8Array(64 * 1024 + 1)],
    ['server-token-p7m', 'PKCS #7 text', `-----BEGIN PKCS7-----\n${body}\n-----END PKCS7-----`],
    [
      'server-token-p7m',
      'S/MIME',
      `Content-Type: application/pkcs7-mime; name="smime.p7m"\r\nContent-Transfer-Encoding: base64\r\n\r\n${body}`,
    ],
    ['server-token-p7m', 'DER bytes', Buffer.from(body, 'base64')],
    ['server-token-p7m', 'DER read as text', Buffer.from(body, 'base64').toString('utf8')],
    ['server-token-p7m', 'the Base64 of DER', body],
    [
      'private-key-pem',
      'an EC key',
      '-----BEGIN EC PRIVATE KEY-----\nMHcCAQEE\n-----END EC PRIVATE KEY-----',
    ],
    [
      'private-key-pem',
      'EC parameters',
      '-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----',
    ],
    ['private-key-pem', 'a PKCS #8 key', '-----BEGIN PRIVATE KEY-----\nMIGH\n-----END PRIVATE KEY-----'],
    ['inner-token', 'the inner token', innerToken],
    ['inner-token', 'the inner token of 2021', Buffer.from(innerToken).toString('base64')],
    ['html', 'a page', '\n<!DOCTYPE html><html><body>Sign in</body></html>'],
    ['csv', 'a table', 'serialNumber,model\r\nC02XK0AAJG5H,"Mac, 13"\r\n'.replace(', 13', '')],
    ['csv', 'a table with tabs', 'a\tb\tc\n1\t2\t3\n'],
    ['json', 'the decoded JSON', Buffer.from(makeToken(), 'base64').toString()],
    ['json', 'decoded and pretty', `\uFEFF${Buffer.from(makeToken({}, 4), 'base64').toString()}`],
    ['binary', 'a picture', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])],
    ['other', 'a sentence', 'Please find the token attached to this mail and upload it soon'],
    ['other', 'a word', 'token'],
    ['other', 'a certificate', '-----BEGIN CERTIFICATE----- of somebody'],
  ])('%s: %s', (reason, _, input) => {
    expect(reasonOf(input)).toBe(reason);
  });
});
