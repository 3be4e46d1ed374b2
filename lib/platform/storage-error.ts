import { isDiskFull } from './disk.ts';
import { AppError, findAppError } from './errors.ts';

/**
 * Sorts what a browser store throws: a full disk is the admin's to mend, the rest is a broken store.
 * Dexie wraps the browser's error, so its `inner` and its name are looked at (an AbortError hides the quota inside).
 */
export function toStorageError(error: unknown): AppError {
  const own = findAppError(error);
  if (own) return own;
  return new AppError(isQuota(error) ? 'storage-full' : 'storage-broken', { name: nameOf(error) }, error);
}

/** Runs a storage call and sorts its failure. */
export async function storing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const failure = toStorageError(error);
    if (failure.code !== 'storage-broken' || !(await isDiskFull())) throw failure;
    throw new AppError('storage-full', failure.details, error);
  }
}

const fullDisk = /quota|disk.*full|no.(device.)?space/i;

function isQuota(error: unknown): boolean {
  for (let at: unknown = error, depth = 0; at && depth < 5; depth += 1) {
    if (fullDisk.test(nameOf(at)) || fullDisk.test(messageOf(at))) return true;
    at = typeof at === 'object' && 'inner' in at ? at.inner : undefined;
  }
  return false;
}

const nameOf = (error: unknown) => (error instanceof Error ? error.name : 'Unknown');
const messageOf = (error: unknown) => (error instanceof Error ? error.message : '');
