import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { z } from 'zod';
import { Database } from '../../../lib/cache/database.ts';
import { reviveTypedArrays } from '../../unit/cache/frozen-database.ts';
import type { ExtensionPage } from './extension.ts';

const Tables = z.record(z.string(), z.array(z.record(z.string(), z.unknown())));

/**
 * The browser's cache as it stands at one moment, in a database of this process: whatever reads the one can be held
 * against the other. Without the pictures of icons.
 */
export async function mirrorCache(page: ExtensionPage): Promise<Database> {
  const text = z.string().parse(await page.evaluate(`(${readAllInPage.toString()})('orchardist')`));
  const tables = Tables.parse(JSON.parse(text, reviveTypedArrays));
  const mirror = new Database('mirror', { indexedDB: new IDBFactory(), IDBKeyRange });
  for (const table of mirror.tables) await table.bulkPut(tables[table.name] ?? []);
  return mirror;
}

/** Runs in the page: JSON, in which typed arrays stand as an object of their kind and numbers. */
async function readAllInPage(name: string): Promise<string> {
  const finished = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const db = await finished(indexedDB.open(name));
  const stores = [...db.objectStoreNames];
  const reading = db.transaction(stores);
  const rows = await Promise.all(stores.map((store) => finished(reading.objectStore(store).getAll())));
  db.close();
  return JSON.stringify(Object.fromEntries(stores.map((store, at) => [store, rows[at]])), (_, value) =>
    ArrayBuffer.isView(value) && Symbol.iterator in value
      ? { [value.constructor.name]: [...(value as Uint32Array)] }
      : value,
  );
}
