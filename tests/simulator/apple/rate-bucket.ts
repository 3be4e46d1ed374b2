/** Requests of one location within the last second (reference 8). Refused ones do not count. */
export function createRateBucket() {
  let times: number[] = [];
  return {
    /** @param now milliseconds @returns false when this request is one too many */
    take(now: number, maxPerSecond: number, window: 'sliding' | 'fixed'): boolean {
      const since = window === 'sliding' ? now - 1000 : Math.floor(now / 1000) * 1000 - 1;
      times = times.filter((time) => time > since);
      if (times.length >= maxPerSecond) return false;
      times.push(now);
      return true;
    },
  };
}

export type RateBucket = ReturnType<typeof createRateBucket>;
