import type { Settings } from '../platform/settings.ts';
import type { Vault } from './create-vault.ts';

/** Locks the vault while nobody is at the computer, unless the settings say never (0 minutes). */
export function createAutoLock(deps: {
  vault: Pick<Vault, 'lock'>;
  settings: { read(): Promise<Pick<Settings, 'autoLockMinutes'>> };
}) {
  return {
    /** To be told of each change that the browser's `idle` sees. A locked screen counts at once, as idle time does. */
    async onState(state: 'active' | 'idle' | 'locked'): Promise<void> {
      if (state === 'active') return;
      const { autoLockMinutes } = await deps.settings.read();
      if (autoLockMinutes > 0) await deps.vault.lock();
    },
  };
}
