import type { Database, DirectoryRow } from './database.ts';
import { expectLeaf, type Leaf } from './holdings/leaf.ts';

export type LeafReader = ReturnType<typeof createLeafReader>;

/**
 * Reads leaves for one query, each at most once: many hits lie in the same leaf. To be made and used within one
 * read transaction over `directories` and `leaves`, so that both are of one state.
 *
 * Ask `peek` first and wait for `expect` only when it knows nothing: Dexie follows a transaction through some hundred
 * waits in which nothing is read, and then loses it.
 */
export function createLeafReader(db: Database) {
  const reading = new Map<string, Promise<Leaf>>();
  const known = new Map<string, Leaf>();
  let directories: Promise<DirectoryRow[]> | undefined;
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
