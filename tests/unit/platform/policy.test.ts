import { describe, expect, it } from 'vitest';
import { checkKeep, createPolicy, noPolicy } from '../../../lib/platform/policy.ts';
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

describe('what a policy allows for keeping tokens', () => {
  const sealed = { mode: 'sealed', passphrase: 'correct horse battery' } as const;

  it('is everything without one', () => {
    expect(() => checkKeep(noPolicy, { mode: 'session' })).not.toThrow();
    expect(() => checkKeep(noPolicy, sealed)).not.toThrow();
  });

  it('is the one way that it names, with a passphrase of the length that it asks for', () => {
    const policy = { ...noPolicy, keepTokens: 'sealed', minimumPassphraseLength: 22 } as const;
    expect(() => checkKeep(policy, { mode: 'session' })).toThrow(
      expect.objectContaining({ code: 'refused-by-policy' }),
    );
    expect(() => checkKeep(policy, sealed)).toThrow(
      expect.objectContaining({ code: 'passphrase-short', details: { shortest: 22 } }),
    );
    expect(() =>
      checkKeep(policy, { mode: 'sealed', passphrase: 'correct horse battery staple' }),
    ).not.toThrow();
  });
});
