/** Writes the holdings of a location: whole, or what changed. For the sync engine only. */
import { AppError, isCode } from '../platform/errors.ts';
import { compareHoldings } from './compare-holdings.ts';
import type { Database, DirectoryRow, LeafRow, PostingRow } from './database.ts';
import { createFinder, type FoundChanges } from './found-changes.ts';
import { dropOtherGenerations, expectLinked } from './generations.ts';
import {
  changeLeaf,
  createAssetNumbers,
  cutLeaves,
  type LeafEntry,
  leafFor,
  leafHolding,
  type PackedLeaf,
} from './holdings/directory.ts';
import type { AssignmentInput } from './holdings/gather.ts';
import { holderKeyOfRow } from './holdings/holder-key.ts';
import { countAssets, expectLeaf, getHeld } from './holdings/leaf.ts';
import {
  changePosting,
  type PostingChanges,
  packPosting,
  setCount,
  unpackPosting,
} from './holdings/posting.ts';
import { type HolderChange, type LooseRows, type Sheet, sheetOf } from './holdings/sheet.ts';
import { createLeafReader } from './leaf-reader.ts';
import type { IsOwn } from './own-changes.ts';
import type { AssetKey } from './rows.ts';
import { stageFound } from './stage-found.ts';

export interface ReadMark {
  /** The version from which the next delta starts; the one of the first page (reference 5). */
  versionId?: string | undefined;
  /** When the read began: the age of what it says. */
  asOf: number;
}

/** Some megabytes a transaction, so that readers never wait long. */
const LEAVES_A_WRITE = 32;

/**
 * Replaces all holdings of a location. Readers see the old ones until the last, small transaction. What is `incomplete`
 * makes their age no younger.
 * @param isOwn given, what differs from before and is not our own is kept in `staging` together with the swap
 * @throws AppError location-unknown when the location was unlinked meanwhile; Dexie's errors
 */
export async function writeHoldings(
  db: Database,
  uId: string,
  gathered: { rows: LooseRows; assets: AssetKey[] },
  mark: ReadMark & { fullDueAt: number; incomplete?: boolean },
  signal?: AbortSignal,
  isOwn?: IsOwn,
): Promise<void> {
  const before = await db.directories.get(uId);
  const current = before?.generation ?? 0;
  const generation = current + 1;
  await dropOtherGenerations(db.leaves, uId, current);
  await dropOtherGenerations(db.postings, uId, current);

  const postings: PostingChanges = new Map();
  const entries: LeafEntry[] = [];
  let next = 0;
  let waiting: PackedLeaf[] = [];
  const flush = async () => {
    signal?.throwIfAborted();
    const rows = waiting.map(({ leaf, entry }): LeafRow => ({ uId, generation, leaf: entry.leaf, ...leaf }));
    waiting = [];
    await db.transaction('rw', [db.leaves, db.locations], async () => {
      await expectLinked(db, uId);
      await db.leaves.bulkPut(rows);
    });
  };
  const sheet = sheetOf(gathered.rows);
  for (const packed of cutLeaves(sheet, () => next++)) {
    for (const [asset, count] of countAssets(packed.leaf))
      setCount(postings, asset, packed.entry.leaf, count);
    entries.push(packed.entry);
    if (waiting.push(packed) === LEAVES_A_WRITE) await flush();
  }
  await flush();
  const found = before && isOwn && (await findChanges(db, before, { sheet, assets: gathered.assets }, isOwn));
  signal?.throwIfAborted();

  const rows: PostingRow[] = [];
  for (const [asset, posting] of postings) rows.push({ uId, generation, asset, ...packPosting(posting) });
  await db.transaction('rw', [db.directories, db.postings, db.locations, db.staging], async () => {
    await expectLinked(db, uId);
    if (found) await stageFound(db, uId, found);
    await db.postings.bulkPut(rows);
    await db.directories.put({
      uId,
      generation,
      assets: gathered.assets,
      leaves: entries,
      nextLeaf: entries.length,
      fullDueAt: mark.fullDueAt,
      drift: {},
      asOf: mark.incomplete && before ? before.asOf : mark.asOf,
      ...(mark.versionId !== undefined && { versionId: mark.versionId }),
    });
    if (!mark.incomplete) await db.locations.update(uId, { holdingsAt: mark.asOf });
  });
  await dropOtherGenerations(db.leaves, uId, generation);
  await dropOtherGenerations(db.postings, uId, generation);
}

/** Undefined when nothing changed, or when what stood there is damaged: it is about to be replaced, and cannot tell. */
async function findChanges(
  db: Database,
  before: DirectoryRow,
  after: { sheet: Sheet; assets: AssetKey[] },
  isOwn: IsOwn,
): Promise<FoundChanges | undefined> {
  const finder = createFinder(isOwn);
  try {
    await compareHoldings(db, before, after, finder.note);
    return finder.take();
  } catch (error) {
    if (isCode(error, 'storage-broken')) return undefined;
    throw error;
  }
}

export interface HoldingChanges {
  add: readonly AssignmentInput[];
  remove: readonly AssignmentInput[];
}

/**
 * Changes the holdings of a location in one transaction; only the leaves that it touches are rewritten.
 * What the mark leaves out stays as it was.
 * @throws AppError location-unknown; storage-broken when a record is damaged or there are no holdings to change
 */
export async function changeHoldings(
  db: Database,
  uId: string,
  changes: HoldingChanges,
  mark: Partial<ReadMark>,
): Promise<void> {
  await db.transaction('rw', [db.directories, db.leaves, db.postings, db.locations], async () => {
    await expectLinked(db, uId);
    const directory = await db.directories.get(uId);
    if (!directory) throw new AppError('storage-broken', { record: 'directory' });
    const numbers = createAssetNumbers(directory.assets);
    const groups = groupByLeaf(directory.leaves, changesByHolder(changes, numbers.numberOf));
    const rewritten = await rewriteLeaves(db, directory, groups, numbers.list.length);
    await writePostings(db, directory, rewritten.postings);
    await db.directories.put({
      ...directory,
      assets: numbers.list,
      leaves: rewritten.entries,
      nextLeaf: rewritten.nextLeaf,
      ...(mark.versionId !== undefined && { versionId: mark.versionId }),
      ...(mark.asOf !== undefined && { asOf: mark.asOf }),
    });
    if (mark.asOf !== undefined) await db.locations.update(uId, { holdingsAt: mark.asOf });
  });
}

/**
 * Those of the given rows that the holdings do not show yet, each once.
 * @throws AppError storage-broken when a record is damaged or there are no holdings
 */
export async function findNew(
  db: Database,
  uId: string,
  rows: readonly AssignmentInput[],
): Promise<AssignmentInput[]> {
  return db.transaction('r', [db.directories, db.leaves], async () => {
    const directory = await db.directories.get(uId);
    if (!directory) throw new AppError('storage-broken', { record: 'directory' });
    const numbers = createAssetNumbers(directory.assets);
    const reader = createLeafReader(db);
    const held = new Map<string, Set<number>>();
    const found: AssignmentInput[] = [];
    for (const row of rows) {
      const key = holderKeyOfRow(row);
      if (key === undefined) continue;
      if (!held.has(key)) {
        const place = leafHolding(directory.leaves, key);
        const leaf =
          place < 0 ? undefined : (reader.peek(directory, place) ?? (await reader.expect(directory, place)));
        held.set(key, new Set(leaf && getHeld(leaf, key)));
      }
      const assets = held.get(key);
      const number = numbers.numberOf(row);
      if (assets?.has(number)) continue;
      assets?.add(number);
      found.push(row);
    }
    return found;
  });
}

type HolderChanges = Map<string, HolderChange>;

function changesByHolder(changes: HoldingChanges, numberOf: (key: AssetKey) => number): HolderChanges {
  const byHolder = new Map<string, { add: number[]; remove: number[] }>();
  for (const side of ['remove', 'add'] as const) {
    for (const row of changes[side]) {
      const key = holderKeyOfRow(row);
      if (key === undefined) continue;
      const change = byHolder.get(key) ?? { add: [], remove: [] };
      change[side].push(numberOf(row));
      byHolder.set(key, change);
    }
  }
  return byHolder;
}

/** Changes by place in the directory; a holder beyond the last leaf belongs to the last. */
function groupByLeaf(entries: readonly LeafEntry[], changes: HolderChanges): Map<number, HolderChanges> {
  const groups = new Map<number, HolderChanges>();
  for (const [key, change] of changes) {
    const found = leafFor(entries, key);
    const place = found < 0 ? Math.max(0, entries.length - 1) : found;
    const group = groups.get(place) ?? new Map<string, HolderChange>();
    groups.set(place, group.set(key, change));
  }
  return groups;
}

/** All reads together and all writes together: one after the other, the waiting would take longer than the work. */
async function rewriteLeaves(
  db: Database,
  { uId, generation, leaves, nextLeaf }: DirectoryRow,
  groups: Map<number, HolderChanges>,
  assetCount: number,
) {
  const touched = leaves.filter((_, place) => groups.has(place));
  const keyOf = ({ leaf }: LeafEntry): [string, number, number] => [uId, generation, leaf];
  const records = await db.leaves.bulkGet(touched.map(keyOf));
  const known = new Map(touched.map((entry, index) => [entry, records[index]]));
  const entries: LeafEntry[] = [];
  const rows: LeafRow[] = [];
  const postings: PostingChanges = new Map();
  let next = nextLeaf;
  for (let place = 0; place < Math.max(1, leaves.length); place++) {
    const entry = leaves[place];
    const changes = groups.get(place);
    if (!changes) {
      if (entry) entries.push(entry);
      continue;
    }
    const old = entry && expectLeaf(known.get(entry), assetCount);
    if (entry && old) for (const asset of countAssets(old).keys()) setCount(postings, asset, entry.leaf, 0);
    for (const { leaf, entry: piece } of changeLeaf(old, changes, () => next++)) {
      for (const [asset, count] of countAssets(leaf)) setCount(postings, asset, piece.leaf, count);
      entries.push(piece);
      rows.push({ uId, generation, leaf: piece.leaf, ...leaf });
    }
  }
  await db.leaves.bulkDelete(touched.map(keyOf));
  await db.leaves.bulkPut(rows);
  return { entries, postings, nextLeaf: next };
}

async function writePostings(
  db: Database,
  { uId, generation }: DirectoryRow,
  changes: PostingChanges,
): Promise<void> {
  const keys = Array.from(changes.keys(), (asset): [string, number, number] => [uId, generation, asset]);
  const records = await db.postings.bulkGet(keys);
  const rows: PostingRow[] = [];
  const emptied: typeof keys = [];
  for (const [index, [asset, counts]] of [...changes].entries()) {
    const row = records[index];
    const map = changePosting(row ? unpackPosting(row) : new Map(), counts);
    if (map.size > 0) rows.push({ uId, generation, asset, ...packPosting(map) });
    else if (row) emptied.push([uId, generation, asset]);
  }
  await db.postings.bulkPut(rows);
  await db.postings.bulkDelete(emptied);
}
