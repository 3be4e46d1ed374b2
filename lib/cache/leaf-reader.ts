import type { Database, DirectoryRow } from './database.ts';
import { leafFor } from './holdings/directory.ts';
import { expectLeaf, type Leaf } from './holdings/leaf.ts';

export type LeafReader = ReturnType<typeof createLeafReader>;

/**
 * Reads leaves for one query, each at most once: many hits lie in the same leaf. To be made and used within one
 * read transaction over `directories` and `leaves`, so that both are of one state.
 */
export function createLeafReader(db: Database) {
  const leaves = new Map<string, Promise<Leaf>>();
  let directories: Promise<DirectoryRow[]> | undefined;

  async function read({ uId, generation, leaves, assets }: DirectoryRow, place: number): Promise<Leaf> {
    return expectLeaf(await db.leaves.get([uId, generation, leaves[place]?.leaf ?? -1]), assets.length);
  }
  /** @throws AppError storage-broken when the record is missing or damaged */
  function expect(directory: DirectoryRow, place: number): Promise<Leaf> {
    const name = `${directory.uId}/${place}`;
    const leaf = leaves.get(name) ?? read(directory, place);
    leaves.set(name, leaf);
    return leaf;
  }
  return {
    directories(): Promise<DirectoryRow[]> {
      directories ??= db.directories.toArray();
      return directories;
    },
    expect,
    /** The one leaf that may hold the key; undefined when the directory already says that none does. */
    async get(directory: DirectoryRow, key: string): Promise<Leaf | undefined> {
      const place = leafFor(directory.leaves, key);
      if (place < 0 || (directory.leaves[place]?.first ?? '') > key) return undefined;
      return expect(directory, place);
    },
  };
}
