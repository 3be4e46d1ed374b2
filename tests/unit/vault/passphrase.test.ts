import { afterEach, expect, it, vi } from 'vitest';
import { lockSchema, lockWith, newDataKey, openLock } from '../../../lib/vault/passphrase.ts';

afterEach(() => vi.restoreAllMocks());

it('each guess at a passphrase costs 600,000 rounds, with a salt of its own', async () => {
  const derive = vi.spyOn(crypto.subtle, 'deriveBits');
  const [first, second] = [
    await lockWith('a fine long passphrase', newDataKey()),
    await lockWith('a fine long passphrase', newDataKey()),
  ];
  await expect(openLock(first, 'another passphrase')).rejects.toMatchObject({ code: 'passphrase-wrong' });
  expect(derive).toHaveBeenCalledTimes(3);
  for (const [how] of derive.mock.calls) expect(how).toMatchObject({ hash: 'SHA-256', iterations: 600_000 });
  expect(first.salt).not.toBe(second.salt);
});

it('a lock that a foreign hand made cheaper is refused', async () => {
  const lock = await lockWith('a fine long passphrase', newDataKey());
  expect(lockSchema.safeParse(lock).success).toBe(true);
  expect(lockSchema.safeParse({ ...lock, rounds: 1000 }).success).toBe(false);
});
