const form = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:Z|([+-])(\d\d):?(\d\d))$/;

/**
 * `expDate` in every form seen: `+0000`, `+02:00`, `Z` (reference section 2).
 * By regular expression, because engines differ on offsets without a colon.
 * @returns milliseconds since the epoch; undefined when it is no date, such as the 30th of February
 */
export function parseExpiry(expDate: string): number | undefined {
  const parts = form.exec(expDate);
  if (!parts) return undefined;
  const part = (index: number) => Number(parts[index] ?? 0);
  const local = Date.UTC(part(1), part(2) - 1, part(3), part(4), part(5), part(6));
  // A part out of range rolls over, and then the written date is not the one that comes back.
  if (new Date(local).toISOString().slice(0, 19) !== expDate.slice(0, 19)) return undefined;
  if (part(8) > 23 || part(9) > 59) return undefined;
  const offset = (part(8) * 60 + part(9)) * 60_000;
  return parts[7] === '-' ? local + offset : local - offset;
}
