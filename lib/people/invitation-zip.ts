/** Many drafts in one file. Pure. */
import { strToU8, zipSync } from 'fflate';

export interface Draft {
  email: string;
  eml: string;
}

/** So many that a mail program can still open what comes out; a zip without extensions ends at 65,535. */
export const mostInZip = 10_000;

/**
 * Zip files of at most `mostInZip` drafts each, numbered in their order.
 * @param at the date of the files, in milliseconds since the epoch
 */
export function* zipDrafts(drafts: readonly Draft[], at: number): Generator<Uint8Array<ArrayBuffer>> {
  for (let from = 0; from < drafts.length; from += mostInZip) {
    const files = drafts
      .slice(from, from + mostInZip)
      .map(({ email, eml }, index) => [fileName(from + index + 1, email), strToU8(eml)] as const);
    yield zipSync(Object.fromEntries(files), { mtime: at });
  }
}

/** Told apart by its number; of the address what every file system takes. */
function fileName(number: number, email: string): string {
  return `${String(number).padStart(5, '0')} ${email.replace(/[^A-Za-z0-9@._-]/g, '_').slice(0, 100)}.eml`;
}
