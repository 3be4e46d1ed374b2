/**
 * What the look-ups of a page have read of the holdings, kept until somebody changes it: directories and leaves of a
 * million assignments take longer to read again than a key stroke may.
 */
import type { Database, DirectoryRow } from './database.ts';
import type { Leaf } from './holdings/leaf.ts';
import { createLeafReader, nameOfLeaf } from './leaf-reader.ts';
import { type HolderSource, notRemembered } from './look-up-source.ts';
import { onTablesChanged } from './on-tables-changed.ts';

/** Holders whose leaves are remembered: some 50 bytes each. */
const MOST_HOLDERS = 200_000;

type HoldingsSource = Pick<HolderSource, 'directories' | 'peek' | 'expect'>;

export function createHoldingsMemory(db: Database) {
  let leaves = new Map<string, Leaf>();
  let holders = 0;
  let directories: DirectoryRow[] | undefined;
  let change = 0;

  function forgetLeaves(): void {
    leaves = new Map();
    holders = 0;
  }

  function forget(): void {
    // Leaves too: a location that is linked again counts its generations from the first one.
    forgetLeaves();
    directories = undefined;
    change++;
  }
  // Users' sets too: they change when a location is unlinked, read or wiped.
  onTablesChanged(db, ['directories', 'userSets'], forget);

  return {
    forget,
    isEmpty: () => directories === undefined,
    /** For one look-up, within its transaction. What it reads is remembered unless it changes meanwhile. */
    stored(): HoldingsSource {
      const begun = change;
      let reading: Promise<DirectoryRow[]> | undefined;
      async function readDirectories(): Promise<DirectoryRow[]> {
        const read = directories ?? (await db.directories.toArray());
        if (change === begun) directories = read;
        return read;
      }
      return createLeafReader(db, {
        directories() {
          reading ??= readDirectories();
          return reading;
        },
        get: (name) => leaves.get(name),
        set(name, leaf) {
          if (change !== begun) return;
          if (holders >= MOST_HOLDERS) forgetLeaves();
          leaves.set(name, leaf);
          holders += leaf.ends.length;
        },
      });
    },
    recalled: {
      async directories() {
        if (!directories) throw notRemembered;
        return directories;
      },
      peek: (directory, place) => leaves.get(nameOfLeaf(directory, place)),
      async expect() {
        throw notRemembered;
      },
    } satisfies HoldingsSource,
  };
}
