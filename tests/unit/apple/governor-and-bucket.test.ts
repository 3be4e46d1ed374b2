import { describe, expect, it } from 'vitest';
import { createGovernor } from '../../../lib/apple/governor.ts';
import { AppError } from '../../../lib/platform/errors.ts';
import { createRateBucket, type RateVerdict } from '../../simulator/apple/rate-bucket.ts';
import { createFakeClock } from './fake-clock.ts';
import { createMemoryStore } from './fake-parts.ts';

const latencyMs = 150;
const requests = 60;

/** Our governor and a greedy MDM before one bucket of Apple's; the MDM uses up a second now and then. */
async function share(rules: { window: 'sliding' | 'fixed'; strict: boolean; retryAfter?: number }) {
  const { window, strict, retryAfter } = rules;
  const time = createFakeClock();
  const { clock } = time;
  const bucket = createRateBucket();
  const full = { maxPerSecond: 15, window, strict, blockMs: (retryAfter ?? 3) * 1000 };
  const ours: RateVerdict[] = [];
  const governor = createGovernor({ clock, random: () => 0, store: createMemoryStore() }, 'uid');
  governor.setLimit(15);

  async function request() {
    const verdict = bucket.take(clock.now(), full);
    ours.push(verdict);
    await clock.sleep(latencyMs);
    if (verdict === 'ok') return;
    const named = retryAfter === undefined ? {} : { retryAt: clock.now() + retryAfter * 1000 };
    throw new AppError('throttled', { status: 429, ...named });
  }
  function greedyMdm() {
    for (let n = 0; n < 15; n++) bucket.take(clock.now(), full);
  }

  greedyMdm();
  const work = Promise.all(
    Array.from({ length: requests }, () => governor.run(request, { page: true, retry: true })),
  );
  await time.advance(9_000);
  greedyMdm();
  await time.until(work);
  return ours;
}

const count = (verdicts: RateVerdict[], verdict: RateVerdict) =>
  verdicts.filter((one) => one === verdict).length;

describe.each(['sliding', 'fixed'] as const)('our governor before a bucket with a %s window', (window) => {
  it.each([true, false])('never asks before a named time is up (strict: %s)', async (strict) => {
    const ours = await share({ window, strict, retryAfter: 6 });
    expect(count(ours, 'ok')).toBe(requests);
    expect(count(ours, 'too-many') + count(ours, 'blocked')).toBeGreaterThan(0);
    expect(count(ours, 'too-early')).toBe(0);
  });

  it.each([true, false])('backs off until it works when Apple names no time (strict: %s)', async (strict) => {
    const ours = await share({ window, strict });
    expect(count(ours, 'ok')).toBe(requests);
    expect(count(ours, 'too-early')).toBeLessThanOrEqual(4);
  });
});
