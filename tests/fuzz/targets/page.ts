import fc from 'fast-check';
import { createRelay } from '../../../entrypoints/portal.content/relay-captures.ts';
import { contract } from '../../../lib/bus/contract.ts';
import { findHint } from '../../../lib/portal/find-hint.ts';
import { findTokens } from '../../../lib/portal/find-tokens.ts';
import { decodeToken } from '../../../lib/token/decode-token.ts';
import { expectCleanPrototypes, must } from '../expect-quiet.ts';
import { mutatedJson } from '../mutate-json.ts';
import { mutatedText } from '../mutate-text.ts';
import { token } from '../secrets.ts';
import { createTarget } from '../target.ts';

const other = Buffer.from(
  JSON.stringify({ token: 'Zm9v'.repeat(12), expDate: '2028-01-01T00:00:00Z', orgName: 'Ökologie 🌳' }),
).toString('base64');

const answers: unknown[] = [
  token,
  { data: { organization: { token: { __typename: 'T', content: token } } } },
  [{ a: [token, other] }, { b: JSON.stringify({ content: other }) }],
  { href: `data:application/octet-stream;base64,${Buffer.from(token).toString('base64')}` },
  { inner: { inner: { inner: { inner: { inner: { inner: { inner: token } } } } } } },
];
const texts = [
  token,
  token.replace(/.{76}/g, '$&\n'),
  ...answers.map((answer) => JSON.stringify(answer)),
  JSON.stringify(JSON.stringify({ token })).replaceAll('/', '\\/'),
  `data:text/plain,${encodeURIComponent(token)}`,
  `data:text/plain;charset=utf-8;base64,${encodeURIComponent(Buffer.from(token).toString('base64'))}`,
];

/** What a page's world may report or show: one event's content, or a parsed answer. */
export const pageTarget = createTarget<unknown>({
  name: 'page',
  inputs: fc.oneof(
    { weight: 5, arbitrary: mutatedText(texts) },
    { weight: 3, arbitrary: mutatedJson(answers, [token, other]) },
    { weight: 3, arbitrary: mutatedJson(answers, [token, other]).map((value) => JSON.stringify(value)) },
    { weight: 1, arbitrary: fc.anything() },
  ),
  check(seen) {
    const found = findTokens(seen);
    must(new Set(found).size === found.length, 'the same token twice');
    for (const text of found) {
      const reading = decodeToken(text);
      must(reading.ok && reading.token.text === text, 'found what is no token');
    }
    checkRelay(seen);
    const text = typeof seen === 'string' ? seen : '';
    findHint({ route: text, hasTokenLink: false, text });
    expectCleanPrototypes();
  },
});

function checkRelay(seen: unknown): void {
  const sent: string[] = [];
  const relay = createRelay(
    (name, input) => {
      must(name === 'portal.capture', `a page had ${name} sent`);
      const { text } = contract['portal.capture'].input.parse(input);
      sent.push(text);
      return Promise.resolve({ ok: false, error: { code: 'bug' } });
    },
    () => 0,
  );
  for (let time = 0; time < 3; time += 1) relay(seen);
  must(sent.length <= 10, 'a flood went through');
  must(new Set(sent).size === sent.length, 'the same capture twice');
  must(typeof seen === 'string' || sent.length === 0, 'something else than a text was passed on');
  for (const text of sent) must(decodeToken(text).ok, 'passed on what is no token');
}
