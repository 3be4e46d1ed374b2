import type { Database, DirectoryRow } from './database.ts';
import { expectLeaf, type Leaf } from './holdings/leaf.ts';

export type LeafReader = ReturnType<typeof createLeafReader>;

/** Directories and what was read of their leaves. */
export interface KnownLeaves {
  directories: DirectoryRow[];
  /** Filled by whoever reads with it. */
  leaves: Map<string, Leaf>;
}

/** A leaf has some hundred kB; a look-up needs a few of them. */
const mostKept = 32;

/**
 * Reads leaves for one query, each at most once: many hits lie in the same leaf. To be made and used within one
 * read transaction over `directories` and `leaves`, so that both are of one state.
 *
 * Ask `peek` first and wait for `expect` only when it knows nothing: Dexie follows a transaction through some hundred
 * waits in which nothing is read, and then loses it.
 * @param kept from an earlier query
 */
export function createLeafReader(db: Database, kept?: KnownLeaves) {
  const reading = new Map<string, Promise<Leaf>>();
  const known = kept?.leaves ?? new Map<string, Leaf>();
  if (kept && known.size > mostKept) known.clear();
  let directories = kept && Promise.resolve(kept.directories);
  const nameOf = (directory: DirectoryRow, place: number) => `${directory.uId}/${place}`;

  async function read(directory: DirectoryRow, place: number): Promise<Leaf> {
    const { uId, generation, leaves, assets } = directory;
    const record = await db.leaves.get([uId, generation, leaves[place]?.leaf ?? -1]);
    const leaf = expectLeaf(record, assets.length);
    known.set(nameOf(directory, place), leaf);
    return leaf;
  }
  return {
    directories(): Promise<DirectoryRow[]> {
      directories ??= db.directories.toArray();
      return directories;
    },
    /** What was read already. */
    peek: (directory: DirectoryRow, place: number): Leaf | undefined => known.get(nameOf(directory, place)),
    /** @throws AppError storage-broken when the record is missing or damaged */
    expect(directory: DirectoryRow, place: number): Promise<Leaf> {
      const leaf = reading.get(nameOf(directory, place)) ?? read(directory, place);
      reading.set(nameOf(directory, place), leaf);
      return leaf;
    },
  };
}
