import { describe, expect, it, vi } from 'vitest';
import { checkKeep, createPolicy, type ManagedArea, noPolicy } from '../../../lib/platform/policy.ts';
import { createSettings } from '../../../lib/platform/settings.ts';
import { calm, createFakeClock } from '../apple/fake-clock.ts';
import { createMemoryArea } from '../memory-area.ts';

const policyFrom = (get: ManagedArea['get'], kept = createMemoryArea(), { clock } = createFakeClock()) =>
  createPolicy({ managed: { get }, kept, sleep: clock.sleep });
const policyOf = (managed: Record<string, unknown>) => policyFrom(async () => managed);

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
    const read = policyFrom(async () => {
      throw new Error('Managed storage manifest not found');
    });
    expect(await read()).toEqual({ defaults: {}, locked: {} });
  });
});

describe('a browser that does not answer for its policies', () => {
  const locked = { locked: { autoLockMinutes: 5 } };

  it('is waited for a while, then what it last said holds, at once', async () => {
    const kept = createMemoryArea();
    await policyFrom(async () => locked, kept)();
    const time = createFakeClock();
    const read = policyFrom(() => new Promise(() => {}), kept, time);
    expect(await time.until(read())).toMatchObject(locked);
    expect(await read()).toMatchObject(locked);
    expect(time.timers()).toBe(0);
  });

  it('holds nobody up who has no policy', async () => {
    const time = createFakeClock();
    const read = policyFrom(() => new Promise(() => {}), createMemoryArea(), time);
    expect(await time.until(read())).toEqual(noPolicy);
  });

  it('is heard when it answers in the end, by who listens to the kept area as well', async () => {
    const answer = Promise.withResolvers<Record<string, unknown>>();
    const kept = createMemoryArea();
    const time = createFakeClock();
    const read = policyFrom(() => answer.promise, kept, time);
    expect(await time.until(read())).toEqual(noPolicy);
    answer.resolve(locked);
    await calm();
    expect(await kept.get(['policy'])).toEqual({ policy: locked });
    expect(await read()).toMatchObject(locked);
  });

  it('does not keep what stands there already, and forgets a policy that was taken back', async () => {
    const kept = createMemoryArea();
    const set = vi.spyOn(kept, 'set');
    await policyFrom(async () => ({}), kept)();
    expect(set).not.toHaveBeenCalled();
    await policyFrom(async () => locked, kept)();
    await policyFrom(async () => locked, kept)();
    await policyFrom(async () => ({}), kept)();
    expect(set.mock.calls).toEqual([[{ policy: locked }], [{ policy: {} }]]);
  });
});

describe('a browser that refuses to read its policies', () => {
  const locked = { locked: { autoLockMinutes: 5 } };
  const refusing = (message: string) => async () => {
    throw new Error(message);
  };

  it('has none any more where it says so, and nothing is kept of what was', async () => {
    const kept = createMemoryArea();
    await policyFrom(async () => locked, kept)();
    expect(await policyFrom(refusing('Managed storage manifest not found'), kept)()).toEqual(noPolicy);
    expect(await kept.get(['policy'])).toEqual({ policy: {} });
  });

  it('for any other reason leaves what it last said in force', async () => {
    const kept = createMemoryArea();
    await policyFrom(async () => locked, kept)();
    expect(await policyFrom(refusing('An unexpected error occurred'), kept)()).toMatchObject(locked);
    expect(await kept.get(['policy'])).toEqual({ policy: locked });
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
