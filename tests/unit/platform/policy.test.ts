import { describe, expect, it } from 'vitest';
import { createPolicy } from '../../../lib/platform/policy.ts';
import { createSettings } from '../../../lib/platform/settings.ts';
import { createMemoryArea } from '../memory-area.ts';

const policyOf = (managed: Record<string, unknown>) => createPolicy({ get: async () => managed });

describe('a managed policy', () => {
  it('presets what nobody chose here, and locks what it locks', async () => {
    const settings = createSettings(
      createMemoryArea(),
      policyOf({ defaults: { requestsPerSecond: 4, syncMinutes: 120 }, locked: { autoLockMinutes: 5 } }),
    );
    expect(await settings.read()).toMatchObject({
      requestsPerSecond: 4,
      syncMinutes: 120,
      autoLockMinutes: 5,
    });
    await settings.change({ requestsPerSecond: 8, autoLockMinutes: 0 });
    expect(await settings.read()).toMatchObject({
      requestsPerSecond: 8,
      syncMinutes: 120,
      autoLockMinutes: 5,
    });
    expect(await settings.readLocked()).toEqual(new Set(['autoLockMinutes']));
  });

  it('with one bad entry keeps the others, and locks nothing that it does not know', async () => {
    const settings = createSettings(
      createMemoryArea(),
      policyOf({
        defaults: 'text',
        locked: { autoLockMinutes: -1, requestsPerSecond: 3, unknown: 1 },
        keepTokens: 'x',
      }),
    );
    expect(await settings.read()).toMatchObject({ requestsPerSecond: 3, autoLockMinutes: 15 });
    expect(await settings.readLocked()).toEqual(new Set(['requestsPerSecond']));
  });

  it('that the browser refuses to read is none', async () => {
    const read = createPolicy({
      get: async () => {
        throw new Error('Managed storage manifest not found');
      },
    });
    expect(await read()).toEqual({ defaults: {}, locked: {} });
  });
});
