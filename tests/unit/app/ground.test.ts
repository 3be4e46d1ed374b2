import { IDBFactory } from 'fake-indexeddb';
import { expect, it, vi } from 'vitest';
import { createGround } from '../../../lib/app/ground.ts';
import { createVaultStore } from '../../../lib/vault/vault-store.ts';
import { openFreshDatabase } from '../cache/fresh-database.ts';
import { createTestClock } from '../sync/background.ts';

/** A background that the browser is stopping: its extension calls are refused, while all else still works. */
function openStopping() {
  const bugs: string[] = [];
  vi.spyOn(console, 'error').mockImplementation((text: unknown) => void bugs.push(String(text)));
  const refused = () => Promise.reject(new Error('No SW'));
  const indexedDB = new IDBFactory();
  const ground = createGround({
    clock: createTestClock(),
    cache: openFreshDatabase(indexedDB),
    vaultStore: createVaultStore('stopping', { indexedDB }),
    sessionArea: { get: refused, set: refused, remove: refused },
    locks: { request: async () => {} },
    fetch: refused,
    keepAlive: refused,
  });
  return { ground, bugs };
}

it('fails no work because the browser refuses to let it live on, or to tell the screens that all is well', async () => {
  const { ground, bugs } = openStopping();
  await expect(ground.keepAlive()).resolves.toBeUndefined();
  expect(bugs).toEqual([]);
  await expect(ground.trouble.clear()).resolves.toBeUndefined();
  expect(bugs).toHaveLength(1);
});
