import { describe, expect, it, vi } from 'vitest';
import { createAutoLock } from '../../../lib/vault/auto-lock.ts';

function setUp(autoLockMinutes: number) {
  const vault = { lock: vi.fn(async () => {}) };
  const autoLock = createAutoLock({ vault, settings: { read: async () => ({ autoLockMinutes }) } });
  return { vault, autoLock };
}

describe('the lock for an admin who is away', () => {
  it.each(['idle', 'locked'] as const)('locks when the computer is %s', async (state) => {
    const { vault, autoLock } = setUp(15);
    await autoLock.onState(state);
    expect(vault.lock).toHaveBeenCalledOnce();
  });

  it.each(['idle', 'locked'] as const)('at 0 never locks, nor when the computer is %s', async (state) => {
    const { vault, autoLock } = setUp(0);
    await autoLock.onState(state);
    expect(vault.lock).not.toHaveBeenCalled();
  });

  it('does nothing when the admin comes back', async () => {
    const { vault, autoLock } = setUp(15);
    await autoLock.onState('active');
    expect(vault.lock).not.toHaveBeenCalled();
  });
});
