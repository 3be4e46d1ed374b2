import { describe, expect, it } from 'vitest';
import { createAppleLimits } from '../../../lib/orders/apple-limits.ts';
import { openFreshDatabase } from '../cache/fresh-database.ts';

const config = (
  limits: Record<string, number>,
  errorCodes: { errorNumber: number; errorMessage: string }[] = [],
) => ({
  limits,
  urls: {},
  notificationTypes: [],
  errorCodes,
});

function open() {
  const cache = openFreshDatabase();
  const limits = createAppleLimits({ cache, now: () => 7 });
  const read = async () => {
    const row = await cache.status.get('apple-limits');
    return row?.key === 'apple-limits' ? row.value : undefined;
  };
  return { limits, read };
}

describe('what the screens know of Apple’s limits', () => {
  it('is what Apple said last, with its texts', async () => {
    const { limits, read } = open();
    const named = {
      maxAssets: 5,
      maxClientUserIds: 6,
      maxSerialNumbers: 7,
      maxRevokeClientUserIds: 8,
      maxRevokeSerialNumbers: 9,
      maxUsers: 10,
    };
    await limits.noteConfig(config({ maxAssets: 25 }));
    await limits.noteConfig(
      config({ ...named, maxRequestPerSecond: 12, maxBatch: 3 }, [
        { errorNumber: 9709, errorMessage: 'None left' },
      ]),
    );
    expect(await read()).toEqual({
      limits: named,
      requestsPerSecond: 12,
      mostPerSecond: 12,
      readAt: 7,
      texts: { 9709: 'None left' },
    });
  });

  it('is nothing until Apple said something, whatever the settings say', async () => {
    const { limits, read } = open();
    await limits.notePace(5);
    expect(await read()).toBeUndefined();
  });

  it('takes Apple’s example where an answer names nothing of use', async () => {
    const { limits, read } = open();
    await limits.noteConfig(config({ maxUsers: 0, maxAssets: -1 }));
    expect((await read())?.limits).toEqual({
      maxAssets: 25,
      maxClientUserIds: 1000,
      maxSerialNumbers: 1000,
      maxRevokeClientUserIds: 100,
      maxRevokeSerialNumbers: 100,
      maxUsers: 100,
    });
  });

  it('names the lesser of our pace and Apple’s, also when the settings change later', async () => {
    const { limits, read } = open();
    await limits.notePace(10);
    await limits.noteConfig(config({ maxRequestPerSecond: 12 }));
    expect((await read())?.requestsPerSecond).toBe(10);
    await limits.notePace(14);
    expect((await read())?.requestsPerSecond).toBe(12);
    await limits.notePace(2);
    expect((await read())?.requestsPerSecond).toBe(2);
  });

  it('never plans faster than documented where Apple names no rate', async () => {
    const { limits, read } = open();
    await limits.notePace(100);
    await limits.noteConfig(config({}));
    expect((await read())?.requestsPerSecond).toBe(15);
  });
});
