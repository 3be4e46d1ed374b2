import { describe, expect, test } from 'vitest';
import { readRegressions } from './fuzz/regressions.ts';
import { fuzzTargets } from './fuzz/targets.ts';

/** The short run; `npm run fuzz` draws more. */
const runs = 500;

describe.each(fuzzTargets)('fuzz: $name', (target) => {
  test('whatever comes in, nothing breaks, nothing hangs and nothing secret is told', async () => {
    const { failure } = await target.run({ runs });
    expect(failure?.why, failure?.input.slice(0, 2000)).toBeUndefined();
  });

  for (const { name, text } of readRegressions(target.name))
    test(`what once broke it does so no more: ${name}`, async () => {
      await expect(target.replay(text)).resolves.toBeUndefined();
    });
});
