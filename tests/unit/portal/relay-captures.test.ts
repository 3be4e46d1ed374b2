import { expect, test } from 'vitest';
import { createRelay } from '../../../entrypoints/portal.content/relay-captures.ts';
import { makeToken } from '../token/make-token.ts';

function setUp() {
  const sent: unknown[] = [];
  const relay = createRelay(
    (name, input) => {
      sent.push({ name, input });
      return Promise.resolve({ ok: false, error: { code: 'bug' } });
    },
    () => 0,
  );
  return { sent, relay };
}

test('a token goes on without what surrounds it', () => {
  const { sent, relay } = setUp();
  relay(` ${makeToken()}\r\n`);
  expect(sent).toEqual([{ name: 'portal.capture', input: { text: makeToken() } }]);
});

test.each([undefined, null, 7, {}, [makeToken()], '', 'token', makeToken().slice(4), 'x'.repeat(1e6)])(
  'what is no token goes nowhere (%#)',
  (detail) => {
    const { sent, relay } = setUp();
    relay(detail);
    expect(sent).toEqual([]);
  },
);

test('a flood ends at ten', () => {
  const { sent, relay } = setUp();
  for (let index = 0; index < 300; index += 1) relay(makeToken({ orgName: `Invented ${index}` }));
  expect(sent).toHaveLength(10);
});
