/** The days before a token's end, as an admin types them. Pure. */

/** As the settings hold them (lib/platform/settings.ts). */
const lastDay = 365;
const mostDays = 12;

export type WarningDays =
  | { ok: true; days: number[] }
  | { ok: false; reason: 'number' | 'range' | 'many'; text: string };

/**
 * Numbers with commas, semicolons or blanks between them, in the digits of any of our languages; each once, the
 * earliest warning first. Empty is no day.
 */
export function readWarningDays(typed: string): WarningDays {
  const days = new Set<number>();
  for (const text of typed.split(/[\s,;،、，]+/).filter(Boolean)) {
    const digits = toAsciiDigits(text);
    if (!/^\d+$/.test(digits)) return { ok: false, reason: 'number', text };
    const day = Number(digits);
    if (day < 1 || day > lastDay) return { ok: false, reason: 'range', text };
    days.add(day);
  }
  if (days.size > mostDays) return { ok: false, reason: 'many', text: typed };
  return { ok: true, days: [...days].sort((a, b) => b - a) };
}

/** Arabic and full-width digits. */
function toAsciiDigits(text: string): string {
  return text
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
    .replace(/[\uff10-\uff19]/g, (digit) => String(digit.charCodeAt(0) - 0xff10));
}
