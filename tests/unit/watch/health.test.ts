import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../../lib/platform/errors.ts';
import { healthAfter } from '../../../lib/watch/health.ts';

const good = { state: 'ok', since: 100, checkedAt: 100 } as const;

describe('the health of a token', () => {
  it('dates a state from when it began, and the check from now', () => {
    expect(healthAfter(undefined, good, 200)).toEqual({ state: 'ok', since: 100, checkedAt: 200 });
    const revoked = healthAfter({ code: 'revoked', details: { errorNumber: 9625 } }, good, 300);
    expect(revoked).toEqual({ state: 'revoked', since: 300, checkedAt: 300, errorNumber: 9625 });
    expect(healthAfter({ code: 'revoked' }, revoked, 400)).toEqual({
      state: 'revoked',
      since: 300,
      checkedAt: 400,
    });
    expect(healthAfter(undefined, revoked, 500)).toEqual({ state: 'ok', since: 500, checkedAt: 500 });
  });

  it.each<ErrorCode>(['storage-full', 'bad-version', 'unexpected-answer', 'bug'])(
    'is not changed by %s, which says nothing of the token',
    (code) => {
      const revoked = healthAfter({ code: 'revoked' }, undefined, 1);
      expect(healthAfter({ code }, revoked, 2).state).toBe('revoked');
      expect(healthAfter({ code }, undefined, 2).state).toBe('ok');
    },
  );

  it('calls an answer that never came offline', () => {
    expect(healthAfter({ code: 'timed-out' }, good, 2).state).toBe('offline');
  });
});
