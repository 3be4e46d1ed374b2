import { type Failure, findAppError, toFailure } from '../../lib/platform/errors.ts';

const storageErrors = new Set([
  'OpenFailedError',
  'DatabaseClosedError',
  'UnknownError',
  'InvalidStateError',
  'VersionError',
  'MissingAPIError',
  'NotFoundError',
  'AbortError',
]);

/** What the database throws while a screen reads it is told apart from our own mistakes. */
export function failureOfScreen(error: unknown): Failure {
  const own = findAppError(error);
  if (own) return toFailure(own);
  const name = error instanceof Error ? error.name : '';
  if (name === 'QuotaExceededError') return { code: 'storage-full' };
  return storageErrors.has(name) ? { code: 'storage-broken', details: { name } } : toFailure(error);
}
