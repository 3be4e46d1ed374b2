/**
 * The digits of a number as an admin types it, in ASCII: with separators or without, in Arabic-Indic digits, in their
 * eastern form, or in the full-width ones of a Japanese keyboard.
 */
export function readDigits(typed: string): string {
  return typed
    .normalize('NFKC')
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
    .replace(/[^0-9]/g, '');
}
