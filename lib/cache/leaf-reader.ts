import type { Database, DirectoryRow } from './database.ts';
import { expectLeaf, type Leaf } from './holdings/leaf.ts';

/** Where a reader keeps what it has read. */
export interface LeafMemory {
  directories: () => Promise<DirectoryRow[]>;
  get: (name: string) => Leaf | undefined;
  set: (name: string, leaf: Leaf) => void;
}

/** One text a leaf, while its location stays linked. */
export function nameOfLeaf({ uId, generation, leaves }: DirectoryRow, place: number): string {
  return `${uId}/${generation}/${leaves[place]?.leaf ?? -1}`;
}

/**
 * Reads leaves for one query, each at most once: many hits lie in the same leaf. To be made and used within one
 * read transaction over `directories` and `leaves`, so that both are of one state.
 *
 * Ask `peek` first and wait for `expect` only when it knows nothing: Dexie follows a transaction through some hundred
 * waits in which nothing is read, and then loses it.
 */
export function createLeafReader(db: Database, memory: LeafMemory = createLeafMemory(db)) {
  const reading = new Map<string, Promise<Leaf>>();

  async function read(directory: DirectoryRow, place: number): Promise<Leaf> {
    const { uId, generation, leaves, assets } = directory;
    const record = await db.leaves.get([uId, generation, leaves[place]?.leaf ?? -1]);
    const leaf = expectLeaf(record, assets.length);
    memory.set(nameOfLeaf(directory, place), leaf);
    return leaf;
  }
  return {
    directories: memory.directories,
    /** What was read already. */
    peek: (directory: DirectoryRow, place: number): Leaf | undefined =>
      memory.get(nameOfLeaf(directory, place)),
    /** @throws AppError storage-broken when the record is missing or damaged */
    expect(directory: DirectoryRow, place: number): Promise<Leaf> {
      const leaf = reading.get(nameOfLeaf(directory, place)) ?? read(directory, place);
      reading.set(nameOfLeaf(directory, place), leaf);
      return leaf;
    },
  };
}

/** Of one query alone. */
function createLeafMemory(db: Database): LeafMemory {
  const known = new Map<string, Leaf>();
  let directories: Promise<DirectoryRow[]> | undefined;
  return {
    directories(): Promise<DirectoryRow[]> {
      directories ??= db.directories.toArray();
      return directories;
    },
    get: (name) => known.get(name),
    set: (name, leaf) => known.set(name, leaf),
  };
}
