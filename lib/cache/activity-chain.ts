/** The hash chain of the activity log: each line's hash is over the line before's and its own text. */
import { sha256Hex } from '../platform/base64.ts';
import type { ActivityRow } from './order-rows.ts';

export type ActivityLine = Omit<ActivityRow, 'hash'>;

/** The hash of a line that follows one with the hash `before`; SHA-256, hex. The first line follows ''. */
export function hashActivity(before: string, line: ActivityLine): Promise<string> {
  return sha256Hex(`${before}\n${canonicalJson(line)}`);
}

/**
 * The `seq` of the first line that is not as it was written, or that stands where a missing one was; undefined when all
 * fit. Nothing in the log itself tells that its newest lines were cut off: for that, compare with an older export.
 * @param rows all lines, oldest first
 */
export async function verifyActivity(rows: readonly ActivityRow[]): Promise<number | undefined> {
  let before = '';
  for (const [index, { hash, ...line }] of rows.entries()) {
    const expected = await hashActivity(before, line);
    if (line.seq !== index + 1 || hash !== expected) return line.seq;
    before = hash;
  }
  return undefined;
}

/** JSON that does not depend on the order in which an object's fields were set. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
