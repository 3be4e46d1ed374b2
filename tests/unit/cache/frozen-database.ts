import { readFileSync } from 'node:fs';
import { Dexie } from 'dexie';
import { type IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { z } from 'zod';

const frozenSchema = z.object({
  /** What each version of the schema up to this one added. */
  versions: z.array(z.record(z.string(), z.string())).min(1),
  tables: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))),
});
export type Frozen = z.infer<typeof frozenSchema>;

const packed = z.union([
  z.object({ Uint16Array: z.array(z.number()) }).strict(),
  z.object({ Uint32Array: z.array(z.number()) }).strict(),
]);

/** Typed arrays, which JSON does not know, stand as an object of their kind and numbers. */
export function reviveTypedArrays(_: string, value: unknown): unknown {
  const found = packed.safeParse(value);
  if (!found.success) return value;
  const { data } = found;
  return 'Uint16Array' in data ? Uint16Array.from(data.Uint16Array) : Uint32Array.from(data.Uint32Array);
}

/** Its JSON, in which typed arrays are not revived yet. */
export const readFrozenText = (version: number): string =>
  readFileSync(new URL(`frozen/version-${version}.json`, import.meta.url), 'utf8');

/** A database as that version of the schema left it. Never changed afterwards. */
export const readFrozen = (version: number): Frozen =>
  frozenSchema.parse(JSON.parse(readFrozenText(version), reviveTypedArrays));

/** Writes it with the schema of its time. */
export async function leaveFrozen(
  indexedDB: IDBFactory,
  { versions, tables }: Frozen,
  name = 'orchardist',
): Promise<void> {
  const old = new Dexie(name, { indexedDB, IDBKeyRange });
  for (const [index, stores] of versions.entries()) old.version(index + 1).stores(stores);
  for (const [table, rows] of Object.entries(tables)) await old.table(table).bulkPut(rows);
  old.close();
}
