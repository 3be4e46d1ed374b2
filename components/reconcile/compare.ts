import { readIdsOfAddresses } from '../../lib/cache/addresses.ts';
import type { Database, DirectoryRow } from '../../lib/cache/database.ts';
import { assetsAt, expectLeaf, keyAt } from '../../lib/cache/holdings/leaf.ts';
import type { AssetKey } from '../../lib/cache/rows.ts';
import { createReconciliation, type Holding, type ReconcileList } from '../../lib/orders/plan/reconcile.ts';
import { type HolderEntry, readHolderList } from '../../lib/people/read-holder-list.ts';
import { textOfFile } from '../../lib/people/text-of-file.ts';
import type { Compared, Comparison } from './messages.ts';

/** Holds every licence of some locations against a list. @throws AppError storage-broken when a record is damaged */
export async function compareWithList(db: Database, { source, uIds }: Comparison): Promise<Compared> {
  const text = typeof source === 'string' ? source : textOfFile(new Uint8Array(source));
  const { entries, refused } = readHolderList(text);
  const list = await listOf(db, entries, uIds);
  const comparison = createReconciliation(list);
  const unread: string[] = [];
  const ages: number[] = [];
  for (const uId of uIds) {
    const directory = await db.directories.get(uId);
    if (!directory) {
      unread.push(uId);
      continue;
    }
    ages.push(directory.asOf);
    for await (const holdings of readHoldings(db, directory)) comparison.read(uId, holdings);
  }
  return {
    findings: comparison.finish(),
    devices: new Set(list.serialNumbers ?? []).size,
    people: new Set(list.clientUserIds ?? []).size,
    refused: refused.length,
    unread,
    ...(ages.length > 0 && { asOf: Math.min(...ages) }),
  };
}

/** What a list is about: without a serial number in it, it says nothing about devices, and the same of people. */
async function listOf(
  db: Database,
  entries: readonly HolderEntry[],
  uIds: readonly string[],
): Promise<ReconcileList> {
  const serialNumbers = entries.flatMap(({ serialNumber }) => serialNumber ?? []);
  const named = entries.map(({ clientUserId, email }) => clientUserId ?? email ?? '');
  const people = new Set<string>();
  const pairs = new Map<string, { clientUserId: string; serialNumber: string }>();
  for (const uId of uIds) {
    // An address is somebody else in each location.
    const ids = await readIdsOfAddresses(db, uId, named);
    for (const [at, id] of ids.entries()) {
      if (id === '') continue;
      people.add(id);
      const serialNumber = entries[at]?.serialNumber;
      if (serialNumber !== undefined) pairs.set(`${id} ${serialNumber}`, { clientUserId: id, serialNumber });
    }
  }
  return {
    ...(serialNumbers.length > 0 && { serialNumbers }),
    // A device list names owners in passing: it does not say that everybody else has left.
    ...(people.size > 0 && serialNumbers.length === 0 && { clientUserIds: people }),
    ...(pairs.size > 0 && { pairs: pairs.values() }),
  };
}

async function* readHoldings(
  db: Database,
  { uId, generation, leaves, assets }: DirectoryRow,
): AsyncGenerator<Holding[]> {
  for (const { leaf } of leaves) {
    const record = await db.leaves.get([uId, generation, leaf]);
    if (!record) return;
    const found = expectLeaf(record, assets.length);
    const holdings: Holding[] = [];
    for (let index = 0; index < found.ends.length; index++) {
      const held = Array.from(assetsAt(found, index)).flatMap((number): AssetKey[] => {
        const asset = assets[number];
        return asset ? [asset] : [];
      });
      holdings.push([keyAt(found, index), held]);
    }
    yield holdings;
  }
}
