import { expect, test } from 'vitest';
import { createSieve } from '../../../lib/portal/sieve.ts';

function createTimedSieve() {
  const clock = { now: 0 };
  return { clock, sieve: createSieve(() => clock.now) };
}

test('a token that passes as response and as blob goes through once', () => {
  const { clock, sieve } = createTimedSieve();
  expect(sieve.admit('a')).toBe(true);
  clock.now = 900;
  expect(sieve.admit('a')).toBe(false);
  expect(sieve.admit('b')).toBe(true);
});

test('downloaded again later it goes through again', () => {
  const { clock, sieve } = createTimedSieve();
  sieve.admit('a');
  clock.now = 10_000;
  expect(sieve.admit('a')).toBe(true);
});

test('ten a minute and no more, then others again', () => {
  const { clock, sieve } = createTimedSieve();
  const admitted = Array.from({ length: 500 }, (_, index) => sieve.admit(`t${index}`)).filter(Boolean);
  expect(admitted).toHaveLength(10);
  clock.now = 60_000;
  expect(sieve.admit('late')).toBe(true);
});
