import { Dexie } from 'dexie';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../lib/platform/errors.ts';
import { storing, toStorageError } from '../../../lib/platform/storage-error.ts';

const quota = () => new DOMException('The quota has been exceeded.', 'QuotaExceededError');
const named = (name: string, inner?: unknown) =>
  Object.assign(new Error('Transaction aborted'), { name }, inner === undefined ? {} : { inner });

describe('what a store throws', () => {
  it.each<[string, unknown]>([
    ['the browser’s own error', quota()],
    ['inside an abort of Dexie', new Dexie.AbortError('Transaction aborted', quota())],
    ['inside a failed bulk write', named('BulkError', named('AbortError', quota()))],
    ['Dexie’s name for it', new Dexie.QuotaExceededError('full')],
    ['Firefox’s words', named('NS_ERROR_FILE_NO_DEVICE_SPACE')],
    ['the words of an extension store', new Error('QUOTA_BYTES quota exceeded')],
    ['a full file system', new Error('Internal error: disk is full')],
  ])('means a full disk: %s', (_, error) => {
    expect(toStorageError(error).code).toBe('storage-full');
  });

  it.each<[string, unknown]>([
    ['an abort for another reason', new Dexie.AbortError('Transaction aborted', named('ConstraintError'))],
    ['a closed database', new Dexie.DatabaseClosedError()],
    ['something that is no error', 'quota'],
    ['nothing', undefined],
  ])('means a broken store: %s', (_, error) => {
    expect(toStorageError(error).code).toBe('storage-broken');
  });

  it('ends when an error holds itself', () => {
    const error = named('AbortError');
    Object.assign(error, { inner: error });
    expect(toStorageError(error).code).toBe('storage-broken');
  });

  it('leaves our own errors as they are, and tells others by name alone', async () => {
    const own = new AppError('location-unknown');
    await expect(storing(() => Promise.reject(own))).rejects.toBe(own);
    const error = toStorageError(new TypeError('holds a secret'));
    expect(JSON.stringify([error.message, error.details])).not.toContain('secret');
    expect(error.details).toEqual({ name: 'TypeError' });
  });
});
