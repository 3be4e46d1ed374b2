const MOST_SHOWN = 80;

/** Longer than any address, name or id; a token is hundreds of such characters. */
const unbroken = /[A-Za-z0-9+/=_-]{70,}/g;

/** Short enough for a line of a screen. Whoever takes a token's file for a list does not see it there. */
export const cutToShow = (text: string) =>
  cut(
    text.replace(unbroken, (run) => `${run.slice(0, 12)}\u2026`),
    MOST_SHOWN,
  );

/** Never half of a character that takes two code units. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  return text.slice(0, text.charCodeAt(most - 1) >> 10 === 0xd800 >> 10 ? most - 1 : most);
}
