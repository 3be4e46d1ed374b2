/**
 * A spreadsheet runs a cell that begins with one of = + - @ tab CR LF, or a full-width form of the first four, as a
 * formula; a leading apostrophe makes it text. A cell that had apostrophes there already gets one more, so that
 * taking one off always gives back what was written.
 */
const dangerous = '[=+\\-@\\t\\r\\n\uFF1D\uFF0B\uFF0D\uFF20]';
const wantsGuard = new RegExp(`^'*${dangerous}`);
const hasGuard = new RegExp(`^'+${dangerous}`);

export function guardCell(text: string): string {
  return wantsGuard.test(text) ? `'${text}` : text;
}

export function unguardCell(text: string): string {
  return text.startsWith("'") && hasGuard.test(text) ? text.slice(1) : text;
}
