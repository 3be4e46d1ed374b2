const MOST_SHOWN = 80;

/** Short enough for a line of a screen. */
export const cutToShow = (text: string) => cut(text, MOST_SHOWN);

/** Never half of a character that takes two code units. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  return text.slice(0, text.charCodeAt(most - 1) >> 10 === 0xd800 >> 10 ? most - 1 : most);
}
