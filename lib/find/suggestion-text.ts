/** The lines below the address bar. Pure. */

/** A line: what was found, and what it is. */
export interface Line {
  title: string;
  /** What it is, and what else tells it apart from others. */
  facts: readonly string[];
}

/**
 * The description of a suggestion as the browser wants it: Chromium reads XML and refuses a line that is none, Firefox
 * shows the text as it stands.
 */
export function describe({ title, facts }: Line, isMarkup: boolean): string {
  const [name, rest] = [oneLine(title), facts.map(oneLine).filter(Boolean).join(' · ')];
  if (!isMarkup) return [name, rest].filter(Boolean).join(' · ');
  return rest === '' ? escapeXml(name) : `${escapeXml(name)} <dim>${escapeXml(rest)}</dim>`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Names come from the store and from Apple, and hold whatever their makers wrote. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => entities[sign] ?? '');
}

/** Control characters and halves of surrogate pairs are no XML at all, escaped or not. */
function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\s\uFFFE\uFFFF]+/gu, ' ')
    .trim();
}
