const perMinute = 10;
const repeatAfter = 10_000;

/**
 * Lets each token through once while it passes by in several forms (response, then blob), and no more than ten
 * a minute, whatever a page does.
 * @param now milliseconds that only grow
 */
export function createSieve(now: () => number) {
  let admitted: { text: string; at: number }[] = [];

  return {
    admit(text: string): boolean {
      const at = now();
      admitted = admitted.filter((entry) => at - entry.at < 60_000);
      if (admitted.length >= perMinute) return false;
      if (admitted.some((entry) => entry.text === text && at - entry.at < repeatAfter)) return false;
      admitted.push({ text, at });
      return true;
    },
  };
}
