import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSettings } from '../../../lib/platform/settings.ts';
import { defaultWarningDays } from '../../../lib/token/days-left.ts';
import { createMemoryArea } from '../memory-area.ts';

const defaults = {
  requestsPerSecond: 10,
  autoLockMinutes: 15,
  syncMinutes: 60,
  language: 'auto',
  warningDays: [...defaultWarningDays],
  operatorName: '',
};

async function readWith(settings: unknown) {
  const area = createMemoryArea();
  await area.set({ settings });
  return createSettings(area).read();
}

describe('settings', () => {
  it('are the defaults until somebody changes one, which keeps the others', async () => {
    const settings = createSettings(createMemoryArea());
    expect(await settings.read()).toEqual(defaults);
    await settings.change({ autoLockMinutes: 0 });
    expect(await settings.read()).toEqual({ ...defaults, autoLockMinutes: 0 });
    await settings.change({ requestsPerSecond: 2 });
    expect(await settings.read()).toEqual({ ...defaults, requestsPerSecond: 2, autoLockMinutes: 0 });
  });

  it.each([
    [null, defaults],
    ['text', defaults],
    [[1, 2], defaults],
    [
      { requestsPerSecond: 0, autoLockMinutes: 5 },
      { ...defaults, autoLockMinutes: 5 },
    ],
    [
      { requestsPerSecond: 3, autoLockMinutes: -1 },
      { ...defaults, requestsPerSecond: 3 },
    ],
    [{ requestsPerSecond: '3', autoLockMinutes: 1.5 }, defaults],
    [
      { operatorName: 'x'.repeat(101), syncMinutes: 30 },
      { ...defaults, syncMinutes: 30 },
    ],
    [{ requestsPerSecond: null, autoLockMinutes: 100_000 }, defaults],
  ])('damaged as %j, one bad value does not cost the others', async (stored, expected) => {
    expect(await readWith(stored)).toEqual(expected);
  });

  it('always make sense, whatever is stored', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (stored) => {
        const { requestsPerSecond, autoLockMinutes } = await readWith(stored);
        expect(requestsPerSecond).toBeGreaterThanOrEqual(1);
        expect(Number.isInteger(autoLockMinutes) && autoLockMinutes >= 0).toBe(true);
      }),
    );
  });
});
