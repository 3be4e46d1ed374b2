/** What is stored, in numbers: for the settings screen. Read only. */
import type { Table } from 'dexie';
import type { Database } from './database.ts';

export type StoredKind =
  | 'locations'
  | 'assets'
  | 'apps'
  | 'icons'
  | 'users'
  | 'holdings'
  | 'histories'
  | 'timeline'
  | 'orders'
  | 'mdms'
  | 'knowledge'
  | 'requests'
  | 'work';

export interface StoredSize {
  kind: StoredKind;
  rows: number;
  /** Near enough: what the rows hold, without the browser's own overhead. */
  bytes: number;
}

/** Of larger tables so many rows stand for the rest. */
const SAMPLE = 40;

/** Each kind with its rows and bytes. A large cache takes a moment: it looks at a sample of each table. */
export async function readSizes(db: Database): Promise<StoredSize[]> {
  const kinds: Record<StoredKind, Table[]> = {
    locations: [db.locations, db.syncs, db.userSets, db.status],
    assets: [db.assets, db.assetSets],
    apps: [db.apps, db.appSets],
    icons: [db.icons],
    users: [db.users],
    holdings: [db.directories, db.leaves, db.postings],
    histories: [db.histories],
    timeline: [db.timeline],
    orders: [db.orders, db.orderWishes, db.orderSkips, db.batches, db.activity, db.foreignChanges],
    mdms: [db.mdms, db.mdmTargets, db.deliveries],
    knowledge: [db.personNotes, db.marks, db.lists, db.views, db.locationNotes],
    requests: [db.requests],
    work: [db.runs, db.staging, db.candidates],
  };
  const sizes: StoredSize[] = [];
  for (const kind of Object.keys(kinds).filter((name): name is StoredKind => name in kinds)) {
    let rows = 0;
    let bytes = 0;
    for (const table of kinds[kind]) {
      const count = await table.count();
      const sample = await table.limit(SAMPLE).toArray();
      const sampled = sample.reduce<number>((sum, row) => sum + bytesOf(row), 0);
      rows += count;
      bytes += sample.length === 0 ? 0 : Math.round((sampled / sample.length) * count);
    }
    sizes.push({ kind, rows, bytes });
  }
  return sizes;
}

/** The bytes of a value as it would lie in memory: texts as UTF-16, numbers as 8. */
function bytesOf(value: unknown): number {
  if (typeof value === 'string') return value.length * 2;
  if (value instanceof Blob) return value.size;
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (Array.isArray(value)) return value.reduce<number>((sum, part) => sum + bytesOf(part), 8);
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).reduce((sum, [name, part]) => sum + name.length * 2 + bytesOf(part), 8);
  }
  return 8;
}
