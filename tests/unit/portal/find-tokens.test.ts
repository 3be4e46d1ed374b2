import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findTokens } from '../../../lib/portal/find-tokens.ts';
import { makeToken } from '../token/make-token.ts';

const token = makeToken();
const other = makeToken({ orgName: 'Ökologie 🌳', expDate: '2028-01-01T00:00:00Z' });
const nest = (value: unknown, levels: number): unknown =>
  levels === 0 ? value : { inner: nest(value, levels - 1) };
const base64 = (text: string) => Buffer.from(text).toString('base64');

test.each<[string, unknown]>([
  ['a text', token],
  ['a text with mark and newline', `\uFEFF${token}\r\n`],
  ['a text wrapped at 64', token.replace(/.{64}/g, '$&\r\n')],
  ['a JSON string', JSON.stringify(token)],
  [
    'a GraphQL answer',
    JSON.stringify({ data: { organization: { token: { __typename: 'T', content: token } } } }),
  ],
  [
    'a GraphQL answer with wraps and escapes',
    JSON.stringify([{ c: token.replace(/.{76}/g, '$&\n') }])
      .replaceAll('=', '\\u003d')
      .replaceAll('/', '\\/'),
  ],
  ['a parsed answer', { data: [{ list: [null, 1, { content: token }] }] }],
  ['JSON in a JSON string', JSON.stringify({ body: JSON.stringify({ content: token }) })],
  ['eight levels', JSON.stringify(nest(token, 8))],
  ['a data link in Base64', `data:application/octet-stream;base64,${base64(token)}`],
  [
    'a data link, Base64 and percent',
    `data:text/plain;charset=utf-8;base64,${encodeURIComponent(base64(token))}`,
  ],
  ['a data link, percent alone', `data:application/octet-stream,${encodeURIComponent(token)}`],
  ['a data link in JSON', JSON.stringify({ href: `data:,${encodeURIComponent(token)}` })],
])('%s holds the token', (_, seen) => {
  expect(findTokens(seen)).toEqual([token]);
});

test('several tokens are found, each once', () => {
  expect(findTokens(JSON.stringify({ a: [token, other], b: token }))).toEqual([token, other]);
});

test.each<[string, unknown]>([
  ['nine levels', JSON.stringify(nest(token, 9))],
  ['a text over 64 KiB', `${token}${' '.repeat(64 * 1024)}`],
  ['a JSON text over 64 KiB', JSON.stringify({ token, more: 'x'.repeat(64 * 1024) })],
  ['a damaged data link', `data:text/plain,%E0%A4%A${token}`],
  ['an image', `data:image/png;base64,${base64(token)}`],
  ['a token inside a text', `Your token is ${token}, keep it.`],
  ['the decoded token', Buffer.from(token, 'base64').toString()],
  ['an enrolment token', `-----BEGIN PKCS7-----\n${'MIAG'.repeat(40)}\n-----END PKCS7-----`],
  [
    'a session token of three parts',
    `${base64('{"alg":"ES256"}')}.${base64(JSON.stringify({ sub: 'x'.repeat(90) }))}.${'a'.repeat(86)}`,
  ],
  ['nothing', undefined],
])('%s holds none', (_, seen) => {
  expect(findTokens(seen)).toEqual([]);
});

test('a value that points at itself ends', () => {
  const knot: Record<string, unknown> = { token };
  knot.self = [knot, knot, knot];
  expect(findTokens(knot)).toEqual([token]);
});

test('no page content makes it throw or find what is not there', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.string().map((text) => `data:${text}`),
        fc.anything(),
      ),
      (seen) => {
        expect(findTokens(seen)).toEqual([]);
      },
    ),
  );
});

test('wherever it stands in an answer, it is found', () => {
  const layer = fc.tuple(
    fc.constantFrom('array', 'object', 'json'),
    fc.string(),
    fc.jsonValue({ maxDepth: 1 }),
  );
  const wrapIn = (inner: unknown, [kind, key, beside]: [string, string, unknown]): unknown => {
    if (kind === 'json') return JSON.stringify(inner);
    return kind === 'array' ? [beside, inner] : { beside, [`${key}.`]: inner };
  };
  fc.assert(
    fc.property(fc.array(layer, { maxLength: 6 }), (layers) => {
      expect(findTokens(JSON.stringify(layers.reduce(wrapIn, token)))).toEqual([token]);
    }),
  );
});
