import { Dexie } from 'dexie';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import { failureOfScreen } from '../../../components/ui/failure-of-screen.ts';
import { Database } from '../../../lib/cache/database.ts';
import { storing } from '../../../lib/platform/storage-error.ts';
import { createVaultStore } from '../../../lib/vault/vault-store.ts';
import { locationRow } from '../cache/fresh-database.ts';

/** As the next version leaves it: one store more, one that this version needs is gone. */
async function leaveNewer(indexedDB: IDBFactory, name: string, gone: string): Promise<void> {
  const current = new Dexie(name, { indexedDB, IDBKeyRange });
  await current.open();
  const version = current.verno + 1;
  current.close();
  const next = new Dexie(name, { indexedDB, IDBKeyRange });
  next.version(version).stores({ inTheFuture: 'id', [gone]: null });
  await next.open();
  next.close();
}

async function look(indexedDB: IDBFactory, name: string) {
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(name);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const { version, objectStoreNames } = db;
  db.close();
  return { version, stores: [...objectStoreNames] };
}

describe('a database of a newer version', () => {
  it('is refused for what it is, again and again, and left as it is', async () => {
    const indexedDB = new IDBFactory();
    const now = new Database('orchardist', { indexedDB, IDBKeyRange });
    await now.locations.put(locationRow('1'));
    now.close();
    await leaveNewer(indexedDB, 'orchardist', 'assetSets');
    const before = await look(indexedDB, 'orchardist');
    const old = new Database('orchardist', { indexedDB, IDBKeyRange });
    await expect(old.open()).rejects.toMatchObject({ code: 'storage-newer' });
    for (let tries = 0; tries < 2; tries += 1) {
      const reads = await Promise.allSettled([old.locations.toArray(), old.syncs.toArray()]);
      for (const read of reads)
        expect(read.status === 'rejected' && failureOfScreen(read.reason)).toEqual({
          code: 'storage-newer',
          details: {},
        });
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
    await expect(storing(() => old.locations.put(locationRow('2')))).rejects.toMatchObject({
      code: 'storage-newer',
    });
    old.close();
    expect(await look(indexedDB, 'orchardist')).toEqual(before);
  });

  it('is refused by the vault too', async () => {
    const indexedDB = new IDBFactory();
    await createVaultStore('vault', { indexedDB, IDBKeyRange }).replace(
      { key: 'header', mode: 'session' },
      [],
    );
    await leaveNewer(indexedDB, 'vault', 'records');
    const old = createVaultStore('vault', { indexedDB, IDBKeyRange });
    await expect(old.header()).rejects.toMatchObject({ code: 'storage-newer' });
    await expect(old.put({ name: 'a', sealed: { nonce: '', data: '' } })).rejects.toMatchObject({
      code: 'storage-newer',
    });
  });
});
