import { within } from '../browser/support/wait-for.ts';

/** Milliseconds; on a slow machine the longest takes a few minutes. */
const LONGEST = 15 * 60_000;

/** Does one part of a benchmark. @throws an error that names it, also when it does not come to its end */
export async function step<T>(name: string, work: () => Promise<T>, longest = LONGEST): Promise<T> {
  try {
    return await within(work(), longest, 'it hangs');
  } catch (error) {
    throw new Error(`${name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
