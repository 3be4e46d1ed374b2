export interface RateRules {
  maxPerSecond: number;
  window: 'sliding' | 'fixed';
  /** How long a refusal blocks, in ms, when `strict`. */
  blockMs: number;
  /** Asking before the time is up is refused and begins the block anew: v1 says that it can, v2 nothing (reference 8). */
  strict: boolean;
}

/** `too-many`: one more than the limit; `blocked`: sent before its sender could know; `too-early`: sent all the same. */
export type RateVerdict = 'ok' | 'too-many' | 'blocked' | 'too-early';

/** What arrives so soon after a refusal was on its way already, in ms. */
const onTheWay = 500;

/** Requests of one location within the last second (reference 8). Refused ones do not count. */
export function createRateBucket() {
  let times: number[] = [];
  let refusedAt = Number.NEGATIVE_INFINITY;
  let blockedUntil = Number.NEGATIVE_INFINITY;
  return {
    /** @param now milliseconds */
    take(now: number, { maxPerSecond, window, blockMs, strict }: RateRules): RateVerdict {
      const refuse = (verdict: RateVerdict) => {
        refusedAt = now;
        blockedUntil = now + blockMs;
        return verdict;
      };
      if (strict && now < blockedUntil) return now - refusedAt < onTheWay ? 'blocked' : refuse('too-early');
      const since = window === 'sliding' ? now - 1000 : Math.floor(now / 1000) * 1000 - 1;
      times = times.filter((time) => time > since);
      if (times.length >= maxPerSecond) return refuse('too-many');
      times.push(now);
      return 'ok';
    },
  };
}

export type RateBucket = ReturnType<typeof createRateBucket>;
