import { describe, expect, it } from 'vitest';
import { afterFailure, canResume } from '../../../lib/apple/after-failure.ts';
import type { Failure } from '../../../lib/platform/errors.ts';

const now = 1_800_000_000_000;

describe('work whose store is shut', () => {
  const shut: Failure[] = [
    { code: 'storage-full' },
    { code: 'storage-broken', details: { name: 'DatabaseClosedError' } },
    { code: 'storage-broken', details: { name: 'Error' } },
  ];
  it.each(shut)('goes on in five minutes, and at once when asked to: $code', (failure) => {
    const { state, nextAt } = afterFailure(failure, now);
    expect({ state, nextAt }).toEqual({ state: 'waiting', nextAt: now + 300_000 });
    expect(canResume(failure, nextAt, now)).toBe(true);
  });

  it('is not tried so often for a record that is damaged, which stays so', () => {
    for (const record of ['leaf', 'secret'])
      expect(afterFailure({ code: 'storage-broken', details: { record } }, now)).toEqual({
        state: 'failed',
        nextAt: now + 3_600_000,
      });
  });
});

it('waits for somebody to link again where the vault is gone', () => {
  expect(afterFailure({ code: 'vault-missing' }, now)).toEqual({ state: 'waiting' });
});
