const day = 24 * 60 * 60_000;

/**
 * When Apple lets us ask again, in milliseconds since the epoch; undefined without a readable header.
 * Both forms occur: seconds and an HTTP date (reference 8). Never further away than a day, so that a
 * slip on the other side cannot stop a location for good.
 */
export function readRetryAfter(header: string | null, now: number): number | undefined {
  const text = header?.trim() ?? '';
  if (text === '') return undefined;
  const at = /^\d+$/.test(text) ? now + Number(text) * 1000 : readHttpDate(text);
  return at === undefined ? undefined : Math.min(Math.max(at, now), now + day);
}

/** Only texts that name a month are dates: `Date.parse` would take "12.5" or "-3" for one. */
function readHttpDate(text: string): number | undefined {
  if (!/[A-Za-z]{3}/.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
}
