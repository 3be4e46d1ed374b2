import Dexie, { type DexieOptions, type EntityTable } from 'dexie';
import { z } from 'zod';
import { openAgain } from '../platform/open-again.ts';
import { withoutNewer } from '../platform/refuse-newer.ts';
import { storing } from '../platform/storage-error.ts';
import { sealedSchema } from './envelope.ts';
import { lockSchema } from './passphrase.ts';

const headerSchema = z.discriminatedUnion('mode', [
  z.object({ key: z.literal('header'), mode: z.literal('session') }),
  z.object({ key: z.literal('header'), mode: z.literal('sealed'), lock: lockSchema }),
]);
const recordSchema = z.object({ name: z.string(), sealed: sealedSchema });
export type VaultHeader = z.infer<typeof headerSchema>;
export type VaultRecord = z.infer<typeof recordSchema>;

/**
 * The vault's own database, apart from the cache, whose tables may be rebuilt at any time.
 * Durability is strict: a token that was said to be kept is on the disk.
 */
export function createVaultStore(name = 'orchardist-vault', options: DexieOptions = {}) {
  const db: Dexie & { header: EntityTable<VaultHeader, 'key'>; records: EntityTable<VaultRecord, 'name'> } =
    Object.assign(new Dexie(name, { chromeTransactionDurability: 'strict', ...withoutNewer(options) }));
  db.version(1).stores({ header: 'key', records: 'name' });
  openAgain(db);

  return {
    async header(): Promise<VaultHeader | undefined> {
      const row = await storing(() => db.header.get('header'));
      return row && headerSchema.parse(row);
    },
    async records(): Promise<VaultRecord[]> {
      return z.array(recordSchema).parse(await storing(() => db.records.toArray()));
    },
    names: () => storing(() => db.records.toCollection().primaryKeys()),
    async record(recordName: string): Promise<VaultRecord | undefined> {
      const row = await storing(() => db.records.get(recordName));
      return row && recordSchema.parse(row);
    },
    put: (record: VaultRecord) => storing(() => db.records.put(record)),
    remove: (recordName: string) => storing(() => db.records.delete(recordName)),
    /** The header and all records at once: a change of mode is whole or has not happened. */
    replace: (header: VaultHeader, records: VaultRecord[]) =>
      storing(() =>
        db.transaction('rw', db.header, db.records, async () => {
          await db.records.clear();
          await db.records.bulkPut(records);
          await db.header.put(header);
        }),
      ),
    clear: () =>
      storing(() =>
        db.transaction('rw', db.header, db.records, async () => {
          await db.records.clear();
          await db.header.clear();
        }),
      ),
  };
}
export type VaultStore = ReturnType<typeof createVaultStore>;
