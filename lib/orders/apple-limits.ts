import { documentedLimit } from '../apple/governor.ts';
import type { ServiceConfig } from '../apple/wire.ts';
import type { Database } from '../cache/database.ts';
import { storing } from '../platform/storage-error.ts';
import { getPositive, planLimitsOf } from './limits-of-config.ts';

/** Apple's texts are shown as they came. */
const LONGEST_TEXT = 300;

/** Tells the screens what Apple said last of its limits and numbers, and our own pace. */
export function createAppleLimits({ cache, now }: { cache: Database; now(): number }) {
  let pace = Number.POSITIVE_INFINITY;

  return {
    /** To be told each time that service/config was read. @throws AppError storage-full, storage-broken */
    async noteConfig({ limits, errorCodes }: ServiceConfig): Promise<void> {
      const mostPerSecond = getPositive(limits.maxRequestPerSecond) ?? documentedLimit;
      const value = {
        limits: planLimitsOf(limits),
        requestsPerSecond: Math.min(pace, mostPerSecond),
        mostPerSecond,
        readAt: now(),
        texts: Object.fromEntries(
          errorCodes.map(({ errorNumber, errorMessage }) => [
            errorNumber,
            errorMessage.slice(0, LONGEST_TEXT),
          ]),
        ),
      };
      await storing(() => cache.status.put({ key: 'apple-limits', value }));
    },

    /** The rate of the settings, in requests a second. @throws AppError storage-full, storage-broken */
    async notePace(perSecond: number): Promise<void> {
      pace = perSecond;
      await storing(() =>
        cache.status
          .where('key')
          .equals('apple-limits')
          .modify((row) => {
            if (row.key !== 'apple-limits') return;
            row.value.requestsPerSecond = Math.min(pace, row.value.mostPerSecond ?? documentedLimit);
          }),
      );
    },
  };
}
