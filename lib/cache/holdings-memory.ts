/**
 * What the look-ups of a page have read of the holdings, kept until somebody changes it: directories and leaves of a
 * million assignments take longer to read again than a key stroke may.
 */
import type { Database, DirectoryRow } from './database.ts';
import { readCurrentUserFilter, type UserFilter } from './find-holders.ts';
import type { Leaf } from './holdings/leaf.ts';
import type { LeafMemory } from './leaf-reader.ts';
import { onTablesChanged } from './on-tables-changed.ts';

/** Some 100 kB each. */
const MOST_LEAVES = 64;

export type HoldingsMemory = ReturnType<typeof createHoldingsMemory>;

const memories = new WeakMap<Database, HoldingsMemory>();

/** One for all look-ups of a page. */
export function expectHoldingsMemory(db: Database): HoldingsMemory {
  const memory = memories.get(db) ?? createHoldingsMemory(db);
  memories.set(db, memory);
  return memory;
}

function createHoldingsMemory(db: Database) {
  let leaves = new Map<string, Leaf>();
  let directories: DirectoryRow[] | undefined;
  let isCurrent: UserFilter | undefined;
  let change = 0;

  function forget(): void {
    // Leaves too: a location that is linked again counts its generations from the first one.
    leaves = new Map();
    directories = undefined;
    isCurrent = undefined;
    change++;
  }
  onTablesChanged(db, ['directories', 'userSets'], forget);

  async function readDirectories(keep: (note: () => void) => void): Promise<DirectoryRow[]> {
    const read = directories ?? (await db.directories.toArray());
    keep(() => {
      directories = read;
    });
    return read;
  }

  return {
    forget,
    /** Whether anything is remembered that was read by an earlier transaction. */
    isEmpty: () => directories === undefined && isCurrent === undefined,
    /** For one look-up, within its transaction. What it reads is remembered unless it changes meanwhile. */
    forLookUp(): { leaves: LeafMemory; readUserFilter: () => Promise<UserFilter> } {
      const begun = change;
      let reading: Promise<DirectoryRow[]> | undefined;
      const keep = (note: () => void) => {
        if (change === begun) note();
      };
      return {
        leaves: {
          directories() {
            reading ??= readDirectories(keep);
            return reading;
          },
          get: (name) => leaves.get(name),
          set(name, leaf) {
            keep(() => {
              if (leaves.size >= MOST_LEAVES) leaves = new Map();
              leaves.set(name, leaf);
            });
          },
        },
        async readUserFilter() {
          const read = isCurrent ?? (await readCurrentUserFilter(db));
          keep(() => {
            isCurrent = read;
          });
          return read;
        },
      };
    },
  };
}
